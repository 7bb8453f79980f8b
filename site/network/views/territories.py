from collections.abc import Iterable
from functools import cache
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from formats.dotmap import Place
from network import lineage
from network.drawing import drawn_for_everyone, lazily
from network.generation import remember
from network.models import Territory
from network.permissions import may_invite
from network.slots import territory_page

LONGEST_QUESTION = 100
MOST_PARTS = 60


class DirectoryView(ListView):
    """The territories of the network, by name and kind, and the same ones on the map."""

    template_name = "network/directory.html"
    context_object_name = "territories"
    # As many names as the map can hold.
    paginate_by = 30

    @cached_property
    def words(self) -> str:
        return self.request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUESTION]

    @cached_property
    def kind(self) -> str:
        kind = self.request.GET.get("kind", "")
        return kind if kind in Territory.Kind.values else ""

    @cached_property
    def found(self) -> tuple[QuerySet[Territory], bool]:
        """The territories asked for, and whether they are only close to what was typed."""
        territories = Territory.objects.shown()
        if self.kind:
            territories = territories.filter(kind=self.kind)
        if not self.words:
            return territories.order_by("folded_name", "pk"), False
        exact = territories.named(self.words)
        return (exact, False) if exact.exists() else (territories.nearly_named(self.words), True)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """How many territories of each kind there are, counted once per change of the site."""
        return remember("territories", lambda: Territory.objects.shown().count_by_kind())

    def get_queryset(self) -> QuerySet[Territory]:
        return self.found[0]

    def get_paginator(self, *args: Any, **kwargs: Any) -> Paginator:
        paginator = super().get_paginator(*args, **kwargs)
        if not self.words:
            paginator.count = self.numbers.get(self.kind, 0) if self.kind else sum(self.numbers.values())
        return paginator

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        first = context["page_obj"].start_index()
        return {
            **context,
            "places": places(context["page_obj"], first),
            "words": self.words,
            "kind": self.kind,
            "is_close": self.found[1],
            "kinds": [choice for choice in Territory.Kind.choices if choice[0] in self.numbers],
        }


class TerritoryView(DetailView):
    """What is known of a territory, where it lies, what it comes from, and what the other rooms know of it."""

    model = Territory
    template_name = "network/territory.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        territory = self.object
        kin = cache(lambda: lineage.kin(territory))
        parts = cache(lambda: territory_page.parts(territory, self.request))
        shown = lazily(
            parts=parts,
            is_listed=lambda: territory.in_network or bool(parts()),
            wholes=lambda: lineage.wholes(territory),
            members=lambda: list(territory.parts.shown().order_by("folded_name", "pk")[:MOST_PARTS]),
            predecessors=lambda: lineage.predecessors(territory, kin()),
            successors=lambda: lineage.successors(territory, kin()),
        )
        return super().get_context_data(
            places=places([territory]),
            may_invite=may_invite(self.request.user, territory),
            crumbs=[{"label": _("Territories"), "url": reverse("territories")}, {"label": territory.name}],
            **shown,
            **drawn_for_everyone(self.request, f"territory:{territory.pk}"),
            **kwargs,
        )


def places(territories: Iterable[Territory], first: int | None = None) -> list[Place]:
    """Those that have a point, for the map; numbered as in the list from `first` on."""
    return [
        Place(one.name, one.latitude, one.longitude, one.get_absolute_url(), first and first + position)
        for position, one in enumerate(territories)
        if one.latitude is not None and one.longitude is not None
    ]
