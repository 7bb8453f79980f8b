"""What the first reader after a change asks of the database, when no part of any page is kept."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from modelsearch.backends import get_search_backend

from home.models import PlainPage
from knowledge_base.lessons.models import Lesson
from knowledge_base.notes.models import NoteIndexPage, NotePage, NoteSource
from knowledge_base.practices.models import PracticeIndexPage, PracticeLesson, PracticePage
from learning.cycles.models import CycleIndexPage, CyclePage, ModulePage, SessionPage
from learning.pilots.models import Entry, Pilot, Visibility
from network.generation import renew
from network.models import Territory
from tests.factories.cycles import (
    CyclePageFactory,
    MaterialFactory,
    ModulePageFactory,
    ParticipationFactory,
    QuestionFactory,
    SessionPageFactory,
    SessionSpeakerFactory,
    VisitFactory,
    document_material,
)
from tests.factories.lessons import make_lesson
from tests.factories.network import BelongingFactory, SuccessionFactory, TerritoryFactory, ThemeFactory
from tests.factories.notes import make_note
from tests.factories.pages import index_page, published, settle, site_root
from tests.factories.pilots import EntryFactory, MeasureFactory, MilestoneFactory, PilotFactory
from tests.factories.practices import make_practice

pytestmark = pytest.mark.django_db
MOST = 12


@pytest.fixture(autouse=True)
def full_network():
    """A network in which every page has something to show in each of its places."""
    territory, theme = TerritoryFactory(), ThemeFactory()
    SuccessionFactory(after=territory)
    BelongingFactory(part=territory)
    BelongingFactory(whole=territory)
    home = site_root()
    published(home.add_child(instance=PlainPage(title="Aide", locale=home.locale)))
    _make_cycle(territory, theme)
    _make_journal(territory)
    _make_knowledge(territory, theme)
    settle()


def _make_cycle(territory, theme):
    cycle = CyclePageFactory(title="Cordées")
    ParticipationFactory(cycle=cycle, territory=territory, track="pilot")
    ParticipationFactory(cycle=cycle)
    soon = timezone.localdate() + timedelta(days=40)
    first = SessionPageFactory(parent=cycle, start_date=date(2023, 11, 27), territory=territory)
    module = ModulePageFactory(parent=cycle, exercise="<p>Essayer.</p>", exercise_due=soon)
    SessionPageFactory(parent=cycle, start_date=None)
    trip = SessionPageFactory(
        parent=module, kind="study_trip", start_date=soon, territory=territory, applies=first, title="Voyage"
    )
    trip.themes.add(theme)
    trip.save()
    for _ in range(3):
        VisitFactory(session=trip, theme=theme)
    for session in (first, trip):
        SessionSpeakerFactory(session=session)
        QuestionFactory(session=session)
        document_material(session=session)
    MaterialFactory(module=module, session=None)


def _make_journal(territory):
    pilot = PilotFactory(territory=territory, cycle=CyclePage.objects.first())
    MilestoneFactory(pilot=pilot)
    MeasureFactory(pilot=pilot)
    for _ in range(3):
        EntryFactory(pilot=pilot, kind="difficulty", visibility=Visibility.PUBLIC)


def _make_knowledge(territory, theme):
    lesson = make_lesson(live=True, required="Un hôte qui vous attend")
    lesson.themes.add(theme)
    lesson.save()
    for number in range(2):
        practice = make_practice(f"Pratique {number}", territory=territory)
        practice.practice_lessons = [PracticeLesson(lesson=lesson)]
        practice.themes.add(theme)
        practice.tags.add("banc")
        published(practice)
        trip = SessionPage.objects.get(title="Voyage")
        note = make_note(
            f"Note {number}",
            lessons=[lesson],
            sources=[NoteSource(page=trip), NoteSource(page=practice)],
            territory=territory,
        )
        note.themes.add(theme)
        note.tags.add("banc")
        published(note)


def french(model):
    return model.objects.filter(locale__language_code="fr").last()


ADDRESSES = {
    "home": lambda: site_root().url,
    "home in English": lambda: site_root("en").url,
    "plain page": lambda: french(PlainPage).url,
    "list of cycles": lambda: index_page(CycleIndexPage).url,
    "cycle": lambda: french(CyclePage).url,
    "module": lambda: french(ModulePage).url,
    "session": lambda: SessionPage.objects.exclude(applies=None).first().applies.url,
    "study trip": lambda: SessionPage.objects.get(title="Voyage").url,
    "list of practices": lambda: index_page(PracticeIndexPage).url,
    "practice": lambda: french(PracticePage).url,
    "practice in English": lambda: PracticePage.objects.exclude(alias_of=None).last().url,
    "list of notes": lambda: index_page(NoteIndexPage).url,
    "note": lambda: french(NotePage).url,
    "note in English": lambda: NotePage.objects.exclude(alias_of=None).last().url,
    "thread of a lesson": lambda: Lesson.objects.get().address,
    "library": lambda: reverse("library:search"),
    "journals": lambda: reverse("pilots:index"),
    "journal": lambda: Pilot.objects.get().get_absolute_url(),
    "entry": lambda: Entry.objects.first().get_absolute_url(),
    "territories": lambda: reverse("territories"),
    "territory": lambda: Territory.objects.get(pilots__isnull=False).get_absolute_url(),
}


def queries_of_the_first_reader(client, address: str) -> int:
    renew()
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(f"{address}?made=anew")
    assert answer.status_code == 200
    return len(asked)


def test_the_first_reader_of_any_public_page_asks_twelve_times_at_most(client):
    get_search_backend().refresh_indexes()  # pages end with what is close to them
    addresses = {kind: address() for kind, address in ADDRESSES.items()}
    client.get(addresses["home"])  # what a worker knows since it started

    asked = {kind: queries_of_the_first_reader(client, address) for kind, address in addresses.items()}

    assert {kind: number for kind, number in asked.items() if number > MOST} == {}
