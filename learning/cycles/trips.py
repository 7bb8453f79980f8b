"""What a study trip shows, whether it is known hour by hour or only by its themes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from wagtail.models import Page

from learning.cycles.models import SessionPage, Visit
from network.models import Theme
from network.restrictions import may_be_named, restricted_paths


@dataclass(frozen=True)
class TripStop:
    """A visit, or a theme of the trip for which no visit is given."""

    theme: Theme | None
    visit: Visit | None = None
    #: The practice seen there, where everyone may read it.
    practice: Page | None = None

    @property
    def day(self) -> date | None:
        """The day of the visit, where it is known."""
        return self.visit.day if self.visit else None

    @property
    def time(self) -> time | None:
        """The hour of the visit, where it is known."""
        return self.visit.time if self.visit else None


def stops_of(
    session: SessionPage, closed: Sequence[str] | None = None, visits: Iterable[Visit] | None = None
) -> list[TripStop]:
    """Dated visits as they come, then the others theme by theme, then the themes that no visit takes up.

    `closed`: the restricted paths, for who asks about many sessions. `visits`: its own, for who reads them in another way.
    """
    closed = restricted_paths() if closed is None else closed
    visits = list(session.visits.all() if visits is None else visits)
    dated = sorted(
        (visit for visit in visits if visit.day), key=lambda visit: (visit.day, visit.time or time.min)
    )
    themes = list(session.themes.all())
    place = {theme.pk: number for number, theme in enumerate(themes)}
    undated = sorted(
        (visit for visit in visits if not visit.day), key=lambda visit: place.get(visit.theme_id, len(themes))
    )
    taken_up = {visit.theme_id for visit in visits}
    return [
        *(TripStop(visit.theme, visit, seen_at(visit, closed)) for visit in (*dated, *undated)),
        *(TripStop(theme) for theme in themes if theme.pk not in taken_up),
    ]


def stops_read_alone(session: SessionPage) -> list[TripStop]:
    """The stops of one session, its visits read with their themes and practices at once."""
    return stops_of(session, visits=session.visits.select_related("theme", "practice__locale"))


def seen_at(visit: Visit, closed: Sequence[str]) -> Page | None:
    """The practice seen at a visit; nothing where it may not be named."""
    return visit.practice if may_be_named(visit.practice, closed) else None
