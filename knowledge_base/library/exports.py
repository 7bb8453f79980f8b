"""The public results of a search as files: a table for a spreadsheet, JSON for a program."""

import csv
from collections.abc import Iterator
from io import SEEK_END, StringIO
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge_base.library.asked import Asked
from knowledge_base.library.dimensions import language_name
from knowledge_base.library.models import Finding
from knowledge_base.library.rows import addresses_of

#: How many results a file holds at most (all of them are at /api/v1/), and how many are read at a time.
MOST, PART = 1_000, 200
#: What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def records(asked: Asked, request: HttpRequest) -> Iterator[dict[str, Any]]:
    """The results, each as plain values, in the order of the search."""
    for start in range(0, MOST, PART):
        findings = list(asked.lookup.results[start : start + PART])
        prefetch_related_objects(findings, "themes", "tags", "groups", "scales")
        for finding, address in zip(findings, addresses_of(findings), strict=True):
            yield record(finding, request.build_absolute_uri(address))
        if len(findings) < PART:
            return


def record(finding: Finding, address: str) -> dict[str, Any]:
    """What is public of a finding."""
    return {
        "kind": finding.kind,
        "title": finding.title,
        "summary": finding.summary,
        "territory": finding.territory.name if finding.territory else "",
        "themes": [str(theme) for theme in finding.themes.all() if not theme.is_dimension],
        "smart_dimensions": [str(theme) for theme in finding.themes.all() if theme.is_dimension],
        "tags": [tag.name for tag in finding.tags.all()],
        "target_groups": [term.name for term in finding.groups.all()],
        "scale": [term.name for term in finding.scales.all()],
        "tried": finding.tried,
        "with_results": finding.with_results,
        "year": finding.year,
        "language": finding.language,
        "published": timezone.localtime(finding.published).isoformat(timespec="seconds"),
        "address": address,
    }


def of_everyone(request: HttpRequest) -> Asked:
    """The search, among what everyone may read: a file is passed on."""
    return Asked(request.GET, Finding.objects.visible_to(AnonymousUser()))


@require_safe
def as_json(request: HttpRequest) -> HttpResponse:
    """The results as JSON."""
    asked = of_everyone(request)
    found = {
        "words": asked.lookup.words,
        "count": asked.lookup.results.count(),
        "results": [*records(asked, request)],
    }
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """The results as a table that spreadsheets open: UTF-8 with its mark, semicolons, headings in the reader's language."""
    table = StringIO("\ufeff", newline="")
    table.seek(0, SEEK_END)
    writer = csv.writer(table, delimiter=";")
    writer.writerow(
        [
            _("Kind"),
            _("Title"),
            _("Summary"),
            _("Territory"),
            _("Themes"),
            _("Smart dimensions"),
            _("Tags"),
            _("For whom"),
            _("Scale"),
            _("Tried by (territories)"),
            _("With results"),
            _("Year"),
            _("Language"),
            _("Published"),
            _("Address"),
        ]
    )
    asked = of_everyone(request)
    writer.writerows(cells(found) for found in records(asked, request))
    response = HttpResponse(table.getvalue(), content_type="text/csv; charset=utf-8")
    name = "-".join(["cordee", *slugify(asked.lookup.words)[:60].split("-")]).strip("-")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def cells(found: dict[str, Any]) -> list[str]:
    """One row in the reader's words: lists in one cell, a date without its hour, and nothing to be worked out."""
    said = {
        "kind": str(Finding.Kind(found["kind"]).label),
        "language": language_name(found["language"]),
        "published": found["published"][:10],
    }
    return [guarded(told(value)) for value in (found | said).values()]


def told(value: Any) -> str:
    """A value as people read it."""
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return "" if value is None else str(value)


def guarded(text: str) -> str:
    """Text that stays text in a spreadsheet."""
    return f"'{text}" if text.startswith(FORMULA) else text
