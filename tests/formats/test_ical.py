from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest

from formats.ical import Event, calendar

ZURICH = ZoneInfo("Europe/Zurich")
SEMINAR = Event(
    uid="session-1@cordee.example",
    title="Séminaire",
    start=date(2023, 11, 27),
    end=date(2023, 11, 28),
    location="Autrans",
)
WORKSHOP = Event(
    uid="session-7@cordee.example",
    title="Premier atelier",
    start=datetime(2022, 6, 13, 19, 30, tzinfo=ZURICH),
    end=datetime(2022, 6, 13, 21, 30, tzinfo=ZURICH),
    updated=datetime(2022, 5, 1, 8, 0, tzinfo=UTC),
)


def parsed(*events, **options):
    return icalendar.Calendar.from_ical(calendar("Clos du Doubs", events, **options))


def only_event(*events, **options):
    (event,) = parsed(*events, **options).walk("VEVENT")
    return event


def test_whole_days_end_on_the_morning_after():
    event = only_event(SEMINAR)

    assert event["DTSTART"].to_ical() == b"20231127"
    assert event["DTEND"].to_ical() == b"20231129"


def test_a_single_day_ends_on_the_next():
    event = only_event(Event(uid="a", title="Visite", start=date(2024, 9, 26)))

    assert event["DTEND"].to_ical() == b"20240927"


def test_the_source_of_whole_days_says_that_they_are_days():
    assert b"DTSTART;VALUE=DATE:20231127\r\n" in calendar("Cycle", [SEMINAR])


def test_an_evening_in_zurich_is_two_hours_earlier_in_utc():
    event = only_event(WORKSHOP, timezone="Europe/Zurich")

    assert event.start.astimezone(UTC) == datetime(2022, 6, 13, 17, 30, tzinfo=UTC)
    assert event.end.astimezone(UTC) == datetime(2022, 6, 13, 19, 30, tzinfo=UTC)


def test_moments_are_written_in_the_time_zone_of_the_calendar_with_its_rules():
    file = calendar("Clos du Doubs", [WORKSHOP], timezone="Europe/Zurich")

    assert b"DTSTART;TZID=Europe/Zurich:20220613T193000\r\n" in file
    assert b"BEGIN:VTIMEZONE\r\nTZID:Europe/Zurich" in file


def test_the_rules_alone_give_the_right_hour_in_summer_and_in_winter():
    winter = Event(
        uid="w",
        title="Webinaire",
        start=datetime(2024, 1, 16, 14, 0, tzinfo=ZURICH),
        end=datetime(2024, 1, 16, 15, 0, tzinfo=ZURICH),
    )
    (rules,) = parsed(WORKSHOP, winter, timezone="Europe/Zurich").walk("VTIMEZONE")
    zone = rules.to_tz(lookup_tzid=False)

    assert datetime(2022, 6, 13, 19, 30, tzinfo=zone).utcoffset() == timedelta(hours=2)
    assert datetime(2024, 1, 16, 14, 0, tzinfo=zone).utcoffset() == timedelta(hours=1)


def test_a_moment_given_elsewhere_is_the_same_moment():
    same = Event(uid="u", title="t", start=WORKSHOP.start.astimezone(UTC), end=WORKSHOP.end.astimezone(UTC))

    assert only_event(same, timezone="Europe/Zurich").start == WORKSHOP.start


def test_an_event_without_an_end_has_none():
    assert "DTEND" not in only_event(Event(uid="u", title="t", start=WORKSHOP.start))


def test_a_moved_event_keeps_its_identifier_and_follows_its_sequence():
    moved = Event(
        uid=WORKSHOP.uid,
        title=WORKSHOP.title,
        start=WORKSHOP.start + timedelta(days=7),
        end=WORKSHOP.end + timedelta(days=7),
        sequence=1,
    )

    before, after = only_event(WORKSHOP), only_event(moved)

    assert before["UID"] == after["UID"] == "session-7@cordee.example"
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)


def test_a_cancelled_event_stays_in_the_calendar_as_cancelled():
    assert (
        only_event(Event(uid="u", title="t", start=date(2024, 1, 1), cancelled=True))["STATUS"] == "CANCELLED"
    )


def test_the_same_events_give_the_same_bytes():
    assert calendar("Cycle", [SEMINAR, WORKSHOP]) == calendar("Cycle", [SEMINAR, WORKSHOP])


def test_text_comes_back_as_it_was_written():
    text = "Entrée libre ; apéro, « verre offert »\nApporter : cahier \\ crayon — " + "très long " * 20
    event = only_event(Event(uid="u", title=text, start=date(2024, 1, 1), description=text, location=text))

    assert [str(event[key]) for key in ("SUMMARY", "DESCRIPTION", "LOCATION")] == [text] * 3


def test_a_title_cannot_open_another_event():
    hostile = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil"

    assert (
        len(parsed(Event(uid="u\r\nSUMMARY:evil", title=hostile, start=date(2024, 1, 1))).walk("VEVENT")) == 1
    )


def test_lines_are_folded_and_end_with_cr_lf():
    file = calendar(
        "Cycle", [Event(uid="u", title="é" * 400, start=date(2024, 1, 1), url="https://example.org/a")]
    )

    assert b"\n" not in file.replace(b"\r\n", b"")
    assert max(len(line) for line in file.split(b"\r\n")) <= 75
    file.decode("utf-8")


def test_the_calendar_says_its_name_and_when_to_ask_again():
    file = parsed(SEMINAR, refresh=timedelta(hours=2), url="https://example.org/cycle.ics")

    assert str(file["X-WR-CALNAME"]) == "Clos du Doubs"
    assert file["REFRESH-INTERVAL"].to_ical() == file["X-PUBLISHED-TTL"].to_ical() == b"PT2H"
    assert file["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"


def test_an_empty_calendar_is_a_calendar():
    assert parsed().walk("VEVENT") == []


@pytest.mark.parametrize(
    "dates",
    [
        {"start": datetime(2024, 1, 1, 10, 0)},  # noqa: DTZ001 - a moment without a zone is what is refused
        {"start": date(2024, 1, 2), "end": date(2024, 1, 1)},
        {"start": date(2024, 1, 1), "end": datetime(2024, 1, 1, 10, tzinfo=UTC)},
    ],
)
def test_impossible_dates_are_refused(dates):
    with pytest.raises(ValueError, match=r"\w"):
        Event(uid="u", title="t", **dates)
