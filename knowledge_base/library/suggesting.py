"""What a half-typed search may mean: a title to open, a theme or a place to look in. Only what everyone may read."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.search.backends import get_search_backend

from knowledge_base.library.lookup import tidy
from knowledge_base.library.models import Finding, FindingQuerySet
from knowledge_base.library.rows import addresses_of
from network.languages import text_language
from network.models import Territory, Theme

SHORTEST = 2
TITLES, THEMES, PLACES = 5, 3, 3


@dataclass(frozen=True)
class Suggestion:
    """A thing to go to."""

    label: str
    address: str
    #: What it is, in a word.
    kind: str | Promise = ""
    language: str = ""


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """The suggestions for the words typed so far, as a piece of a page; an empty one where there are none."""
    typed = tidy(request.GET.get("q", ""))
    groups: list[tuple[str | Promise, list[Suggestion]]] = []
    if len(typed) >= SHORTEST:
        everyone = Finding.objects.visible_to(AnonymousUser())
        groups = [
            (_("Titles"), titles(everyone, typed)),
            (_("Themes"), list(themes(everyone, typed))),
            (_("Places"), list(places(everyone, typed))),
        ]
    response = render(
        request, "library/suggestions.html", {"groups": [group for group in groups if group[1]]}
    )
    response.content = response.content.strip()
    return response


def titles(findings: FindingQuerySet, typed: str) -> list[Suggestion]:
    """Things whose title, or place, holds the words; the last one may be half typed."""
    found = list(findings.with_origin().autocomplete(typed)[:TITLES])
    return [
        Suggestion(finding.title, address, finding.get_kind_display(), text_language(finding))
        for finding, address in zip(found, addresses_of(found), strict=True)
    ]


def themes(findings: FindingQuerySet, typed: str) -> Iterator[Suggestion]:
    """Themes under which something is filed."""
    likely = list(get_search_backend().autocomplete(typed, Theme.objects.all())[: 4 * THEMES])
    used = (
        set(findings.order_by().filter(themes__in=likely).values_list("themes", flat=True))
        if likely
        else set()
    )
    for theme in [theme for theme in likely if theme.pk in used][:THEMES]:
        name = "dimension" if theme.is_dimension else "theme"
        yield Suggestion(str(theme), f"{reverse('library:search')}?{name}={theme.slug}")


def places(findings: FindingQuerySet, typed: str) -> Iterator[Suggestion]:
    """Territories in which something was done."""
    known = Territory.objects.filter(pk__in=findings.order_by().values("within"))
    for territory in known.named(typed)[:PLACES] or known.nearly_named(typed)[:PLACES]:
        address = f"{reverse('library:search')}?territory={territory.slug}"
        yield Suggestion(territory.name, address, territory.get_kind_display())
