"""The choices beside the results: kind, theme, territory, year…, each with how many results it would leave."""

from collections.abc import Collection, Container
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nlargest
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.http import urlencode

from knowledge_base.library.dimensions import DIMENSIONS, Dimension
from knowledge_base.library.lookup import Lookup
from knowledge_base.library.models import FindingQuerySet
from network.models import Belonging, Territory
from network.names import folded

#: How many choices of each facet are offered at once, and how many more on demand; the chosen ones always are.
OFFERED, OTHERS = 12, 36
#: How many may be chosen in a dimension, and in all.
MOST_CHOSEN, MOST_IN_ALL = 20, 40


BY_NAME = {dimension.name: dimension for dimension in DIMENSIONS}


@dataclass(frozen=True)
class Chosen:
    """What the reader chose, by dimension, with what it is called; what nobody knows is left out, and told."""

    values: dict[str, dict[str, str]]
    unknown: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, query: QueryDict, findings: FindingQuerySet) -> "Chosen":
        """The choices that an address carries, among these findings."""
        values: dict[str, dict[str, str]] = {}
        unknown: list[str] = []
        for dimension in DIMENSIONS:
            asked = list(
                dict.fromkeys(
                    value for value in query.getlist(dimension.name) if value and "\x00" not in value
                )
            )
            asked = asked[: min(MOST_CHOSEN, MOST_IN_ALL - sum(map(len, values.values())))]
            if asked:
                known = dimension.known(asked, findings)
                values[dimension.name] = {value: known[value] for value in asked if value in known}
                unknown += [value for value in asked if value not in known]
        return cls({name: chosen for name, chosen in values.items() if chosen}, unknown)

    def apply(self, findings: FindingQuerySet, without: str = "") -> FindingQuerySet:
        """The findings that fit every choice, or every one but that of a dimension."""
        for dimension in DIMENSIONS:
            if dimension.name in self.values and dimension.name != without:
                findings = dimension.narrow(findings, self.meant[dimension.name])
        return findings

    @cached_property
    def meant(self) -> dict[str, list[str]]:
        """By dimension, the choices that narrow."""
        return {name: BY_NAME[name].meant(list(values)) for name, values in self.values.items()}


@dataclass
class Option:
    """One choice."""

    value: str
    label: str
    count: int
    chosen: bool
    #: The address of these results without it, where it is chosen.
    without: str = ""
    #: Of what it is a value, where the label alone does not tell.
    said_with: str | Promise = ""
    #: How deep it lies in others: 0 for a region, 1 for its departments, 2 for what lies in these.
    level: int = 0


@dataclass
class Facet:
    """The choices of one dimension."""

    name: str
    label: str | Promise
    options: list[Option] = field(default_factory=list)

    #: Those that come after the ones that are offered at once.
    others: list[Option] = field(default_factory=list)

    @property
    def chosen(self) -> list[Option]:
        """Those that are chosen."""
        return [option for option in self.options if option.chosen]


def facets_of(findings: FindingQuerySet, chosen: Chosen, lookup: Lookup, query: QueryDict) -> list[Facet]:
    """The facets of a search, each counted as if nothing were chosen in it; empty ones are left out.

    None where the engine cannot count.
    """
    if not lookup.results.supports_facet:
        return []
    facets = (facet_of(dimension, findings, chosen, lookup, query) for dimension in DIMENSIONS)
    return [facet for facet in facets if facet.options]


def facet_of(
    dimension: Dimension, findings: FindingQuerySet, chosen: Chosen, lookup: Lookup, query: QueryDict
) -> Facet:
    """The choices of one dimension, the fullest first."""
    picked = chosen.values.get(dimension.name, {})
    results = lookup.results
    if picked:
        results = chosen.apply(findings, without=dimension.name).search(lookup.query)
    counts = {value: count for value, count in results.facet(dimension.counted).items() if value is not None}
    make = tree if dimension.name == "territory" else flat
    options, others = make(dimension, counts, picked)
    known = {option.value for option in options}
    options += [Option(value, label, 0, True) for value, label in picked.items() if value not in known]
    for option in options:
        if option.chosen:
            option.without = address_without(query, dimension.name, option.value)
            option.said_with = "" if dimension.tells else dimension.label
    return Facet(dimension.name, dimension.label, options, others)


