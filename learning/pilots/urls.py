"""Addresses of the journals. Fixed words come before the slugs: `RESERVED_SLUGS` keeps pilots from taking them."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from learning.pilots import feeds
from learning.pilots.views import entries, journals, photos, pilots

app_name = "pilots"

urlpatterns = [
    path("", journals.index, name="index"),
    path(_("feed/"), feeds.AllJournalsFeed(), name="feed"),
    path(_("new/"), pilots.start, name="start"),
    path(_("write/"), entries.write_somewhere, name="write"),
    path("photos/<uuid:photo_id>/<str:size>/", photos.photo, name="photo"),
    path("<slug:slug>/", journals.journal, name="journal"),
    path(_("<slug:slug>/feed/"), feeds.JournalFeed(), name="feed"),
    path(_("<slug:slug>/change/"), pilots.change, name="change"),
    path(_("<slug:slug>/milestones/new/"), pilots.milestone, name="milestone"),
    path(_("<slug:slug>/milestones/<int:milestone_id>/"), pilots.milestone, name="milestone"),
    path(_("<slug:slug>/figures/"), pilots.figures, name="figures"),
    path(_("<slug:slug>/write/"), entries.write, name="write"),
    path(_("<slug:slug>/preview/"), entries.preview, name="preview"),
    path(_("<slug:slug>/deleted/"), entries.deleted, name="deleted"),
    path("<slug:slug>/<uuid:entry_id>/", entries.entry, name="entry"),
    path(_("<slug:slug>/<uuid:entry_id>/edit/"), entries.edit, name="edit"),
    path(_("<slug:slug>/<uuid:entry_id>/readers/"), entries.readers, name="readers"),
    path(_("<slug:slug>/<uuid:entry_id>/versions/"), entries.versions, name="versions"),
    path(_("<slug:slug>/<uuid:entry_id>/versions/<int:revision>/restore/"), entries.restore, name="restore"),
    path(_("<slug:slug>/<uuid:entry_id>/delete/"), entries.delete, name="delete"),
    path(_("<slug:slug>/<uuid:entry_id>/take-back/"), entries.take_back, name="take_back"),
]
