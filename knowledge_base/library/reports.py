"""What editors read about searches: what people looked for, how often, and did not find."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from knowledge_base.library.models import SearchCount


class SearchCountFilter(WagtailFilterSet):
    """The months, and whether anything answered."""

    answered = django_filters.ChoiceFilter(
        label=_("Answered"),
        empty_label=_("All searches"),
        choices=[("no", _("Nothing held every word")), ("yes", _("Something held every word"))],
        method="filter_answered",
    )
    month = django_filters.DateFromToRangeFilter(label=_("Month"), widget=DateRangePickerWidget)

    class Meta:
        model = SearchCount
        fields: list[str] = []

    def filter_answered(self, counts: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """By whether results held every word as it was typed, the last time."""
        answered = Q(found__gt=0, mended="")
        return counts.exclude(answered) if value == "no" else counts.filter(answered)


class SearchReport(ReportView):
    """The searches of a year, those that are asked most first."""

    page_title = _("Searches")
    header_icon = "search"
    index_url_name = "library_searches"
    index_results_url_name = "library_searches_results"
    model = SearchCount
    permission_policy = ModelPermissionPolicy(SearchCount)
    any_permission_required = ["view", "change"]
    filterset_class = SearchCountFilter
    is_searchable = False
    columns = [
        Column("words", label=_("Searched for")),
        Column("mended", label=_("Taken for")),
        Column("times", label=_("Times")),
        Column("found", label=_("Results with every word")),
        Column(
            "month", label=_("Month"), accessor=lambda count: date_format(count.month, "YEAR_MONTH_FORMAT")
        ),
    ]
    list_export = ["words", "mended", "times", "found", "month"]

    def get_queryset(self) -> QuerySet[SearchCount]:
        return SearchCount.objects.order_by("-times", "words", "-month")
