"""A journal as it is read: newest first, what is to come on top, milestones where they were reached."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.utils.functional import cached_property
from django.utils.translation import npgettext

from learning.pilots.models import Entry, Milestone, Pilot
from network.models import User

PER_PAGE = 20
# What a step of the journal shows of an entry.
SHOWN = (
    "pilot",
    "kind",
    "title",
    "happened_on",
    "html",
    "visibility",
    "author_agreed",
    "place",
    "created",
    "author__first_name",
    "author__last_name",
)

KINDS = {
    "action": lambda n: npgettext("entries", "Action", "Actions", n),
    "meeting": lambda n: npgettext("entries", "Meeting", "Meetings", n),
    "observation": lambda n: npgettext("entries", "Observation", "Observations", n),
    "decision": lambda n: npgettext("entries", "Decision", "Decisions", n),
    "difficulty": lambda n: npgettext("entries", "Difficulty", "Difficulties", n),
    "result": lambda n: npgettext("entries", "Result", "Results", n),
}


@dataclass
class Step:
    """One knot of the rope: an entry or a reached milestone, and the rope to the step before it in time."""

    entry: Entry | None = None
    milestone: Milestone | None = None
    then: str = "taut"


class Timeline:
    """The part of a pilot's journal that one reader may read, one page and one kind at a time."""

    def __init__(
        self, pilot: Pilot, reader: User | AnonymousUser, kind: str = "", page: str | int = 1
    ) -> None:
        self.pilot, self.reader = pilot, reader
        self.kind = kind if kind in Entry.Kind.values else ""
        self.page_asked = page

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many entries of each kind this reader may read, in the order of the kinds; none that are zero."""
        rows = self._readable.order_by().values_list("kind").annotate(n=Count("pk"))
        found = dict(rows)
        return {kind: found[kind] for kind in Entry.Kind.values if kind in found}

    @property
    def kinds(self) -> list[tuple[str, str, int]]:
        """The kinds one can choose: name, word for one or several, and how many."""
        return [(kind, KINDS[kind](n), n) for kind, n in self.counts.items()]

    @property
    def total(self) -> int:
        """How many entries this reader may read."""
        return sum(self.counts.values())

    @cached_property
    def page(self) -> Page:
        """The page of entries asked for, with their authors and photos."""
        entries = self._readable.filter(kind=self.kind) if self.kind else self._readable
        entries = entries.select_related("author").only(*SHOWN).prefetch_related("attachments")
        paginator = Paginator(entries, PER_PAGE)
        paginator.count = self.counts.get(self.kind, 0) if self.kind else self.total
        page = paginator.get_page(self.page_asked)
        page.object_list = list(page.object_list)
        for entry in page.object_list:
            entry.pilot = self.pilot
        return page

    @cached_property
    def milestones(self) -> list[Milestone]:
        """All of them, in the order they are planned."""
        return list(self.pilot.milestones.all())

    @property
    def next_milestone(self) -> Milestone | None:
        """The nearest one to come."""
        return next((milestone for milestone in self.milestones if milestone.is_to_come), None)

    @cached_property
    def to_come(self) -> list[Milestone]:
        """What lies ahead, the furthest on top; only on the first page, and not in a selection by kind."""
        if self.kind or self.page.number > 1 or self.pilot.status != Pilot.Status.UNDER_WAY:
            return []
        return [milestone for milestone in reversed(self.milestones) if milestone.is_to_come]

    @cached_property
    def steps(self) -> list[Step]:
        """Entries and reached milestones of this page, newest first."""
        steps = [Step(entry=entry) for entry in self.page.object_list]
        if not self.kind:
            steps += [Step(milestone=milestone) for milestone in self._reached_on_this_page]
        steps.sort(key=_when, reverse=True)
        if steps and not self.page.has_next():
            steps[-1].then = ""
        return steps

    @cached_property
    def _readable(self):
        return Entry.objects.visible_to(self.reader).filter(pilot=self.pilot)

    @property
    def _reached_on_this_page(self) -> list[Milestone]:
        reached = [milestone for milestone in self.milestones if milestone.reached]
        if self.page.has_previous():
            last_before = self._readable.values_list("happened_on", flat=True)[self.page.start_index() - 2]
            reached = [milestone for milestone in reached if milestone.reached < last_before]
        if self.page.has_next():
            oldest = self.page.object_list[-1].happened_on
            reached = [milestone for milestone in reached if milestone.reached >= oldest]
        return reached


def _when(step: Step) -> tuple[dt.date, bool, float]:
    if step.entry:
        return step.entry.happened_on, False, step.entry.created.timestamp()
    # On the same day, the milestone stands above the entries that tell how it was reached.
    return step.milestone.reached, True, 0.0
