"""What the home page shows, each part in a query or two, whatever the number of rows."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from wagtail.models import Page

from formats.dotmap import Place
from knowledge_base.lessons.models import Lesson
from knowledge_base.notes.models import NotePage
from knowledge_base.practices.models import PracticePage
from learning.cycles.models import SessionPage
from learning.pilots.models import Entry, Pilot
from learning.pilots.models.entries import Visibility
from network.restrictions import without_restricted


@dataclass(frozen=True)
class Thread:
    """A lesson and the way to it: (word, title, address) of what taught it, (title, address) of the note that states it."""

    statement: str
    url: str
    seen: list[tuple[str, str, str]]
    stated: tuple[str, str]

    def steps(self) -> list[dict[str, str]]:
        """The knots of the rope, in the reader's language."""
        seen = [{"word": gettext(word), "title": title, "url": url} for word, title, url in self.seen]
        title, url = self.stated
        return [*seen, {"word": gettext("Stated"), "title": title, "url": url}]


def word_of(page: Page) -> str:
    """A practice was done, anything else was seen; the thread on the lesson's own page says the same."""
    practice = page.cached_content_type.model == "practicepage"
    return gettext_noop("Done") if practice else gettext_noop("Seen")


@dataclass
class Front:
    """The home page of one language; lists are of the pages of that language's tree."""

    locale_id: int
    lesson_id: int | None = None
    today: date = field(default_factory=timezone.localdate)

    @cached_property
    def public(self) -> Q:
        """Pages under no view restriction; the restrictions are read once."""
        return without_restricted()

    @cached_property
    def dated_sessions(self) -> list[SessionPage]:
        """Three at most: those to come, nearest first; when nothing is to come, the last that took place."""
        ahead = Q(end_date__gte=self.today) | Q(end_date__isnull=True, start_date__gte=self.today)
        found = (
            SessionPage.objects.live()
            .filter(self.public, locale_id=self.locale_id, start_date__isnull=False)
            .with_fictional()
            .select_related("territory", "locale")
            .annotate(ahead=Case(When(ahead, then=Value(1)), default=Value(0)))
            .order_by("-ahead", Case(When(ahead, then="start_date")), "-start_date")[:3]
        )
        sessions = list(found)
        return [session for session in sessions if session.ahead == sessions[0].ahead]

    @property
    def nothing_ahead(self) -> bool:
        """No date is set for what comes next."""
        return not (self.dated_sessions and self.dated_sessions[0].ahead)

    @cached_property
    def undated_session(self) -> SessionPage | None:
        """The latest session whose date nobody gave."""
        found = (
            SessionPage.objects.live()
            .filter(self.public, locale_id=self.locale_id, start_date__isnull=True)
            .with_fictional()
        )
        return found.select_related("territory", "locale").order_by("-first_published_at").first()

    @cached_property
    def practices(self) -> list[PracticePage]:
        """Four of the latest, one with a picture first."""
        latest = list(
            PracticePage.objects.live()
            .filter(self.public, locale_id=self.locale_id)
            .select_related("territory", "picture", "locale")
            .order_by("-first_published_at", "-pk")[:12]
        )
        latest.sort(key=lambda practice: practice.picture is None)
        return [
            *latest[:1],
            *sorted(latest[1:], key=lambda practice: practice.first_published_at, reverse=True)[:3],
        ]

    @cached_property
    def notes(self) -> list[NotePage]:
        """The three latest notes."""
        return list(
            NotePage.objects.live()
            .filter(self.public, locale_id=self.locale_id)
            .select_related("territory", "locale")
            .order_by("-first_published_at", "-pk")[:3]
        )

    @cached_property
    def thread(self) -> Thread | None:
        """The lesson the editors chose, else the latest that is public, with what can be opened of its way here."""
        lessons = Lesson.objects.live().filter(note_lessons__note__live=True)
        chosen = lessons.filter(pk=self.lesson_id).first() if self.lesson_id else None
        lesson = chosen or lessons.order_by("-last_published_at", "-pk").first()
        note = (
            NotePage.objects.live()
            .filter(self.public, note_lessons__lesson=lesson, alias_of__isnull=True)
            .first()
            if lesson
            else None
        )
        if lesson is None or note is None:
            return None
        sources = note.sources.filter(page__in=Page.objects.live().filter(self.public)).select_related("page")
        seen = [source.page.localized for source in sources]
        return Thread(
            statement=lesson.statement,
            url=reverse("library:lesson", args=[lesson.slug]),
            seen=[(word_of(page), page.title, page.url) for page in seen[:3] if page.url],
            stated=(note.title, note.localized.url or ""),
        )

    @cached_property
    def journals(self) -> list[Pilot]:
        """The latest pilots, with their territories."""
        return list(Pilot.objects.select_related("territory").order_by("-started", "title")[:12])

    @cached_property
    def places(self) -> list[Place]:
        """The points of the journals' territories, for the map; the list beside it says the same."""
        territories = {pilot.territory for pilot in self.journals}
        return [
            Place(
                name=territory.name,
                lat=territory.latitude,
                lon=territory.longitude,
                url=territory.get_absolute_url(),
            )
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
