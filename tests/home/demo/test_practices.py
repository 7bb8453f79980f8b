"""The demonstration's practices and notes: facts with their source, blanks left blank, loaded once."""

import tomllib

import pytest

from home.demo import notes as demo_notes
from home.demo import practices as demo_practices
from home.demo.territories import load_territories
from knowledge_base.lessons.models import Lesson
from knowledge_base.notes.models import NotePage
from knowledge_base.practices.models import PracticePage
from knowledge_base.practices.phones import mask_mobiles
from knowledge_base.practices.sheet import LABELS, Sheet
from network.actions import create_themes
from network.models import Territory
from tests.factories.network import TerritoryFactory
from tests.factories.pages import site_root


@pytest.fixture
def loaded(db):
    """The practices and notes of the demonstration, loaded twice."""
    site_root()
    create_themes()
    for row in tomllib.loads(demo_practices.FILE.read_text(encoding="utf-8"))["practice"]:
        kind, _colon, code = row.get("territory", "").partition(":")
        if (
            kind not in {"", "petr", "park", "foreign"}
            and not Territory.objects.filter(kind=kind, official_code=code).exists()
        ):
            TerritoryFactory(kind=kind, official_code=code)
    for code in ("04070", "38225"):
        TerritoryFactory(official_code=code)
    load_territories()
    for _time in range(2):
        demo_practices.load_practices()
        demo_notes.load_notes()


def test_the_demonstration_loads_once_and_reads_well(loaded):
    practices = PracticePage.objects.originals()
    training = practices.get(source_id="demo-adrets-action-formation")
    sheet = Sheet(training)

    assert practices.count() >= 21
    assert NotePage.objects.originals().count() == 4
    assert practices.filter(live=False).count() == 0
    assert (sheet.filled, sheet.total) == (18, 24)
    assert sum(len(blank.fields) for blank in sheet.blanks if blank.link) == 2
    assert (training.period_start, training.period_end) == ("2023-11", "2024-09")
    assert training.territory.name == "PETR Sud Lozère"
    assert Lesson.objects.live().count() == Lesson.objects.count() >= 8
    assert all(lesson.conditions.exists() for lesson in Lesson.objects.all())
    assert not any(practice.tags.filter(name__in=["Santé", "Logement"]).exists() for practice in practices)


def test_every_practice_names_its_source_and_hides_every_mobile_number():
    rows = tomllib.loads(demo_practices.FILE.read_text(encoding="utf-8"))["practice"]

    assert [row["id"] for row in rows if not row.get("source_name")] == []
    assert [row["id"] for row in rows if mask_mobiles(str(row)) != str(row)] == []
    known = {*LABELS, *demo_practices.PLAIN, *demo_practices.SOURCE, "id", "title", "territory", "tags"}
    assert {key for row in rows for key in row} <= known


def test_every_note_has_lessons_with_conditions_and_a_source():
    rows = tomllib.loads(demo_notes.FILE.read_text(encoding="utf-8"))["note"]

    assert [row["slug"] for row in rows if not (row.get("practices") or row.get("sources"))] == []
    assert all(lesson["conditions"] for row in rows for lesson in row["lessons"])
