"""The rope says what it means, and its drawings are safe to put into any page."""

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from formats import rope
from formats.rope import Stop

SEMINAR = Stop(date(2023, 11, 27), "done", "27–28 nov.", "Autrans")
WEBINAR = Stop(date(2024, 4, 18), "here", "18 avril", "Webinaire 3")
TRIP = Stop(date(2024, 9, 23), "to-come", "23–26 sept.", "Lozère")

EVERY_DRAWING = [
    rope.DEFINITIONS,
    *[rope.knot(state) for state in rope.KNOTS],
    *[rope.strand_down(kind) for kind in ("taut", "slack", "dotted", "cut")],
    *[rope.strand_over(kind) for kind in ("taut", "slack", "dotted", "cut")],
    *[rope.mark(outcome) for outcome in ("kept", "changed", "dropped", "cut")],
    *[rope.branch(outcome) for outcome in ("kept", "changed", "dropped")],
    rope.strands(["kept", "changed", "dropped"]),
    rope.across([SEMINAR, WEBINAR, TRIP]),
]


@pytest.mark.parametrize("drawing", EVERY_DRAWING)
def test_every_drawing_is_well_formed_hidden_from_screen_readers_and_without_inline_style(drawing):
    root = ET.fromstring(drawing)

    assert root.get("aria-hidden") == "true"
    assert "style=" not in drawing


def test_only_the_definitions_carry_an_id_so_that_no_page_repeats_one():
    assert [" id=" in drawing for drawing in EVERY_DRAWING] == [True] + [False] * (len(EVERY_DRAWING) - 1)


def test_a_done_step_is_a_wrapped_knot_and_a_taut_rope():
    drawing = rope.down("done", "taut")

    assert "rope-knot" in drawing
    assert "strand-taut" in drawing


def test_the_last_step_has_a_knot_and_no_rope_after_it():
    assert rope.down("to-come") == rope.knot("to-come")


def test_across_puts_each_stop_where_its_date_is():
    drawing = rope.across([SEMINAR, WEBINAR, TRIP])

    days = (WEBINAR.start - SEMINAR.start).days / (TRIP.start - SEMINAR.start).days
    places = re.findall(r'<svg x="([\d.]+)%" y="18.5"', drawing)
    assert places == ["0.00", f"{days * 100:.2f}", "100.00"]


def test_across_sorts_its_stops_whatever_their_order():
    assert rope.across([TRIP, SEMINAR, WEBINAR]) == rope.across([SEMINAR, WEBINAR, TRIP])


def test_across_leaves_out_a_stop_without_a_date():
    undated = Stop(None, "to-come", "sans date", "Dijon")

    assert rope.across([SEMINAR, undated, TRIP]) == rope.across([SEMINAR, TRIP])


@pytest.mark.parametrize("stops", [[], [SEMINAR], [SEMINAR, SEMINAR], [Stop(None, "to-come", "sans date")]])
def test_across_draws_nothing_where_there_is_no_time_between_stops(stops):
    assert rope.across(stops) == ""


def test_across_writes_close_stops_on_different_lines():
    next_day = Stop(date(2023, 11, 30), "done", "30 nov.", "Suite")

    tops = re.findall(r'class="rope-title".*? y="(\d+)"', rope.across([SEMINAR, next_day, TRIP]))

    assert len(set(tops[:2])) == 2


def test_across_notes_the_longest_wait_and_only_a_long_one():
    soon = Stop(date(2024, 4, 20), "to-come", "20 avril")

    assert "cinq mois" in rope.across([SEMINAR, WEBINAR, TRIP], note="cinq mois")
    assert "deux jours" not in rope.across([SEMINAR, WEBINAR, soon], note="deux jours")


def test_names_typed_by_people_are_escaped():
    typed = Stop(date(2024, 5, 1), "to-come", "<script>alert(1)</script>", "A & B")

    drawing = rope.across([SEMINAR, typed])

    assert "<script>" not in drawing
    assert "A &amp; B" in drawing


def test_strands_draws_one_end_for_each_trial_and_three_at_most():
    assert rope.strands(["kept"]).count("<g ") == 1
    assert rope.strands(["kept", "dropped"]).count("<g ") == 2
    assert rope.strands(["kept"] * 12).count("<g ") == 3


def test_the_rope_goes_on_below_a_trial_unless_it_is_the_last():
    assert "<line" in rope.branch("kept")
    assert "<line" not in rope.branch("kept", last=True)
