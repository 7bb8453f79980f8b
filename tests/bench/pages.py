"""What is measured, and what it may cost."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import translation

from home.models import HomePage, PlainPage
from knowledge_base.lessons.models import Lesson
from knowledge_base.notes.models import NotePage
from knowledge_base.practices.models import PracticeIndexPage, PracticePage
from learning.cycles.models import CyclePage, SessionPage
from learning.pilots.models import Entry, Pilot, Visibility
from network.models import Territory, User
from tests.bench.blank.models import BlankPage

PUBLIC = (12, 22.0)
SEARCH = (15, 30.0)
SIGNED_IN = (20, 40.0)
OWN = (20, 45.0)
CACHED = (0, 1.5)
UNBOUND = (None, None)


@dataclass(frozen=True)
class Target:
    """One page: its budget in queries and in H, and who reads it."""

    name: str
    path: str
    budget: tuple[int | None, float | None]
    reader: User | None = None
    cached: bool = False


def targets() -> Iterator[Target]:
    """The yardsticks first, then every kind of page."""
    with translation.override("fr"):
        yield from _targets()


def _targets() -> Iterator[Target]:
    home = HomePage.objects.get(locale__language_code="fr")
    practice = PracticePage.objects.live().filter(alias_of=None, locale=home.locale).order_by("pk").first()
    cycle = (
        CyclePage.objects.live()
        .filter(participations__isnull=False, locale=home.locale)
        .order_by("pk")
        .first()
    )
    session = SessionPage.objects.live().descendant_of(cycle).first()
    note, lesson = NotePage.objects.live().first(), Lesson.objects.live().first()
    pilot = Pilot.objects.order_by("pk").first()
    entry = Entry.objects.filter(visibility=Visibility.PUBLIC, pilot=pilot).first()
    member = User.objects.filter(memberships__territory=pilot.territory).order_by("pk").first()

    yield Target("hello (H)", "/hello/", UNBOUND)
    yield Target("blank Wagtail page", BlankPage.objects.get().url, UNBOUND)
    yield Target("home", home.url, PUBLIC)
    yield Target("home, cached", home.url, CACHED, cached=True)
    yield Target("practice", practice.url, PUBLIC)
    yield Target("practice, cached", practice.url, CACHED, cached=True)
    yield Target("list of practices", PracticeIndexPage.objects.get(locale=home.locale).url, PUBLIC)
    yield Target("cycle", cycle.url, PUBLIC)
    yield Target("session", session.url, PUBLIC)
    if note:
        yield Target("note", note.url, PUBLIC)
    if lesson:
        yield Target("thread of a lesson", reverse("library:lesson", args=[lesson.slug]), PUBLIC)
    yield Target("plain page", PlainPage.objects.filter(locale=home.locale).first().url, PUBLIC)
    yield Target("library", reverse("library:search"), SEARCH)
    yield Target(
        "search: renovation energetique", reverse("library:search") + "?q=renovation+energetique", SEARCH
    )
    yield Target("search: village", reverse("library:search") + "?q=village", SEARCH)
    yield Target("journals", reverse("pilots:index"), PUBLIC)
    yield Target("journal", pilot.get_absolute_url(), PUBLIC)
    if entry:
        yield Target("entry", entry.get_absolute_url(), PUBLIC)
    yield Target("territories", reverse("territories"), PUBLIC)
    yield Target("territory", Territory.objects.get(pk=pilot.territory_id).get_absolute_url(), PUBLIC)
    yield Target("cycle, signed in", cycle.url, SIGNED_IN, reader=member)
    yield Target("my week, signed in", reverse("my_week"), OWN, reader=member)
    yield Target("journal, signed in", pilot.get_absolute_url(), OWN, reader=member)
    yield Target("library, signed in", reverse("library:search") + "?q=village", SEARCH, reader=member)
