"""Open data at /api/v1/: read-only, what everyone may read, nothing else."""

from typing import Annotated

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Query, Schema
from ninja.errors import ValidationError
from pydantic import ConfigDict, Field

from knowledge_base.library.models import Finding
from knowledge_base.practices.models import PracticePage

api = NinjaAPI(
    title="Cordée",
    version="1",
    description="What the network has published, as open data.",
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

    model_config = ConfigDict(extra="forbid")

    q: Annotated[str, Field(max_length=300, description="Words to look for.")] = ""
    theme: Annotated[str, Field(max_length=80, description="Name or address of a theme.")] = ""
    tag: Annotated[str, Field(max_length=100, description="Name or address of a tag.")] = ""
    kind: Annotated[str, Field(max_length=60, description="Kind of document at the source.")] = ""
    territory: Annotated[str, Field(max_length=200, description="Official code or name of a territory.")] = ""
    limit: Annotated[int, Field(ge=1, le=100)] = 20
    offset: Annotated[int, Field(ge=0, le=1_000_000)] = 0


@api.exception_handler(ValidationError)
def unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """400 with one sentence per parameter that cannot be taken."""
    problems = {
        str(problem["loc"][-1]): _("unknown parameter") if problem["type"] == "extra_forbidden" else problem["msg"]
        for problem in error.errors
    }
    return api.create_response(request, {"error": _("These parameters cannot be taken."), "parameters": problems}, status=400)
