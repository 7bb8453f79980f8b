"""Open data at /api/v1/: read-only, what everyone may read, nothing else."""

from typing import Annotated

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI, Query, Schema
from ninja.errors import ValidationError
from pydantic import Field

from knowledge_base.library.lookup import look_up
from knowledge_base.library.models import Finding, FindingQuerySet
from knowledge_base.practices.models import PracticePage
from network.models import Territory

api = NinjaAPI(
    title="Cordée",
    version="1",
    description=_("What the network has published, as open data."),  # type: ignore[arg-type]
    docs_url=None,
    openapi_url="openapi.json",
    urls_namespace="api",
)


class TerritoryOut(Schema):
    """Where; the official code where one exists."""

    name: str
    code: str


class PracticeOut(Schema):
    """A published practice, in short."""

    id: int
    source_id: str
    title: str
    url: str
    summary: str
    kind: str
    themes: list[str]
    tags: list[str]
    territory: TerritoryOut | None


class PracticesOut(Schema):
    """`count` is of all that fit, not of this slice."""

    count: int
    results: list[PracticeOut]


class PracticesIn(Schema):
    """Every filter narrows; words forgive typos and accents."""

    q: Annotated[str, Field(max_length=300, description=_("Words to look for."))] = ""
    theme: Annotated[str, Field(max_length=80, description=_("Name or address of a theme."))] = ""
    tag: Annotated[str, Field(max_length=100, description=_("Name or address of a tag."))] = ""
    kind: Annotated[str, Field(max_length=60, description=_("Kind of document at the source."))] = ""
    territory: Annotated[
        str,
        Field(
            max_length=200,
            description=_(
                "Official code, name or address of a territory; all that lies inside it is found with it."
            ),
        ),
    ] = ""
    limit: Annotated[int, Field(ge=1, le=100, description=_("How many practices to answer at most."))] = 20
    offset: Annotated[int, Field(ge=0, le=1_000_000, description=_("How many practices to skip."))] = 0


# What the checks of the parameters can find, by pydantic's name for it, with the bound that was passed.
PROBLEMS = {
    "int_parsing": _("a whole number is expected"),
    "greater_than_equal": _("%(ge)d or more is expected"),
    "less_than_equal": _("%(le)d or less is expected"),
    "string_too_long": _("%(max_length)d characters or fewer are expected"),
}


def unknown_parameters(request: HttpRequest) -> dict[str, str]:
    """A sentence for each name that the open data do not know."""
    unknown = sorted(request.GET.keys() - PracticesIn.model_fields.keys())
    return {name: gettext("unknown parameter") for name in unknown}


def refuse(request: HttpRequest, problems: dict[str, str]) -> HttpResponse:
    """400 with one sentence per parameter that cannot be taken."""
    message = gettext("These parameters cannot be taken.")
    return api.create_response(request, {"error": message, "parameters": problems}, status=400)


@api.exception_handler(ValidationError)
def unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Values of the wrong kind, or out of bounds, and with them the names that are unknown."""
    wrong = {
        str(problem["loc"][-1]): str(PROBLEMS.get(problem["type"], _("it cannot be read")))
        % problem.get("ctx", {})
        for problem in error.errors
    }
    return refuse(request, wrong | unknown_parameters(request))


def matching(filters: PracticesIn) -> FindingQuerySet:
    """The findings that fit every filter but the words; themes and tags by name in either language, or by address.

    What lies inside a territory is found with it.
    """
    found = Finding.objects.visible_to(AnonymousUser()).filter(kind=Finding.Kind.PRACTICE)
    if filters.theme:
        theme = filters.theme
        found = found.filter(
            pk__in=Finding.themes.through.objects.filter(
                Q(theme__slug=theme) | Q(theme__name__iexact=theme) | Q(theme__name_en__iexact=theme)
            ).values("finding")
        )
    if filters.tag:
        tags = Finding.tags.through.objects.filter(
            Q(tag__slug=filters.tag) | Q(tag__name__iexact=filters.tag)
        )
        found = found.filter(pk__in=tags.values("finding"))
    if filters.kind:
        found = found.filter(
            page__in=PracticePage.objects.filter(source_kind__iexact=filters.kind).values("pk")
        )
    if filters.territory:
        asked = Territory.objects.filter(
            Q(official_code__iexact=filters.territory)
            | Q(name__iexact=filters.territory)
            | Q(slug=filters.territory)
        ).order_by()
        inside = Finding.within.through.objects.filter(territory__in=asked.values("pk"))
        found = found.filter(pk__in=inside.values("finding"))
    return found


@api.get(
    "practices",
    response=PracticesOut,
    summary=_("Published practices"),  # type: ignore[arg-type]
    description=_("Published practices, best first where there are words, else latest first."),  # type: ignore[arg-type]
)
def practices(
    request: HttpRequest, filters: Annotated[PracticesIn, Query()]
) -> dict[str, object] | HttpResponse:
    """Published practices, best first where there are words, else latest first."""
    if unknown := unknown_parameters(request):
        return refuse(request, unknown)
    found = matching(filters)
    results = look_up(found, filters.q).results if filters.q.strip() else found
    pages_of = [finding.page_id for finding in results[filters.offset : filters.offset + filters.limit]]
    pages = (
        PracticePage.objects.filter(pk__in=pages_of)
        .select_related("territory", "locale")
        .prefetch_related("themes", "tagged_items__tag")
        .in_bulk()
    )
    return {
        "count": results.count(),
        "results": [row(pages[pk], request) for pk in pages_of if pk in pages],
    }


def row(practice: PracticePage, request: HttpRequest) -> dict[str, object]:
    """One practice as the API tells it."""
    territory = practice.territory
    return {
        "id": practice.pk,
        "source_id": practice.source_id,
        "title": practice.title,
        "url": practice.get_full_url(request),
        "summary": practice.shown_summary,
        "kind": practice.source_kind,
        "themes": [theme.name for theme in practice.themes.all()],
        "tags": [item.tag.name for item in practice.tagged_items.all()],
        "territory": {"name": territory.name, "code": territory.official_code} if territory else None,
    }
