"""The week of a signed-in person: what is near, what waits for them, what is new from the field."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from wagtail.models import Page, TaskState

from knowledge_base.practices.models import PracticePage
from learning.cycles.models import CyclePage, SessionPage
from learning.pilots.models import Entry, Pilot
from learning.pilots.models.entries import Visibility
from network import dates
from network.models import User
from network.permissions import is_admin, is_editor, territories_of
from network.restrictions import without_restricted
from network.twins import in_readers_tree

URGENT = 3
SILENT_AFTER = timedelta(days=14)


@dataclass(frozen=True)
class Act:
    """One thing that waits for the person: why, and the act that settles it."""

    when: str
    title: str
    reason: str
    label: str
    url: str


class Week:
    """Everything is asked once, when the page first needs it; eight queries at most, whatever the number of rows."""

    def __init__(self, user: User, today: date | None = None) -> None:
        self.user = user
        self.today = today or timezone.localdate()
        self.monday = self.today - timedelta(days=self.today.weekday())
        self.sunday = self.monday + timedelta(days=6)

    @cached_property
    def cycles(self) -> list[CyclePage]:
        """The cycles of the person's territories, or those that they run; all of them for an administrator."""
        found = CyclePage.objects.live().filter(without_restricted(self.user), alias_of__isnull=True)
        if not is_admin(self.user):
            found = found.filter(
                Q(participations__territory__in=territories_of(self.user)) | Q(facilitators__user=self.user)
            ).distinct()
        return list(found)

    @cached_property
    def sessions(self) -> list[SessionPage]:
        """The dated sessions of these cycles that are not over, next first."""
        under = Q()
        for cycle in self.cycles:
            under |= Q(path__startswith=cycle.path)
        if not under:
            return []
        return list(
            SessionPage.objects.live()
            .filter(under, without_restricted(self.user), alias_of__isnull=True)
            .filter(Q(end_date__gte=self.today) | Q(end_date__isnull=True, start_date__gte=self.today))
            .with_fictional()
            .order_by("start_date", "start_time")[:10]
        )

    @cached_property
    def twins(self) -> dict[int, Page]:
        """These cycles and sessions as the reader's tree shows them."""
        return in_readers_tree([*self.cycles, *self.sessions])

    @property
    def cycle_links(self) -> list[tuple[CyclePage, str]]:
        """Each of the cycles, and where it is read."""
        return [(cycle, self.twins[cycle.pk].url or "") for cycle in self.cycles]

    @property
    def next_session(self) -> SessionPage | None:
        """The nearest one."""
        return self.sessions[0] if self.sessions else None

    @cached_property
    def pilots(self) -> list[Pilot]:
        """The pilots of the person's territories, with the day of the last entry of each that they may read."""
        return list(
            Pilot.objects.filter(territory__in=territories_of(self.user))
            .select_related("territory")
            .with_readable_entries(self.user)
        )

    @cached_property
    def drafts(self) -> list[Entry]:
        """The person's own entries that nobody else reads yet, in the journals that they still keep."""
        drafts = Entry.objects.visible_to(self.user).filter(visibility=Visibility.DRAFT)
        return list(drafts.select_related("pilot")[:20])

    @cached_property
    def proposals(self) -> list[PracticePage]:
        """The person's own practices that are not published."""
        return list(PracticePage.objects.filter(owner=self.user, live=False, alias_of__isnull=True)[:20])

    @cached_property
    def to_review(self) -> int:
        """How many texts wait for a reviewer; 0 for who does not review."""
        if not (is_editor(self.user) or is_admin(self.user)):
            return 0
        return TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).count()

    @cached_property
    def news(self) -> list[Entry]:
        """The latest entries of others that the person may read, but for what a team keeps from outsiders.

        An administrator may read that too, and is noted down for it; nobody is for opening this page.
        """
        inside = Q(visibility=Visibility.TEAM) & ~Q(pilot__territory__in=territories_of(self.user))
        return list(
            Entry.objects.visible_to(self.user)
            .exclude(inside)
            .exclude(author=self.user)
            .select_related("pilot__territory")
            .order_by("-happened_on", "-created")[:5]
        )

    @cached_property
    def acts(self) -> list[Act]:
        """What waits, most urgent first; three at most."""
        acts: list[Act] = []
        if self.to_review:
            acts.append(
                Act(
                    gettext("now"),
                    ngettext(
                        "One text waits for your reading", "%(n)s texts wait for your reading", self.to_review
                    )
                    % {"n": self.to_review},
                    ngettext(
                        "Its author hears from you as soon as you answer.",
                        "Their authors hear from you as soon as you answer.",
                        self.to_review,
                    ),
                    gettext("Read"),
                    reverse("wagtailadmin_reports:workflow_tasks"),
                )
            )
        for practice in self.proposals:
            if not practice.current_workflow_state:
                acts.append(
                    Act(
                        gettext("when you wish"),
                        practice.draft_title or practice.title,
                        gettext("Your sheet is a draft. Nobody reads it before you submit it."),
                        gettext("Finish the sheet"),
                        reverse("practices:edit", args=[practice.pk]),
                    )
                )
        for pilot in self.pilots:
            if pilot.status == Pilot.Status.UNDER_WAY and (
                pilot.last_told is None or pilot.last_told < self.today - SILENT_AFTER
            ):
                acts.append(
                    Act(
                        gettext("this week"),
                        pilot.title,
                        gettext("The journal has said nothing for two weeks."),
                        gettext("Write an entry"),
                        reverse("pilots:write", args=[pilot.slug]),
                    )
                )
        return acts[:URGENT]

    @cached_property
    def days(self) -> list[dict[str, object]]:
        """Seven days, Monday first, for the rope: name, knot, items."""
        days = []
        for offset in range(7):
            day = self.monday + timedelta(days=offset)
            items = [
                {"label": session.title, "url": self.twins[session.pk].url}
                for session in self.sessions
                if session.start_date
                and session.start_date <= day <= (session.end_date or session.start_date)
            ]
            if day == self.today:
                knot = "here"
            elif items:
                knot = "to-come"
            else:
                knot = "none"
            days.append(
                {
                    "name": dates.short_weekday_day(day),
                    "knot": knot,
                    "items": items,
                    "is_today": day == self.today,
                    "date": day,
                }
            )
        return days

    @property
    def days_left(self) -> int | None:
        """Days until the next session; 0 when it is today or under way."""
        if self.next_session is None or self.next_session.start_date is None:
            return None
        return max((self.next_session.start_date - self.today).days, 0)
