"""What a study trip shows, whether it is known hour by hour or only by its themes."""

from dataclasses import dataclass
from datetime import date, time

from learning.cycles.models import SessionPage, Visit
from network.models import Theme


@dataclass(frozen=True)
class TripStop:
    """A visit, or a theme of the trip for which no visit is given."""

    theme: Theme | None
    visit: Visit | None = None

    @property
    def day(self) -> date | None:
        """The day of the visit, where it is known."""
        return self.visit.day if self.visit else None

    @property
    def time(self) -> time | None:
        """The hour of the visit, where it is known."""
        return self.visit.time if self.visit else None


def stops_of(session: SessionPage) -> list[TripStop]:
    """Dated visits as they come, then the others theme by theme, then the themes that no visit takes up."""
    visits = list(session.visits.all())
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
        *(TripStop(visit.theme, visit) for visit in (*dated, *undated)),
        *(TripStop(theme) for theme in themes if theme.pk not in taken_up),
    ]
