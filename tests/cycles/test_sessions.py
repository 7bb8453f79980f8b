"""What a session is: its dates, its times, what it refuses and what it only warns of."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from learning.cycles.models import SessionPage
from tests.factories.cycles import CyclePageFactory, ModulePageFactory, SessionPageFactory

pytestmark = pytest.mark.django_db

TODAY = date(2024, 4, 8)


def session(**fields: object) -> SessionPage:
    return SessionPage(title="Séance", slug="seance", kind=SessionPage.Kind.WORKSHOP, **fields)


def refusals(**fields: object) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        session(**fields).clean()
    return refused.value.message_dict


def test_upcoming_holds_what_ends_today_or_later_and_nothing_undated():
    cycle = CyclePageFactory()
    SessionPageFactory(parent=cycle, start_date=date(2024, 4, 7))
    SessionPageFactory(parent=cycle, start_date=None)
    under_way = SessionPageFactory(parent=cycle, start_date=date(2024, 4, 7), end_date=TODAY)
    to_come = SessionPageFactory(parent=cycle, start_date=date(2024, 4, 18))

    assert list(SessionPage.objects.upcoming(TODAY).in_order()) == [under_way, to_come]


def test_past_holds_what_ended_before_today_and_nothing_undated():
    cycle = CyclePageFactory()
    SessionPageFactory(parent=cycle, start_date=date(2024, 4, 7), end_date=TODAY)
    SessionPageFactory(parent=cycle, start_date=None)
    ended = SessionPageFactory(parent=cycle, start_date=date(2024, 4, 6), end_date=date(2024, 4, 7))

    assert list(SessionPage.objects.past(TODAY)) == [ended]


def test_in_order_puts_unknown_dates_last():
    cycle = CyclePageFactory()
    undated = SessionPageFactory(parent=cycle, start_date=None)
    evening = SessionPageFactory(parent=cycle, start_date=TODAY, start_time=time(19, 30))
    morning = SessionPageFactory(parent=cycle, start_date=TODAY, start_time=time(9))
    first = SessionPageFactory(parent=cycle, start_date=date(2024, 1, 16))

    assert list(SessionPage.objects.in_order()) == [first, morning, evening, undated]


def test_of_cycle_reaches_into_modules_and_no_other_cycle():
    cycle = CyclePageFactory()
    direct = SessionPageFactory(parent=cycle)
    in_module = SessionPageFactory(parent=ModulePageFactory(parent=cycle))
    SessionPageFactory()

    assert set(SessionPage.objects.of_cycle(cycle)) == {direct, in_module}


def test_cycle_of_a_session_in_a_module_is_the_one_above():
    cycle = CyclePageFactory()

    assert SessionPageFactory(parent=ModulePageFactory(parent=cycle)).cycle == cycle


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2023, 11, 27), date(2023, 11, 28), 4),
        (date(2024, 9, 23), date(2024, 9, 26), 8),
        (date(2024, 1, 16), None, 2),
        (None, None, 0),
    ],
)
def test_an_all_day_session_proposes_two_half_days_a_day(start, end, expected):
    assert len(session(start_date=start, end_date=end).half_days) == expected


@pytest.mark.parametrize(
    ("begins", "ends", "afternoons"),
    [
        (time(19, 30), time(21, 30), [True]),
        (time(9), time(12), [False]),
        (time(10), time(16), [False, True]),
        (time(9), None, [False]),
    ],
)
def test_a_timed_session_proposes_the_half_days_it_touches(begins, ends, afternoons):
    found = session(start_date=TODAY, start_time=begins, end_time=ends).half_days

    assert [half_day.afternoon for half_day in found] == afternoons


def test_a_timed_session_begins_in_its_own_time_zone():
    workshop = session(
        start_date=date(2022, 6, 13),
        start_time=time(19, 30),
        end_time=time(21, 30),
        time_zone="Europe/Zurich",
    )

    assert workshop.starts_at.astimezone(UTC) == datetime(2022, 6, 13, 17, 30, tzinfo=UTC)
    assert workshop.ends_at.astimezone(UTC) == datetime(2022, 6, 13, 19, 30, tzinfo=UTC)


def test_a_timed_session_is_over_at_its_end_and_an_all_day_one_with_its_day():
    timed = session(start_date=TODAY, start_time=time(9), end_time=time(12))
    all_day = session(start_date=TODAY)
    afternoon = datetime(2024, 4, 8, 13, tzinfo=UTC)

    assert timed.is_over(afternoon)
    assert not all_day.is_over(afternoon)
    assert not session().is_over(afternoon)


def test_an_all_day_session_is_over_at_midnight_of_its_own_time_zone():
    away = session(start_date=TODAY, time_zone="Indian/Reunion")

    assert not away.is_over(datetime(2024, 4, 8, 19, tzinfo=UTC))
    assert away.is_over(datetime(2024, 4, 8, 21, tzinfo=UTC))


def test_clean_refuses_an_end_before_the_start():
    assert refusals(start_date=TODAY, end_date=date(2024, 4, 7)) == {
        "end_date": ["Le dernier jour précède le premier."]
    }


def test_clean_refuses_a_last_day_without_a_first():
    assert list(refusals(end_date=TODAY)) == ["start_date"]


def test_clean_refuses_a_time_without_a_day():
    assert list(refusals(start_time=time(9))) == ["start_time"]


def test_clean_refuses_an_end_time_alone_or_before_the_start_time():
    assert list(refusals(start_date=TODAY, end_time=time(9))) == ["start_time"]
    assert list(refusals(start_date=TODAY, start_time=time(10), end_time=time(9))) == ["end_time"]


def test_clean_accepts_an_evening_start_and_a_noon_end_on_different_days():
    session(start_date=TODAY, end_date=date(2024, 4, 9), start_time=time(14), end_time=time(12)).clean()


def test_clean_refuses_a_recording_of_what_is_still_to_come():
    assert list(refusals(start_date=date(2190, 1, 1), recording_id=1)) == ["recording"]


def test_clean_refuses_a_session_that_applies_itself():
    saved = SessionPageFactory()
    saved.applies = saved

    with pytest.raises(ValidationError) as refused:
        saved.clean()

    assert list(refused.value.message_dict) == ["applies"]


def test_refusals_are_in_the_language_of_the_editor():
    with translation.override("en"):
        assert refusals(start_date=TODAY, end_date=date(2024, 4, 7)) == {
            "end_date": ["The last day comes before the first."]
        }


def test_a_weekday_that_contradicts_its_date_is_a_warning_and_no_refusal():
    wrong = session(start_date=date(2022, 6, 13), weekday=SessionPage.Weekday.TUESDAY)
    wrong.clean()

    assert wrong.weekday_warning == (
        "L’annonce dit mardi, mais cette date est un lundi. Vérifiez lequel des deux est juste."
    )


def test_a_weekday_that_agrees_or_is_not_given_warns_of_nothing():
    assert session(start_date=date(2022, 6, 13), weekday=SessionPage.Weekday.MONDAY).weekday_warning == ""
    assert session(start_date=date(2022, 6, 13)).weekday_warning == ""
    assert session(weekday=SessionPage.Weekday.MONDAY).weekday_warning == ""


@pytest.mark.parametrize("year", [1, 24, 9999])
def test_a_year_that_nobody_can_mean_is_refused(year):
    session = SessionPageFactory.build(start_date=date(year, 12, 31))

    with pytest.raises(ValidationError) as refused:
        session.clean()

    assert [error.code for error in refused.value.error_list] == ["implausible"]
