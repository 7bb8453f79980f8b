"""Addresses of the journals. Fixed words come before the slugs: `RESERVED_SLUGS` keeps pilots from taking them."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from learning.pilots import feeds
from learning.pilots.views import caring, journals, photos, pilots, reading, writing

app_name = "pilots"

urlpatterns = [
    path("", journals.index, name="index"),
    path(_("feed/"), feeds.AllJournalsFeed(), name="feed"),
    path(_("new/"), pilots.start, name="start"),
    path(_("write/"), writing.write_somewhere, name="write"),
    path("photos/<uuid:photo_id>/<str:size>/", photos.photo, name="photo"),
    path("<slug:slug>/", journals.journal, name="journal"),
    path(_("<slug:slug>/feed/"), feeds.JournalFeed(), name="feed"),
    path(_("<slug:slug>/change/"), pilots.change, name="change"),
    path(_("<slug:slug>/milestones/new/"), pilots.milestone, name="milestone"),
    path(_("<slug:slug>/milestones/<int:milestone_id>/"), pilots.milestone, name="milestone"),
    path(_("<slug:slug>/figures/"), pilots.figures, name="figures"),
    path(_("<slug:slug>/write/"), writing.write, name="write"),
    path(_("<slug:slug>/preview/"), writing.preview, name="preview"),
    path(_("<slug:slug>/deleted/"), caring.deleted, name="deleted"),
    path("<slug:slug>/<uuid:entry_id>/", reading.entry, name="entry"),
    path(_("<slug:slug>/<uuid:entry_id>/edit/"), writing.edit, name="edit"),
    path(_("<slug:slug>/<uuid:entry_id>/readers/"), caring.readers, name="readers"),
    path(_("<slug:slug>/<uuid:entry_id>/versions/"), caring.versions, name="versions"),
    path(_("<slug:slug>/<uuid:entry_id>/versions/<int:revision>/restore/"), caring.restore, name="restore"),
    path(_("<slug:slug>/<uuid:entry_id>/delete/"), caring.delete, name="delete"),
    path(_("<slug:slug>/<uuid:entry_id>/take-back/"), caring.take_back, name="take_back"),
]
