from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.query import PageQuerySet

from knowledge_base.practices.models import PracticePage
from knowledge_base.practices.sheet import TOTAL


class FilledColumn(Column):
    """How much of the sheet is filled in."""

    def get_value(self, instance: PracticePage) -> str:
        return f"{instance.filled} / {TOTAL}"


class PracticeFilterSet(WagtailFilterSet):
    class Meta:
        model = PracticePage
        fields = ["live", "themes", "source_kind", "content_language"]


class OriginalsView(IndexView):
    """One row per practice: the copies that other languages show are left out."""

    def get_base_queryset(self) -> PageQuerySet:
        # By number: a search knows no other condition on it.
        return super().get_base_queryset().filter(pk__in=PracticePage.objects.originals().values("pk"))


class PracticeListing(PageListingViewSet):
    """All practices at once, whatever their place in the tree."""

    index_view_class = OriginalsView
    model = PracticePage
    icon = "doc-full-inverse"
    menu_label = _("Practices")
    menu_order = 210
    add_to_admin_menu = True
    filterset_class = PracticeFilterSet
    columns = [
        *PageListingViewSet.columns,
        Column("territory", label=_("Territory"), sort_key="territory__name"),
        FilledColumn("filled", label=_("Filled in"), sort_key="filled"),
        DateColumn("check_again", label=_("Check again by"), sort_key="check_again"),
    ]
