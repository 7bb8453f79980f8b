"""A cycle as one walks it: its sessions in order, where each stands today, and the rope between them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, reduce
from itertools import pairwise, zip_longest
from operator import or_
from uuid import UUID

from django.db.models import F, Prefetch, Q, TextChoices, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import ngettext, pgettext_lazy

from formats.rope import Knot, Stop, Strand
from learning.cycles.models import (
    CyclePage,
    Material,
    ModulePage,
    Participation,
    SessionPage,
    SessionSpeaker,
    Visit,
)
from learning.cycles.trips import TripStop, stops_of
from network import dates
from network.restrictions import restricted_paths, without_restricted

DAYS_IN_A_MONTH = 30.4


class State(TextChoices):
    """Where a session stands on a given day."""

    DONE = "done", pgettext_lazy("session", "done")
    NEXT = "next", pgettext_lazy("session", "next step")
    TO_COME = "to_come", pgettext_lazy("session", "to come")
    UNKNOWN = "unknown", pgettext_lazy("session", "date not given")


KNOTS: dict[State, Knot] = {
    State.DONE: "done",
    State.NEXT: "here",
    State.TO_COME: "to-come",
    State.UNKNOWN: "waiting",
}
# The rope that leads to a session says how far one has come.
STRANDS: dict[State, Strand] = {
    State.DONE: "taut",
    State.NEXT: "taut",
    State.TO_COME: "slack",
    State.UNKNOWN: "dotted",
}


def states(sessions: Iterable[SessionPage], now: datetime | None = None) -> list[State]:
    """The state of each session, given in order: the first dated one that is not over is the next step."""
    found: list[State] = []
    for session in sessions:
        if session.start_date is None:
            found.append(State.UNKNOWN)
        elif session.is_over(now):
            found.append(State.DONE)
        else:
            found.append(State.TO_COME if State.NEXT in found else State.NEXT)
    return found


@dataclass(frozen=True)
class Step:
    """One session on the path, and the rope from it to the step after."""

    path: "Path"
    session: SessionPage
    state: State
    then: Strand

    @property
    def days_left(self) -> int | None:
        """How many days are left until it begins, 0 from its first day on; nothing when its date is unknown."""
        start = self.session.start_date
        return max((start - timezone.localdate(self.path.now)).days, 0) if start else None

    @property
    def materials(self) -> list[Material]:
        """Those that help to follow it."""
        return self.path.materials_of(self.session)

    @property
    def applies(self) -> SessionPage | None:
        """The session whose tools it puts to use, in the language of this path; nothing where it is not live."""
        key = _applied(self.session)
        twin = next((session for session in self.path.sessions if session.translation_key == key), None)
        return twin or self.path.applied_elsewhere.get(key)

    @property
    def applied_by(self) -> list[SessionPage]:
        """The sessions that put its tools to use."""
        return [later for later in self.path.sessions if _applied(later) == self.session.translation_key]

    @property
    def knot(self) -> Knot:
        """How its knot is drawn."""
        return KNOTS[self.state]

    @property
    def kind(self) -> str:
        """Its kind, with its number where its short name gives one: Webinar 1."""
        kind, short_name = str(self.session.get_kind_display()), self.session.short_name
        return short_name if short_name.lower().startswith(kind.lower()) else kind

    @property
    def name(self) -> str:
        """Two words under the rope: its short name, or else its kind."""
        return self.session.short_name or str(self.session.get_kind_display()).capitalize()

    @cached_property
    def stops(self) -> list[TripStop]:
        """The visits of a study trip, and its themes that no visit takes up; nothing for other kinds."""
        return (
            stops_of(self.session, self.path.closed)
            if self.session.kind == SessionPage.Kind.STUDY_TRIP
            else []
        )

    @property
    def visits_are_known(self) -> bool:
        """Every theme of the trip has its visit."""
        return all(stop.visit for stop in self.stops)


class Path:
    """The live sessions and modules of a cycle; each kind of row is read once, whatever its number.

    `inside` also shows what is kept within the cycle.
    """

    def __init__(
        self,
        cycle: CyclePage,
        *,
        inside: bool = False,
        previewed: SessionPage | None = None,
        now: datetime | None = None,
    ) -> None:
        self.cycle = cycle
        self.inside = inside
        self.previewed = previewed
        self.now = now or timezone.now()

    @cached_property
    def closed(self) -> list[str]:
        """Where in the tree somebody is kept out."""
        return restricted_paths()

    @cached_property
    def sessions(self) -> list[SessionPage]:
        """In order; without those that a privacy setting keeps from the public, unless one is inside."""
        found = SessionPage.objects.live().of_cycle(self.cycle).in_order().for_rows()
        if not self.inside:
            found = found.exclude(_restricted_below(self.cycle, self.closed))
        sessions = list(found.annotate(applied=F("applies__translation_key")))
        if self.previewed:
            others = [session for session in sessions if session.pk != self.previewed.pk]
            sessions = sorted([*others, self.previewed], key=lambda session: session.start_date or date.max)
        for session in sessions:
            session.cycle = self.cycle
        return sessions

    @cached_property
    def applied_elsewhere(self) -> dict[UUID | None, SessionPage]:
        """What sessions of this cycle put to use from other cycles, by translation key; live ones only."""
        own = {session.translation_key for session in self.sessions}
        applied = [session.applies_id for session in self.sessions if _applied(session) not in {None, *own}]
        found = SessionPage.objects.live().filter(without_restricted(), pk__in=applied) if applied else []
        return {session.translation_key: session for session in found}

    @cached_property
    def detailed_steps(self) -> list[Step]:
        """The steps with their speakers, themes and visits, which are read for all of them at once."""
        prefetch_related_objects(
            self.sessions, Prefetch("speakers", SessionSpeaker.objects.select_related("speaker"))
        )
        trips = [session for session in self.sessions if session.kind == SessionPage.Kind.STUDY_TRIP]
        prefetch_related_objects(
            trips, "themes", Prefetch("visits", Visit.objects.select_related("theme", "practice__locale"))
        )
        return self.steps

    @cached_property
    def modules(self) -> list[ModulePage]:
        """In the order of the page tree."""
        found = ModulePage.objects.live().child_of(self.cycle).order_by("path")
        if not self.inside:
            found = found.exclude(_restricted_below(self.cycle, self.closed))
        return list(found.only("path", "depth", "title", "url_path", "exercise", "exercise_due"))

    @cached_property
    def materials(self) -> list[Material]:
        """Those of the whole cycle, in the order of the path, modules last."""
        found = Material.objects.filter(Q(session__in=self.sessions) | Q(module__in=self.modules))
        if not self.inside:
            found = found.filter(public=True)
        order = {page.pk: place for place, page in enumerate((*self.sessions, *self.modules))}
        return sorted(
            found.select_related("document"),
            key=lambda material: (order[material.page_id], material.sort_order or 0, material.pk),
        )

    def materials_of(self, page: SessionPage | ModulePage) -> list[Material]:
        """Those that help to follow this module or this session."""
        return self._materials_by_page[page.pk]

    @cached_property
    def _materials_by_page(self) -> dict[int, list[Material]]:
        by_page: dict[int, list[Material]] = defaultdict(list)
        for material in self.materials:
            by_page[material.page_id].append(material)
        return by_page

    @cached_property
    def steps(self) -> list[Step]:
        """Every session with its state; what has no date comes last."""
        found = states(self.sessions, self.now)
        return [
            Step(self, session, state, STRANDS[following] if following else "")
            for session, state, following in zip_longest(self.sessions, found, found[1:])
        ]

    def step_of(self, session: SessionPage) -> Step | None:
        """The step of one session; nothing when it is not live."""
        return next((step for step in self.steps if step.session.pk == session.pk), None)

    def beside(self, session: SessionPage) -> tuple[Step | None, Step | None]:
        """The steps before and after one session."""
        around = {pair[1].session.pk: pair[0] for pair in pairwise(self.steps)}
        after = {pair[0].session.pk: pair[1] for pair in pairwise(self.steps)}
        return around.get(session.pk), after.get(session.pk)

    @cached_property
    def next_step(self) -> Step | None:
        """The session people get ready for."""
        return next((step for step in self.steps if step.state == State.NEXT), None)

    @cached_property
    def undated(self) -> list[Step]:
        """Those whose date nobody gave."""
        return [step for step in self.steps if step.state == State.UNKNOWN]

    @property
    def is_over(self) -> bool:
        """Every session took place, and none waits for a date."""
        return bool(self.steps) and all(step.state == State.DONE for step in self.steps)

    @cached_property
    def stops(self) -> list[Stop]:
        """The dated sessions, for the rope drawn to a true time scale."""
        return [
            Stop(
                start=step.session.start_date,
                end=step.session.last_date,
                knot=step.knot,
                title=dates.day_range(step.session.start_date, step.session.end_date, with_year=False),
                label=step.name,
            )
            for step in self.steps
            if step.session.start_date
        ]

    @property
    def longest_wait(self) -> str:
        """What the longest stretch of slack rope leaves time for; nothing under two months."""
        dated = [step.session for step in self.steps if step.state in {State.NEXT, State.TO_COME}]
        waits = [(later.start_date - earlier.last_date).days for earlier, later in pairwise(dated)]
        months = round(max(waits, default=0) / DAYS_IN_A_MONTH)
        if months < 2:
            return ""
        return ngettext("%(n)d month to try it at home", "%(n)d months to try it at home", months) % {
            "n": months
        }

    @cached_property
    def exercises(self) -> list[ModulePage]:
        """What is to be done before the next step: the exercises of modules begun, and those due by then."""
        if self.next_step is None:
            return []
        return [
            module
            for module in self.modules
            if module.exercise and self._is_to_do(module, self.next_step.session)
        ]

    def _is_to_do(self, module: ModulePage, coming: SessionPage) -> bool:
        if module.exercise_due is not None:
            return timezone.localdate(self.now) <= module.exercise_due <= coming.start_date
        begun = any(step.state == State.DONE and step.session.is_child_of(module) for step in self.steps)
        return begun and not coming.is_child_of(module)

    @property
    def to_prepare(self) -> bool:
        """There is something to do before the next step."""
        return bool(self.exercises) or bool(self.next_step and self.next_step.applies)

    @cached_property
    def participations(self) -> list[Participation]:
        """Every territory of the cycle with its track."""
        shown = ("track", "cycle", "territory__name", "territory__slug", "territory__fictional")
        return list(self.cycle.participations.select_related("territory").only(*shown))

    @property
    def pilots(self) -> list[Participation]:
        """The territories on the pilot track."""
        return [part for part in self.participations if part.track == Participation.Track.PILOT]

    @property
    def collective(self) -> list[Participation]:
        """The territories on the collective track."""
        return [part for part in self.participations if part.track == Participation.Track.COLLECTIVE]


def _applied(session: SessionPage) -> UUID | None:
    """What names the session it puts to use, in whatever language; a session that is previewed is asked itself."""
    if hasattr(session, "applied"):
        return session.applied
    return session.applies.translation_key if session.applies else None


def _restricted_below(cycle: CyclePage, closed: Iterable[str]) -> Q:
    """Privacy settings of a page, of one between it and the cycle, or of the source of either hide it.

    Who reads the cycle was let in by those above.
    """
    below = [path for path in closed if len(path) > len(cycle.path)]
    hidden = (Q(path__startswith=path) | Q(alias_of__path__startswith=path) for path in below)
    return reduce(or_, hidden, Q(pk__in=[]))
