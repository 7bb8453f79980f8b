from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from network.admin_forms import ThemeForm
from network.models import Territory, Theme
from network.models.territories import TerritoryQuerySet


def named(territories: TerritoryQuerySet, words: str) -> TerritoryQuerySet:
    """Those with this name or code, else those with a name close to it."""
    found = territories.named(words)
    return found if found.exists() else territories.nearly_named(words)


class TerritoryFilterForm(SearchFilterMixin, BaseFilterForm):
    """The field at the top of the chooser: 36,000 names are searched by name, never listed in a menu."""

    def filter(self, objects: TerritoryQuerySet) -> TerritoryQuerySet:
        if words := self.cleaned_data.get("q"):
            self.is_searching, self.search_query = True, words
            return named(objects, words)
        return objects


class TerritoryChoices:
    """What helps to tell two communes of the same name apart, in both views of the chooser."""

    filter_form_class = TerritoryFilterForm
    ordering = ["-in_network", "folded_name", "pk"]

    @property
    def columns(self) -> list[Column]:
        return [
            *super().columns,
            Column("kind", label=_("Kind"), accessor="get_kind_display"),
            Column("official_code", label=_("Official code"), accessor="official_code"),
            Column("population", label=_("Population"), accessor="population"),
        ]


class ChooseTerritory(TerritoryChoices, ChooseView):
    pass


class ChooseTerritoryResults(TerritoryChoices, ChooseResultsView):
    pass


class TerritoryChooserViewSet(SnippetChooserViewSet):
    choose_view_class = ChooseTerritory
    choose_results_view_class = ChooseTerritoryResults


class TerritoryList(IndexView):
    """The list in the administration, searched like the chooser."""

    def search_queryset(self, queryset: TerritoryQuerySet) -> TerritoryQuerySet:
        return named(queryset, self.search_query) if self.is_searching else queryset


class TerritoryViewSet(SnippetViewSet):
    """Territories, with what they lie in and what they succeed."""

    model = Territory
    icon = "site"
    menu_label = _("Territories")
    list_display = [
        "name",
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        "official_code",
        "population",
        BooleanColumn("in_network", label=_("In the network"), sort_key="in_network"),
    ]
    list_filter = ["in_network", "kind", "fictional"]
    ordering = ["-in_network", "folded_name", "pk"]
    search_fields = ["folded_name"]
    index_view_class = TerritoryList
    chooser_viewset_class = TerritoryChooserViewSet
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("slug"),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("official_code"), FieldPanel("country")]),
                FieldRowPanel([FieldPanel("in_network"), FieldPanel("fictional")]),
            ],
            heading=_("Which one it is"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("presentation"),
                FieldPanel("presentation_source"),
                FieldPanel("website"),
                FieldPanel("population"),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
                FieldPanel("source"),
            ],
            heading=_("What is known of it"),
        ),
        InlinePanel(
            "belongings",
            [FieldPanel("whole"), FieldRowPanel([FieldPanel("since"), FieldPanel("until")])],
            heading=_("Lies in"),
            label=_("larger territory"),
        ),
        InlinePanel(
            "precessions",
            [FieldPanel("before"), FieldRowPanel([FieldPanel("year"), FieldPanel("source")])],
            heading=_("Succeeds"),
            label=_("former territory"),
        ),
    ]


class ThemeViewSet(SnippetViewSet):
    """The shared words."""

    model = Theme
    icon = "tag"
    menu_label = _("Themes")
    list_display = ["name", "name_en", "parent", "is_dimension"]
    list_filter = ["is_dimension"]
    ordering = ["order", "name"]
    edit_handler = ObjectList(
        [
            HelpPanel(
                _("Keep this list short: free words are for tags. Renaming keeps everything filed under it.")
            ),
            FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
            FieldPanel("slug"),
            FieldRowPanel([FieldPanel("parent"), FieldPanel("order")]),
            FieldPanel("is_dimension"),
        ],
        base_form_class=ThemeForm,
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return Theme.objects.select_related("parent")
