"""Where each session stands on a given day, and what a cycle's page draws from it."""

from datetime import UTC, date, datetime, time

import pytest
from django.utils import translation

from learning.cycles.models import SessionPage
from learning.cycles.path import Path, State, states
from tests.factories.cycles import (
    CyclePageFactory,
    MaterialFactory,
    ModulePageFactory,
    ParticipationFactory,
    SessionPageFactory,
    VisitFactory,
)
from tests.factories.network import ThemeFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2024, 4, 8, 12, tzinfo=UTC)


def walk(*dates: date | None, **fields: object) -> Path:
    cycle = CyclePageFactory()
    for start in dates:
        SessionPageFactory(parent=cycle, start_date=start, **fields)
    return Path(cycle, now=NOW)


def test_the_first_dated_session_that_is_not_over_is_the_next_step():
    path = walk(date(2023, 11, 27), date(2024, 4, 18), date(2024, 9, 23), None)

    assert [step.state for step in path.steps] == [State.DONE, State.NEXT, State.TO_COME, State.UNKNOWN]
    assert path.next_step.days_left == 10


def test_a_session_under_way_today_is_the_next_step():
    cycle = CyclePageFactory()
    SessionPageFactory(parent=cycle, start_date=date(2024, 4, 7), end_date=date(2024, 4, 9))

    step = Path(cycle, now=NOW).next_step

    assert step.days_left == 0


def test_a_timed_session_of_this_morning_is_done():
    morning = SessionPage(start_date=date(2024, 4, 8), start_time=time(9), end_time=time(12))

    assert states([morning], NOW) == [State.DONE]


def test_the_rope_is_taut_to_the_next_step_then_slack_then_dotted():
    path = walk(date(2023, 11, 27), date(2024, 4, 18), date(2024, 9, 23), None)

    assert [step.then for step in path.steps] == ["taut", "slack", "dotted", ""]
    assert [step.knot for step in path.steps] == ["done", "here", "to-come", "waiting"]


def test_a_cycle_is_over_when_every_session_is_done_and_none_waits_for_a_date():
    assert walk(date(2023, 11, 27)).is_over
    assert not walk(date(2023, 11, 27), None).is_over
    assert not walk().is_over


def test_drafts_are_not_on_the_path():
    path = walk(date(2024, 4, 18))
    SessionPageFactory(parent=path.cycle, live=False, title="Séance en préparation")

    assert [step.session.title for step in path.steps] != []
    assert "Séance en préparation" not in [step.session.title for step in path.steps]


def test_only_dated_sessions_are_stops_of_the_rope_to_scale():
    path = walk(date(2024, 1, 16), None, kind=SessionPage.Kind.WEBINAR, short_name="Webinaire 1")

    assert [(stop.title, stop.label) for stop in path.stops] == [("16\xa0janv.", "Webinaire 1")]


def test_the_longest_wait_is_counted_in_months_between_what_is_to_come():
    path = walk(date(2024, 4, 18), date(2024, 9, 23))

    assert path.longest_wait == "5 mois pour essayer chez vous"
    with translation.override("en"):
        assert path.longest_wait == "5 months to try it at home"


def test_there_is_no_wait_to_tell_once_the_cycle_is_over_or_dense():
    assert walk(date(2022, 4, 18), date(2022, 9, 23)).longest_wait == ""
    assert walk(date(2024, 4, 18), date(2024, 5, 2)).longest_wait == ""


def test_a_session_names_what_it_applies_and_what_applies_it():
    cycle = CyclePageFactory()
    first = SessionPageFactory(parent=cycle, start_date=date(2024, 1, 16))
    second = SessionPageFactory(parent=cycle, start_date=date(2024, 2, 15), applies=first)

    path = Path(cycle, now=NOW)

    assert path.step_of(second).applies == first
    assert path.step_of(first).applied_by == [second]


