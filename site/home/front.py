"""What the home page shows, each part in a query or two, whatever the number of rows."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from formats.dotmap import Place
from knowledge_base.lessons.models import Lesson
from knowledge_base.notes.models import NotePage
from knowledge_base.practices.models import PracticePage
from learning.cycles.models import SessionPage
from learning.pilots.models import Entry, Pilot
from learning.pilots.models.entries import Visibility


@dataclass(frozen=True)
class ThreadStep:
    """A knot of a lesson's thread: the step's word, what it is, where it is read."""

    word: str
    title: str
    url: str = ""
    note: str = ""


@dataclass
class Front:
    """The home page of one language; lists are of the pages of that language's tree."""

    locale_id: int
    lesson_id: int | None = None
    today: date = field(default_factory=timezone.localdate)

    def _sessions(self):
        return SessionPage.objects.live().public().filter(locale_id=self.locale_id).select_related("territory", "locale")

    @cached_property
    def next_sessions(self) -> list[SessionPage]:
        """Three at most: those to come, nearest first, then those without a date."""
        ahead = Q(end_date__gte=self.today) | Q(end_date__isnull=True, start_date__gte=self.today)
        return list(self._sessions().filter(ahead).order_by("start_date", "start_time")[:3])

    @cached_property
    def past_sessions(self) -> list[SessionPage]:
        """When nothing is to come: the last three that took place, latest first, then one without a date."""
        if self.next_sessions:
            return []
        dated = self._sessions().filter(start_date__lt=self.today).order_by("-start_date")
        return list(dated[:3])

    @cached_property
    def undated_session(self) -> SessionPage | None:
        """The latest session whose date nobody gave."""
        return self._sessions().filter(start_date__isnull=True).order_by("-first_published_at").first()

    @cached_property
    def practices(self) -> list[PracticePage]:
        """The four latest, those with a picture first."""
        found = (
            PracticePage.objects.live()
            .public()
            .filter(locale_id=self.locale_id)
            .select_related("territory", "picture", "locale")
            .order_by("-first_published_at", "-pk")
        )
        pictured = found.filter(picture__isnull=False).first()
        rest = [practice for practice in found[:4] if pictured is None or practice.pk != pictured.pk]
        return [pictured, *rest[:3]] if pictured else rest[:4]

    @cached_property
    def notes(self) -> list[NotePage]:
        """The three latest notes."""
        return list(
            NotePage.objects.live()
            .public()
            .filter(locale_id=self.locale_id)
            .select_related("territory", "locale")
            .order_by("-first_published_at", "-pk")[:3]
        )

    @cached_property
    def lesson(self) -> Lesson | None:
        """The lesson the editors chose, else the latest that is public."""
        public = Lesson.objects.live()
        chosen = public.filter(pk=self.lesson_id).first() if self.lesson_id else None
        return chosen or public.filter(note_lessons__note__live=True).order_by("-last_published_at", "-pk").first()

    @cached_property
    def thread(self) -> list[ThreadStep]:
        """Where the lesson was seen and where it was stated; only steps that can be opened."""
        if self.lesson is None:
            return []
        note = (
            NotePage.objects.live()
            .public()
            .filter(note_lessons__lesson=self.lesson, alias_of__isnull=True)
            .prefetch_related("sources__page")
            .first()
        )
        if note is None:
            return []
        steps = [
            ThreadStep(gettext("Seen"), source.page.title, source.page.url or "")
            for source in note.sources.all()
            if source.page_id and source.page.live
        ]
        return [*steps[:3], ThreadStep(gettext("Stated"), note.title, note.url or "")]

    @cached_property
    def journals(self) -> list[Pilot]:
        """The latest pilots, with their territories."""
        return list(Pilot.objects.select_related("territory").order_by("-started", "title")[:12])

    @cached_property
    def places(self) -> list[Place]:
        """The points of the journals' territories, for the map; the list beside it says the same."""
        territories = {pilot.territory for pilot in self.journals}
        return [
            Place(name=territory.name, lat=territory.latitude, lon=territory.longitude, url=territory.get_absolute_url())
            for territory in sorted(territories, key=lambda territory: territory.name)
            if territory.latitude is not None and territory.longitude is not None
        ]

    @cached_property
    def difficulty(self) -> Entry | None:
        """The latest difficulty that a team told everyone."""
        return (
            Entry.objects.visible_to(AnonymousUser())
            .filter(kind=Entry.Kind.DIFFICULTY, visibility=Visibility.PUBLIC)
            .select_related("pilot__territory")
            .order_by("-happened_on")
            .first()
        )
