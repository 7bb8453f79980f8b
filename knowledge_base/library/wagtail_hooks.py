from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from knowledge_base.library.reports import SearchReport
from knowledge_base.library.viewsets import SynonymGroupViewSet

register_snippet(SynonymGroupViewSet)


class SearchReportItem(MenuItem):
    """Shown to those who may read it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("library.view_searchcount")


@hooks.register("register_admin_urls")
def report_urls() -> list[object]:
    """The addresses of the report on searches."""
    return [
        path("reports/searches/", SearchReport.as_view(), name="library_searches"),
        path(
            "reports/searches/results/",
            SearchReport.as_view(results_only=True),
            name="library_searches_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def report_item() -> MenuItem:
    """The report, among the others."""
    return SearchReportItem(_("Searches"), reverse("library_searches"), icon_name="search", order=900)
