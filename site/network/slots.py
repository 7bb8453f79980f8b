"""Places of our pages that higher rooms fill: a lower room asks, and does not know who answers.

A room registers a function in its AppConfig.ready(), with its place among the others (10, 20, 30…):

    from network.slots import Part, territory_page

    def practices_of(territory, request):
        found = PracticePage.objects.live().filter(territory=territory)
        return Part(_("Practices"), "practices/of_territory.html", {"practices": found}) if found else None

    territory_page.register(practices_of, order=20)

The function answers a Part, or None where there is nothing to show. Its queries must not grow with the rows.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import Promise


@dataclass(frozen=True)
class Part:
    """What one room shows in a slot: a heading, and a template of its own with what it reads."""

    heading: str | Promise
    template: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ShownPart:
    """A part as the page prints it."""

    heading: str
    html: str


class Slot:
    """A named place of a page."""

    def __init__(self) -> None:
        self._fillers: list[tuple[int, Callable[..., Part | None]]] = []

    def register(self, filler: Callable[..., Part | None], order: int = 50) -> None:
        """Let this function answer when the page is shown; lower orders come first."""
        self._fillers.append((order, filler))
        self._fillers.sort(key=lambda pair: pair[0])

    def parts(self, subject: Any, request: HttpRequest) -> list[ShownPart]:
        """What the rooms have to show about the subject, in order."""
        answers = [filler(subject, request) for _order, filler in self._fillers]
        return [
            ShownPart(str(part.heading), render_to_string(part.template, part.context, request))
            for part in answers
            if part
        ]


# The public page of a territory: fillers take (territory, request).
territory_page = Slot()
# A person's own account page: fillers take (user, request).
account_page = Slot()
# The end of a practice, a note or a lesson, the same for every reader: fillers take (thing, request).
further_reading = Slot()