def flat(
    dimension: Dimension, counts: dict[Any, int], picked: Collection[str]
) -> tuple[list[Option], list[Option]]:
    """The fullest choices with what is picked, and those that come next."""
    best = nlargest(OFFERED + OTHERS, counts, key=counts.__getitem__)
    named = dimension.named(best)
    if not {value for value, _ in named.values()}.issuperset(picked):
        named |= {key: said for key, said in dimension.named(list(counts)).items() if said[0] in picked}
    options = [
        Option(value, label, counts[counted], value in picked) for counted, (value, label) in named.items()
    ]
    if dimension.by_name:
        options.sort(key=lambda option: option.label, reverse=True)
    else:
        options.sort(key=lambda option: (-option.count, folded(option.label)))
    # One more is no reason for a fold.
    first = OFFERED if len(options) > OFFERED + 1 else len(options)
    offered = options[:first] + [option for option in options[first:] if option.chosen]
    return offered, [option for option in options[first : OFFERED + OTHERS] if not option.chosen]


def tree(
    dimension: Dimension, counts: dict[Any, int], picked: Container[str]
) -> tuple[list[Option], list[Option]]:
    """Regions; under a region that is opened its departments, under a department what lies in it.

    A branch is open where something in it is picked, and where it is the only one. What lies in nothing else of
    these stands beside the regions; what lies in two departments, under both.
    """
    places = Territory.objects.filter(pk__in=list(counts)).order_by()
    shown = {pk: named for pk, *named in places.values_list("pk", "slug", "name", "kind")}
    holders = nearest_holders({pk: LEVELS.get(kind, 2) for pk, (_, _, kind) in shown.items()})
    inside: dict[int, list[int]] = {}
    for pk in shown:
        for holder in holders.get(pk, [NOWHERE]):
            inside.setdefault(holder, []).append(pk)
    opened: set[int] = set()
    waiting = [pk for pk, (slug, _, _) in shown.items() if slug in picked]
    while waiting:
        opened.add(pk := waiting.pop())
        waiting += [holder for holder in holders.get(pk, []) if holder not in opened]
    options: list[Option] = []

    def grow(pks: list[int], depth: int) -> None:
        best = sorted(pks, key=lambda pk: (-counts[pk], folded(shown[pk][1])))
        for pk in best[:OFFERED] + [pk for pk in best[OFFERED:] if pk in opened]:
            slug, name, _ = shown[pk]
            options.append(Option(slug, name, counts[pk], slug in picked, level=depth))
            if pk in opened or len(best) == 1:
                grow(inside.get(pk, []), depth + 1)

    grow(inside.get(NOWHERE, []), 0)
    return options, []


#: What holds those that nothing else holds.
NOWHERE = 0
#: How deep what holds others lies; all else lies in a department.
LEVELS = {Territory.Kind.REGION: 0, Territory.Kind.DEPARTMENT: 1}


def nearest_holders(levels: dict[int, int]) -> dict[int, list[int]]:
    """The departments that each of these territories lies in, or else the regions; all by their ids and levels.

    A commune that is only said to lie in a grouping lies where this does.
    """
    ids = list(levels)
    lying = Belonging.objects.filter(part__in=ids, whole__in=ids, until__isnull=True).order_by("pk")
    holders: dict[int, list[int]] = {}
    grouped: dict[int, int] = {}
    for part, whole in lying.values_list("part", "whole"):
        if levels[whole] == 2:
            grouped.setdefault(part, whole)
        elif levels[whole] < levels[part]:
            known = holders.setdefault(part, [])
            deepest = max((levels[holder] for holder in known), default=0)
            if levels[whole] >= deepest:
                holders[part] = [holder for holder in known if levels[holder] == levels[whole]] + [whole]
    for part, whole in grouped.items():
        if part not in holders and whole in holders:
            holders[part] = holders[whole]
    return holders


def address_without(query: QueryDict, name: str, value: str) -> str:
    """The query string with one choice taken out."""
    pairs = [(key, held) for key, values in query.lists() for held in values]
    return "?" + urlencode([pair for pair in pairs if pair != (name, value)])
