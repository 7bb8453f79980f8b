"""By what results are told apart: what each choice is called, in the address and on the page, and what it asks for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from knowledge_base.lessons.models import Trial
from knowledge_base.library.models import Finding, FindingQuerySet, Term
from network import lineage
from network.generation import remember
from network.models import Territory, Theme

#: From counted values to (what the parameter says, what is shown).
Named = Callable[[Iterable[Any]], dict[Any, tuple[str, str]]]
#: Of what the parameter says, what there is among these findings, with what is shown.
Known = Callable[[list[str], FindingQuerySet], dict[str, str]]


@dataclass(frozen=True)
class Dimension:
    """One thing by which results are told apart: its parameter, the filter behind it, the field it is counted on."""

    name: str
    label: str | Promise
    lookup: str
    counted: str
    named: Named
    known: Known
    #: Of the values that are picked, those that are meant.
    meant: Callable[[list[str]], list[str]] = list
    #: By name, not by how many results there are: years, for one.
    by_name: bool = False
    #: Whether a value says by itself of what it is one: "Practices", "2023".
    tells: bool = False

    def narrow(self, findings: FindingQuerySet, values: list[str]) -> FindingQuerySet:
        """Those of the findings that one of the values holds for."""
        return findings.filter(**{f"{self.lookup}__in": values})


PLURALS: dict[str, str | Promise] = {
    Finding.Kind.PRACTICE: _("Practices"),
    Finding.Kind.LESSON: _("Lessons"),
    Finding.Kind.NOTE: _("Notes"),
    Finding.Kind.ENTRY: _("Journal entries"),
}
WITH_RESULTS = "yes"
#: The languages that write the names of languages with a capital.
CAPITALISING = ("en", "de")


def kinds(values: Iterable[Any]) -> dict[Any, tuple[str, str]]:
    """Kinds by their plural."""
    return {value: (value, str(PLURALS[value])) for value in values if value in PLURALS}


def years(values: Iterable[Any]) -> dict[Any, tuple[str, str]]:
    """Years are their own names."""
    return {value: (str(value), str(value)) for value in values}


def with_results(values: Iterable[Any]) -> dict[Any, tuple[str, str]]:
    """The one choice there is."""
    return {value: (WITH_RESULTS, str(_("With results"))) for value in values if value}


def language_name(code: str) -> str:
    """A language as the reader calls it within a sentence; one that Django does not know by its code."""
    try:
        name = str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
    return name if (get_language() or "")[:2] in CAPITALISING else name.lower()


def languages(values: Iterable[Any]) -> dict[Any, tuple[str, str]]:
    """Languages by their name."""
    names = {code: language_name(code) for code in values}
    return {code: (code, name[:1].upper() + name[1:]) for code, name in names.items()}


def rows(model: type[Tag] | type[Territory] | type[Term]) -> Named:
    """Rows of a table by their name."""
    return lambda pks: {
        row.pk: (row.slug, row.name)
        for row in model._default_manager.filter(pk__in=list(pks)).order_by().only("slug", "name")
    }


def all_themes() -> list[Theme]:
    """The themes and the smart dimensions: a short list that every search asks for."""
    return remember("themes", lambda: list(Theme.objects.order_by()))


def themes(is_dimension: bool) -> Named:
    """The themes, or the smart dimensions, by their name."""

    def named(pks: Iterable[Any]) -> dict[Any, tuple[str, str]]:
        wanted = set(pks)
        return {
            theme.pk: (theme.slug, str(theme))
            for theme in all_themes()
            if theme.pk in wanted and theme.is_dimension == is_dimension
        }

    return named


def known_themes(is_dimension: bool) -> Known:
    """The themes, or the smart dimensions: which there are is no secret."""
    return lambda asked, _findings: {
        theme.slug: str(theme)
        for theme in all_themes()
        if theme.slug in asked and theme.is_dimension == is_dimension
    }


def known_territories(asked: list[str], _findings: FindingQuerySet) -> dict[str, str]:
    """The territories of the reference: which there are is no secret."""
    return dict(Territory.objects.filter(slug__in=asked).order_by().values_list("slug", "name"))


def of_findings(name: str, model: type[Tag] | type[Term]) -> Known:
    """Those that the findings carry: a draft may be the only one to have a word."""
    return lambda asked, findings: {
        row.slug: row.name
        for row in model._default_manager.filter(
            slug__in=asked, pk__in=findings.order_by().filter(**{f"{name}__slug__in": asked}).values(name)
        )
    }


#: What became of what was tried, as the terms of findings say it, in the reader's words.
NOT_YET = "not-yet"
OUTCOMES: dict[str, str | Promise] = {
    Trial.Outcome.KEPT: _("Yes, kept"),
    Trial.Outcome.CHANGED: _("Yes, changed"),
    Trial.Outcome.DROPPED: _("Yes, dropped"),
    NOT_YET: _("Not yet"),
}


def outcomes(pks: Iterable[Any]) -> dict[Any, tuple[str, str]]:
    """Outcomes in the reader's words."""
    known = Term.objects.filter(pk__in=list(pks)).order_by().values_list("pk", "slug")
    return {pk: (slug, str(OUTCOMES[slug])) for pk, slug in known if slug in OUTCOMES}


