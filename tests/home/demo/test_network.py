"""The demonstration network, loaded whole as `make demo` does."""

import tomllib
from pathlib import Path

import pytest

from home.demo import cycles, practices
from home.demo.accounts import ACCOUNTS, PASSWORD
from home.demo.network import steps
from knowledge_base.lessons.models import Lesson
from knowledge_base.library.models import Finding
from knowledge_base.notes.models import NotePage
from knowledge_base.practices.models import PracticeLesson, PracticePage
from knowledge_base.practices.sheet import Sheet
from learning.cycles.models import Participation, SessionPage
from learning.pilots.models import Entry, Pilot
from network.models import Territory, User

pytestmark = [pytest.mark.django_db, pytest.mark.empty_network]


@pytest.fixture(autouse=True, scope="module")
def network(one_transaction):
    for _name, step in steps():
        step()


def counts() -> dict[str, int]:
    models = (PracticePage, NotePage, SessionPage, Pilot, Entry, Territory, User, Finding)
    return {model.__name__: model.objects.count() for model in models}


def rows_of(file: Path, name: str) -> list[dict]:
    return tomllib.loads(file.read_text(encoding="utf-8"))[name]


def invented_cycles() -> dict[str, dict]:
    return {cycle["slug"]: cycle for cycle in rows_of(cycles.FILE, "cycle") if cycle.get("fictional")}


def test_loading_the_network_again_changes_nothing():
    first = counts()
    passwords = set(User.objects.values_list("password", flat=True))

    for name, step in steps():
        if name != "reference":  # tests/network/test_reference.py proves it of that one
            step()

    assert counts() == first
    assert set(User.objects.values_list("password", flat=True)) == passwords


def test_every_practice_is_published_with_its_source_and_its_territory():
    originals = PracticePage.objects.live().filter(alias_of__isnull=True)

    assert originals.count() == PracticePage.objects.originals().count() >= 21
    assert not originals.filter(source_url="").exclude(source_name__gt="").exists()
    assert not any(practice.tags.filter(name__in=["Santé", "Logement"]).exists() for practice in originals)
    for row in rows_of(practices.FILE, "practice"):
        territory = originals.get(source_id=row["id"]).territory
        assert (f"{territory.kind}:{territory.official_code}" if territory else None) == row.get(
            "territory"
        ), row["id"]


def test_the_sheet_of_the_action_training_keeps_its_blanks():
    training = PracticePage.objects.originals().get(source_id="demo-adrets-action-formation")
    sheet = Sheet(training)

    assert (sheet.filled, sheet.total) == (17, 24)
    assert sum(len(blank.fields) for blank in sheet.blanks if blank.link) == 2
    assert (training.period_start, training.period_end) == ("2023-11", "2024-09")
    assert training.territory.name == "PETR Sud Lozère"


def test_lessons_stand_in_the_notes_of_the_network_and_not_on_the_sheets_of_others():
    assert NotePage.objects.live().filter(alias_of__isnull=True).count() == 4
    assert Lesson.objects.live().count() == Lesson.objects.count() >= 8
    assert all(lesson.conditions.exists() for lesson in Lesson.objects.all())
    assert not PracticeLesson.objects.exists()


def test_invented_people_and_places_have_no_part_in_what_took_place():
    steps_of = [step for cycle in invented_cycles().values() for step in (cycle, *cycle.get("modules", []))]
    sessions = {session["slug"] for step in steps_of for session in step["sessions"]}

    assert set(User.objects.values_list("fictional", flat=True)) == {True}
    assert [pilot.entries.count() for pilot in Pilot.objects.all()] == [12, 12]
    assert all(pilot.territory.fictional and pilot.cycle.fictional for pilot in Pilot.objects.all())
    assert not Participation.objects.filter(territory__fictional=True, cycle__fictional=False).exists()
    assert not Entry.objects.filter(session__in=SessionPage.objects.exclude(slug__in=sessions)).exists()
    assert not User.objects.filter(groups__in=cycles_that_took_place()).exists()
    assert {account.facilitates for account in ACCOUNTS if account.facilitates} == set(invented_cycles())


def cycles_that_took_place() -> list[int]:
    pages = cycles.CyclePage.objects.filter(fictional=False, facilitators__isnull=False)
    return list(pages.values_list("facilitators", flat=True))


def test_one_can_be_each_of_the_accounts(client):
    for account in ACCOUNTS:
        assert client.login(email=account.email, password=PASSWORD), account.email


@pytest.mark.parametrize(
    "address",
    [
        "/fr/",
        "/en/",
        "/fr/bibliotheque/?q=epicerie",
        "/fr/carnets/",
        "/fr/cycles/smart-community/",
        "/fr/cycles/petits-essais/",
    ],
)
def test_its_pages_open(client, address):
    assert Territory.objects.get(official_code="04070").in_network
    assert client.get(address).status_code == 200
