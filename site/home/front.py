"""What the home page shows, each part in a query or two, whatever the number of rows."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, F, Q, When, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Page

from formats.dotmap import Place
from knowledge_base.library.thread import Step
from knowledge_base.notes.models import NotePage
from knowledge_base.practices.models import PracticePage
from learning.cycles.models import SessionPage
from learning.pilots.models import Entry, Pilot
from learning.pilots.models.entries import Visibility
from network.languages import text_language
from network.restrictions import without_restricted
from network.twins import in_readers_tree


@dataclass(frozen=True)
class Thread:
    """A lesson and the way to it: what taught it, and last the note that states it."""

    statement: str
    language: str
    url: str
    steps: list[Step]


def word_of(page: Page) -> str:
    """A practice was done, anything else was seen; the thread on the lesson's own page says the same."""
    practice = page.cached_content_type.model == "practicepage"
    return gettext("Done") if practice else gettext("Seen")


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
    def sessions(self) -> list[SessionPage]:
        """Three at most of each: to come, nearest first; over, the last first; without a date, the latest first."""
        ahead = Q(end_date__gte=self.today) | Q(end_date__isnull=True, start_date__gte=self.today)
        undated = Q(start_date__isnull=True)
        nearest = (
            Case(When(ahead, then="start_date")),
            F("start_date").desc(),
            F("first_published_at").desc(),
            F("pk"),
        )
        standing = Case(When(undated, then=2), When(ahead, then=0), default=1)
        # The nearest are looked for among bare numbers: sorting whole pages takes ten times as long.
        ranked = (
            SessionPage.objects.live()
            .filter(self.public, locale_id=self.locale_id)
            .annotate(turn=Window(RowNumber(), partition_by=standing, order_by=nearest))
        )
        found = SessionPage.objects.filter(pk__in=ranked.filter(turn__lte=3).values("pk"))
        found = found.with_fictional().select_related("territory", "locale", "alias_of__locale")
        return list(found.annotate(standing=standing).order_by("standing", *nearest))

    @property
    def dated_sessions(self) -> list[SessionPage]:
        """Those to come; when nothing is to come, the last that took place."""
        dated = [session for session in self.sessions if session.standing < 2]
        return [session for session in dated if session.standing == dated[0].standing]

    @property
    def nothing_ahead(self) -> bool:
        """No date is set for what comes next."""
        return not any(session.standing == 0 for session in self.sessions)

    @property
    def undated_session(self) -> SessionPage | None:
        """The latest session whose date nobody gave."""
        return next((session for session in self.sessions if session.standing == 2), None)

    @cached_property
    def practices(self) -> list[PracticePage]:
        """Four of the latest, one with a picture first."""
        order = ("-first_published_at", "-pk")
        published = PracticePage.objects.live().filter(self.public, locale_id=self.locale_id)
        found = PracticePage.objects.filter(pk__in=published.order_by(*order).values("pk")[:12])
        latest = list(found.select_related("territory", "picture", "locale").order_by(*order))
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
        stating = NotePage.objects.live().filter(
            self.public, alias_of__isnull=True, note_lessons__lesson__live=True
        )
        note = (
            stating.annotate(
                chosen=Case(When(note_lessons__lesson=self.lesson_id, then=0), default=1),
                statement=F("note_lessons__lesson__statement"),
                lesson_language=F("note_lessons__lesson__language"),
                lesson_slug=F("note_lessons__lesson__slug"),
            )
            .order_by(
                "chosen", "-note_lessons__lesson__last_published_at", "-note_lessons__lesson__pk", "path"
            )
            .first()
        )
        if note is None:
            return None
        public = Page.objects.live().filter(self.public)
        sources = note.sources.filter(page__in=public).select_related("page__locale")
        pages = [*(source.page for source in sources), note]
        twins = in_readers_tree(pages)
        *seen, stated = (twins[page.pk] for page in pages)
        return Thread(
            statement=note.statement,
            language=note.lesson_language,
            url=reverse("library:lesson", args=[note.lesson_slug]),
            steps=[
                *(
                    Step(word_of(page), page.title, page.url, language=text_language(page))
                    for page in seen[:3]
                    if page.url
                ),
                Step(gettext("Stated"), note.title, stated.url or "", language=text_language(note)),
            ],
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