def test_a_session_that_applies_a_draft_names_nothing():
    cycle = CyclePageFactory()
    draft = SessionPageFactory(parent=cycle, live=False)
    later = SessionPageFactory(parent=cycle, applies=draft)

    assert Path(cycle).step_of(later).applies is None


def test_the_exercise_of_a_module_begun_is_to_be_done_before_the_next_step():
    cycle = CyclePageFactory()
    begun = ModulePageFactory(parent=cycle, exercise="<p>Essayer.</p>")
    coming = ModulePageFactory(parent=cycle, exercise="<p>Plus tard.</p>")
    SessionPageFactory(parent=begun, start_date=date(2024, 1, 16))
    SessionPageFactory(parent=coming, start_date=date(2024, 4, 18))

    assert Path(cycle, now=NOW).exercises == [begun]


def test_an_exercise_whose_day_is_gone_is_not_asked_for_any_more():
    cycle = CyclePageFactory()
    module = ModulePageFactory(parent=cycle, exercise="<p>Essayer.</p>", exercise_due=date(2024, 2, 1))
    SessionPageFactory(parent=module, start_date=date(2024, 1, 16))
    SessionPageFactory(parent=cycle, start_date=date(2024, 4, 18))

    assert Path(cycle, now=NOW).exercises == []


def test_materials_kept_within_the_cycle_are_shown_inside_only():
    cycle = CyclePageFactory()
    session = SessionPageFactory(parent=cycle)
    module = ModulePageFactory(parent=cycle)
    public = MaterialFactory(session=session)
    kept = MaterialFactory(session=None, module=module, public=False)

    assert Path(cycle).materials == [public]
    assert Path(cycle, inside=True).materials == [public, kept]
    assert Path(cycle, inside=True).materials_of(module) == [kept]


def test_a_trip_lists_its_visits_then_the_themes_without_visit():
    trip = SessionPageFactory(kind=SessionPage.Kind.STUDY_TRIP)
    housing, mobility = ThemeFactory(name="Le toit"), ThemeFactory(name="La route")
    trip.themes.set([housing, mobility])
    trip.save()
    VisitFactory(session=trip, theme=mobility, title="La navette")
    VisitFactory(session=trip, title="Accueil", day=date(2023, 11, 27), time=time(9))

    step = Path(trip.cycle).step_of(trip)

    assert [(str(stop.theme or ""), stop.visit.title if stop.visit else "") for stop in step.stops] == [
        ("", "Accueil"),
        ("La route", "La navette"),
        ("Le toit", ""),
    ]
    assert not step.visits_are_known


def test_territories_are_told_apart_by_track():
    cycle = CyclePageFactory()
    pilot = ParticipationFactory(cycle=cycle, track="pilot")
    follower = ParticipationFactory(cycle=cycle)

    path = Path(cycle)

    assert (path.pilots, path.collective) == ([pilot], [follower])


def test_sessions_around_one_are_found_in_both_directions():
    path = walk(date(2024, 1, 16), date(2024, 2, 15), date(2024, 4, 18))
    first, second, third = path.steps

    assert path.beside(second.session) == (first, third)
    assert path.beside(first.session) == (None, second)


def test_a_step_is_named_by_its_kind_and_its_number():
    numbered = SessionPageFactory(kind=SessionPage.Kind.WEBINAR, short_name="Webinaire 1")
    placed = SessionPageFactory(parent=numbered.cycle, kind=SessionPage.Kind.STUDY_TRIP, short_name="Lozère")
    bare = SessionPageFactory(parent=numbered.cycle, kind=SessionPage.Kind.WORKSHOP)

    steps = Path(numbered.cycle).steps

    assert [step.session for step in steps] == [numbered, placed, bare]
    assert [step.kind for step in steps] == ["Webinaire 1", "voyage d’étude", "atelier"]
    assert [step.name for step in steps] == ["Webinaire 1", "Lozère", "Atelier"]