def among(named: Named, fits: Callable[[str], bool]) -> Known:
    """Those that are told without asking anybody."""
    return lambda asked, _findings: dict(named(value for value in asked if fits(value)).values())


def is_year(value: str) -> bool:
    """Four figures."""
    return len(value) == 4 and value.isascii() and value.isdigit()


def is_code(value: str) -> bool:
    """What may be the code of a language."""
    return len(value) <= 5 and value.isascii() and value.isalpha()


class Results(Dimension):
    """Whether there are results is no value to choose among, but yes."""

    def narrow(self, findings: FindingQuerySet, values: list[str]) -> FindingQuerySet:
        return findings.filter(**{self.lookup: True})


def innermost(values: list[str]) -> list[str]:
    """Territories lie in one another: who picks a department in a region means the department."""
    if len(values) < 2:
        return values
    picked = Territory.objects.filter(slug__in=values)
    holding = {whole.slug for territory in picked for whole in lineage.wholes(territory)}
    return [value for value in values if value not in holding]


DIMENSIONS: tuple[Dimension, ...] = (
    Dimension("kind", _("What it is"), "kind", "kind", kinds, among(kinds, PLURALS.__contains__), tells=True),
    Dimension(
        "theme",
        _("Theme"),
        "themes__slug",
        "themes",
        themes(is_dimension=False),
        known_themes(is_dimension=False),
    ),
    Dimension(
        "dimension",
        _("Smart dimension"),
        "themes__slug",
        "themes",
        themes(is_dimension=True),
        known_themes(is_dimension=True),
    ),
    Dimension(
        "territory",
        _("Territory"),
        "within__slug",
        "within",
        rows(Territory),
        known_territories,
        innermost,
        tells=True,
    ),
    Dimension("group", _("For whom"), "groups__slug", "groups", rows(Term), of_findings("groups", Term)),
    Dimension("scale", _("Scale"), "scales__slug", "scales", rows(Term), of_findings("scales", Term)),
    Dimension(
        "tried",
        _("Tried elsewhere"),
        "outcomes__slug",
        "outcomes",
        outcomes,
        lambda asked, _findings: {value: str(OUTCOMES[value]) for value in asked if value in OUTCOMES},
    ),
    Results(
        "results",
        _("Results"),
        "with_results",
        "with_results",
        with_results,
        among(with_results, WITH_RESULTS.__eq__),
        tells=True,
    ),
    Dimension("year", _("Year"), "year", "year", years, among(years, is_year), by_name=True, tells=True),
    Dimension("language", _("Language"), "language", "language", languages, among(languages, is_code)),
    Dimension("tag", _("Tag"), "tags__slug", "tags", rows(Tag), of_findings("tags", Tag)),
)
