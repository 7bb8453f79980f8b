"""The invented journals of the demonstration network."""

import tomllib

import pytest

from home.demo.cycles import FILE as CYCLES
from home.demo.journals import FILE, load_journals
from home.demo.pictures import SCENES, draw, scene_for
from learning.pilots.models import Attachment, Entry, EntryVersion, Visibility
from network.models import OutgoingMail, Territory, User
from tests.factories.cycles import CyclePageFactory, SessionPageFactory


@pytest.mark.django_db
def test_two_journals_of_twelve_entries_are_told_once():
    cycle = CyclePageFactory(slug="petits-essais", fictional=True)
    SessionPageFactory(parent=cycle, slug="le-plus-simple")

    pilots = load_journals()
    counts = [model.objects.count() for model in (Entry, EntryVersion, Attachment, User)]
    load_journals()

    assert [model.objects.count() for model in (Entry, EntryVersion, Attachment, User)] == counts
    for pilot in pilots:
        entries = pilot.entries.all()
        assert len(entries) == 12
        assert {entry.kind for entry in entries} == set(Entry.Kind.values)
        assert {entry.visibility for entry in entries} == set(Visibility.values)
        assert {milestone.is_to_come for milestone in pilot.milestones.all()} == {True, False}
        assert entries.filter(session__slug="le-plus-simple").count() == 1


@pytest.mark.django_db
def test_every_place_and_person_of_the_journals_is_marked_as_invented():
    load_journals()

    assert all(Territory.objects.values_list("fictional", flat=True))
    assert all(User.objects.values_list("fictional", flat=True))
    assert not OutgoingMail.objects.exists()


def test_the_journals_name_no_cycle_and_no_session_that_took_place():
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    cycles = tomllib.loads(CYCLES.read_text(encoding="utf-8"))["cycle"]
    invented = {cycle["slug"]: cycle for cycle in cycles if cycle.get("fictional")}

    assert told["cycle"] in invented
    cycle = invented[told["cycle"]]
    sessions = {session["slug"] for step in (cycle, *cycle["modules"]) for session in step["sessions"]}
    assert {
        entry["session"] for pilot in told["pilot"] for entry in pilot["entry"] if "session" in entry
    } <= sessions


@pytest.mark.parametrize("name", SCENES)
def test_a_picture_is_the_same_every_time_and_light(name):
    picture = draw(name, (600, 400))

    assert picture == draw(name, (600, 400))
    assert picture[:2] == b"\xff\xd8"
    assert len(picture) < 60_000


@pytest.mark.parametrize(
    ("words", "scene"),
    [
        ("demo-chateaufort-epicerie", "cafe-epicerie"),
        ("Santé", "maison-de-sante"),
        ("demo-energie-moov", "velo"),
    ],
)
def test_a_scene_suits_the_words(words, scene):
    assert scene_for(words) == scene


def test_words_without_a_scene_get_a_landscape():
    assert scene_for("quelque chose") in SCENES
