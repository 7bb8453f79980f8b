"""The files of the demonstration's practices and notes: facts with their source, blanks left blank."""

import tomllib

from home.demo import notes as demo_notes
from home.demo import practices as demo_practices
from knowledge_base.practices.phones import mask_mobiles
from knowledge_base.practices.sheet import LABELS


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


def test_what_no_source_says_is_plainly_the_reading_of_the_network():
    practices = tomllib.loads(demo_practices.FILE.read_text(encoding="utf-8"))["practice"]
    notes = tomllib.loads(demo_notes.FILE.read_text(encoding="utf-8"))["note"]

    assert [row["id"] for row in practices if {"conditions", "lessons"} & set(row)] == []
    assert [
        lesson["statement"]
        for note in notes
        for lesson in note["lessons"]
        if not lesson["context"].startswith("Lecture du réseau. ")
    ] == []
