from django.urls import path
from django.utils.translation import gettext_lazy as _

from knowledge_base.library import exports, feeds, saved_searches, suggesting, views

app_name = "library"

urlpatterns = [
    path("", views.search, name="search"),
    path(_("suggestions/"), suggesting.suggestions, name="suggestions"),
    path(_("feed/"), feeds.results, name="feed"),
    path(_("results.csv"), exports.as_csv, name="csv"),
    path(_("results.json"), exports.as_json, name="json"),
    path(_("my-searches/"), saved_searches.mine, name="saved_searches"),
    path(_("my-searches/<int:pk>/"), saved_searches.one, name="saved_search"),
    path(_("my-searches/stop/<token>/"), saved_searches.stop, name="stop_digests"),
    path(_("lessons/<slug:slug>/"), views.lesson, name="lesson"),
]
