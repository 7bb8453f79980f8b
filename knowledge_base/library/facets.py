"""The choices beside the results: kind, theme, tag, territory, each with how many results it would leave."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from heapq import nlargest
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from taggit.models import Tag

from knowledge_base.library.lookup import Lookup
from knowledge_base.library.models import Finding, FindingQuerySet
from network.models import Territory, Theme

#: How many choices of each facet are offered; the chosen ones always are.
OFFERED = 12


@dataclass(frozen=True)
class Dimension:
    """One thing by which results are told apart: its parameter, the filter behind it, the field it is counted on."""

    name: str
    label: str | Promise
    lookup: str
    counted: str
    #: From counted values to (what the parameter says, what is shown).
    named: Callable[[Iterable[Any]], dict[Any, tuple[str, str]]]
    #: Of what the parameter says, what there is among these findings.
    known: Callable[[list[str], FindingQuerySet], Iterable[str]]


def kinds(values: Iterable[Any]) -> dict[Any, tuple[str, str]]:
    """Kinds by their plural."""
    return {value: (value, str(PLURALS[value])) for value in values if value in PLURALS}


def rows(
    model: type[Theme] | type[Tag] | type[Territory],
) -> Callable[[Iterable[Any]], dict[Any, tuple[str, str]]]:
    """Rows of a table by their name."""
    named = [name for name in ("slug", "name", "name_en") if hasattr(model, name)]
    return lambda pks: {
        row.pk: (row.slug, str(row))
        for row in model._default_manager.filter(pk__in=list(pks)).order_by().only(*named)
    }


def slugs(
    model: type[Theme] | type[Territory],
) -> Callable[[list[str], FindingQuerySet], Iterable[str]]:
    """Those that a table knows: which themes and territories there are is no secret."""
    return lambda asked, _findings: model._default_manager.filter(slug__in=asked).values_list(
        "slug", flat=True
    )


def tags_used(asked: list[str], findings: FindingQuerySet) -> Iterable[str]:
    """Those that the findings carry: a draft may be the only one to have a tag."""
    return findings.filter(tags__slug__in=asked).values_list("tags__slug", flat=True).distinct()


COUNTED = {
    "": ngettext_lazy("%(count)d result", "%(count)d results", "count"),
    Finding.Kind.PRACTICE: ngettext_lazy("%(count)d practice", "%(count)d practices", "count"),
    Finding.Kind.LESSON: ngettext_lazy("%(count)d lesson", "%(count)d lessons", "count"),
    Finding.Kind.NOTE: ngettext_lazy("%(count)d note", "%(count)d notes", "count"),
    Finding.Kind.ENTRY: ngettext_lazy("%(count)d journal entry", "%(count)d journal entries", "count"),
}
PLURALS: dict[str, str | Promise] = {
    Finding.Kind.PRACTICE: _("Practices"),
    Finding.Kind.LESSON: _("Lessons"),
    Finding.Kind.NOTE: _("Notes"),
    Finding.Kind.ENTRY: _("Journal entries"),
}
DIMENSIONS = (
    Dimension(
        "kind",
        _("What it is"),
        "kind__in",
        "kind",
        kinds,
        lambda asked, _findings: [k for k in asked if k in PLURALS],
    ),
    Dimension("theme", _("Theme"), "themes__slug__in", "themes", rows(Theme), slugs(Theme)),
    Dimension("territory", _("Territory"), "within__slug__in", "within", rows(Territory), slugs(Territory)),
    Dimension("tag", _("Word"), "tags__slug__in", "tags", rows(Tag), tags_used),
)
MOST_CHOSEN = 20


@dataclass(frozen=True)
class Chosen:
    """What the reader chose, by dimension; what nobody knows is left out, and told."""

    values: dict[str, list[str]]
    unknown: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, query: QueryDict, findings: FindingQuerySet) -> "Chosen":
        """The choices that an address carries, among these findings."""
        values, unknown = {}, []
        for dimension in DIMENSIONS:
            asked = list(
                dict.fromkeys(
                    value for value in query.getlist(dimension.name) if value and "\x00" not in value
                )
            )
            if asked:
                known = set(dimension.known(asked[:MOST_CHOSEN], findings))
                values[dimension.name] = [value for value in asked if value in known]
                unknown += [value for value in asked[:MOST_CHOSEN] if value not in known]
        return cls({name: chosen for name, chosen in values.items() if chosen}, unknown)

    def apply(self, findings: FindingQuerySet, without: str = "") -> FindingQuerySet:
        """The findings that fit every choice, or every one but that of a dimension."""
        for dimension in DIMENSIONS:
            if dimension.name in self.values and dimension.name != without:
                findings = findings.filter(**{dimension.lookup: self.values[dimension.name]})
        return findings


@dataclass
class Option:
    """One choice."""

    value: str
    label: str
    count: int
    chosen: bool
    #: The address of these results without it, where it is chosen.
    without: str = ""


@dataclass
class Facet:
    """The choices of one dimension."""

    name: str
    label: str | Promise
    options: list[Option] = field(default_factory=list)

    @property
    def chosen(self) -> list[Option]:
        """Those that are chosen."""
        return [option for option in self.options if option.chosen]


def facets_of(findings: FindingQuerySet, chosen: Chosen, lookup: Lookup, query: QueryDict) -> list[Facet]:
    """The facets of a search, each counted as if nothing were chosen in it; empty ones are left out."""
    facets = (facet_of(dimension, findings, chosen, lookup, query) for dimension in DIMENSIONS)
    return [facet for facet in facets if facet.options]


def facet_of(
    dimension: Dimension, findings: FindingQuerySet, chosen: Chosen, lookup: Lookup, query: QueryDict
) -> Facet:
    """The choices of one dimension, the fullest first."""
    picked = chosen.values.get(dimension.name, [])
    results = lookup.results
    if picked:
        results = chosen.apply(findings, without=dimension.name).search(lookup.query)
    counts = {value: count for value, count in results.facet(dimension.counted).items() if value is not None}
    # What is picked may be far down, and is known by name only: then more rows are read than are offered.
    best = nlargest(OFFERED + (MOST_CHOSEN if picked else 0), counts, key=counts.__getitem__)
    options = [
        Option(slug, label, counts[value], slug in picked)
        for value, (slug, label) in dimension.named(best).items()
    ]
    options.sort(key=lambda option: (-option.count, option.label))
    offered = options[:OFFERED] + [option for option in options[OFFERED:] if option.chosen]
    absent = set(picked) - {option.value for option in offered}
    offered += [Option(slug, slug, 0, True) for slug in sorted(absent)]
    for option in offered:
        if option.chosen:
            option.without = address_without(query, dimension.name, option.value)
    return Facet(dimension.name, dimension.label, offered)


def address_without(query: QueryDict, name: str, value: str) -> str:
    """The query string with one choice taken out, back on the first page."""
    pairs = [(key, held) for key, values in query.lists() if key != "page" for held in values]
    return "?" + urlencode([pair for pair in pairs if pair != (name, value)])
