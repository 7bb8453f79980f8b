"""The calendar of a cycle on a real calendar server: what a subscriber's program is told of it."""

from datetime import UTC, date, datetime, time

import pytest
from django.urls import reverse
from freezegun import freeze_time

from learning.cycles.models import SessionPage
from tests.cycles.calendar_server import CALENDAR, calendar_server
from tests.factories.cycles import CyclePageFactory, SessionPageFactory
from tests.factories.pages import published

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with calendar_server(tmp_path_factory.mktemp("calendars")) as running:
        yield running


@pytest.fixture(autouse=True)
def _begin_empty(server):
    server.ask("DELETE", CALENDAR)


def cycle_of_whole_days():
    """A seminar of two days, and a study trip of four."""
    cycle = CyclePageFactory()
    for kind, start, end in (
        (SessionPage.Kind.SEMINAR, date(2023, 11, 27), date(2023, 11, 28)),
        (SessionPage.Kind.STUDY_TRIP, date(2024, 9, 23), date(2024, 9, 26)),
    ):
        published(SessionPageFactory(parent=cycle, kind=kind, start_date=start, end_date=end))
    return cycle


def cycle_of_evenings():
    """Three workshops in Switzerland, half past seven to half past nine."""
    cycle = CyclePageFactory()
    hours = {"start_time": time(19, 30), "end_time": time(21, 30), "time_zone": "Europe/Zurich"}
    for day in (date(2022, 6, 13), date(2022, 6, 29), date(2022, 9, 8)):
        published(SessionPageFactory(parent=cycle, start_date=day, **hours))
    return cycle


def feed_of(client, cycle) -> bytes:
    return client.get(reverse("cycles:calendar", args=[cycle.pk])).content


def names_of(cycle) -> set[str]:
    sessions = SessionPage.objects.of_cycle(cycle)
    return {f"session-{session.translation_key}@cordee" for session in sessions}


def uids(events) -> set[str]:
    return {str(event["UID"]) for event in events}


def test_whole_days_are_kept_with_the_morning_after_as_their_end(client, server):
    cycle = cycle_of_whole_days()

    assert server.put(CALENDAR, feed_of(client, cycle)) == 201

    events = server.events()
    assert uids(events) == names_of(cycle)
    assert [(event.start, event.end) for event in events] == [
        (date(2023, 11, 27), date(2023, 11, 29)),
        (date(2024, 9, 23), date(2024, 9, 27)),
    ]


def test_the_last_day_of_a_trip_is_found_and_the_next_one_is_free(client, server):
    server.put(CALENDAR, feed_of(client, cycle_of_whole_days()))

    assert len(server.events_between("20240926T100000Z", "20240926T120000Z")) == 1
    assert server.events_between("20240927T100000Z", "20240927T120000Z") == []


def test_an_evening_in_zurich_is_at_its_moment_for_everybody(client, server):
    cycle = cycle_of_evenings()

    assert server.put(CALENDAR, feed_of(client, cycle)) == 201

    events = server.events_between("20220601T000000Z", "20221001T000000Z")
    assert uids(events) == names_of(cycle)
    assert [(event.start.astimezone(UTC), event.end.astimezone(UTC)) for event in events] == [
        (datetime(2022, month, day, 17, 30, tzinfo=UTC), datetime(2022, month, day, 19, 30, tzinfo=UTC))
        for month, day in ((6, 13), (6, 29), (9, 8))
    ]


def test_the_server_reckons_the_hours_of_the_time_zone_of_the_feed(client, server):
    server.put(CALENDAR, feed_of(client, cycle_of_evenings()))

    assert server.events_between("20220613T150000Z", "20220613T172900Z") == []
    assert len(server.events_between("20220613T173100Z", "20220613T180000Z")) == 1


def test_a_moved_session_imported_again_is_moved_and_never_doubled(client, server):
    with freeze_time("2022-05-01 10:00"):
        cycle = cycle_of_evenings()
        server.put(CALENDAR, feed_of(client, cycle))
        before = server.events()

    with freeze_time("2022-08-01 10:00"):
        last = SessionPage.objects.of_cycle(cycle).get(start_date=date(2022, 9, 8))
        last.start_date = date(2022, 9, 15)
        published(last)
        server.put(CALENDAR, feed_of(client, cycle))
        after = server.events()

    assert uids(after) == uids(before)
    assert len(after) == len(before) == 3
    assert after[2].start.astimezone(UTC) == datetime(2022, 9, 15, 17, 30, tzinfo=UTC)
    assert server.events_between("20220908T000000Z", "20220909T000000Z") == []


def test_a_session_kept_by_itself_is_known_again_when_it_is_moved(client, server):
    with freeze_time("2022-05-01 10:00"):
        session = published(SessionPageFactory(start_date=date(2022, 9, 8)))
        server.put(CALENDAR, feed_of(client, CyclePageFactory()))
        address = reverse("cycles:session_calendar", args=[session.pk])
        assert server.put(f"{CALENDAR}atelier.ics", client.get(address).content) == 201

    with freeze_time("2022-08-01 10:00"):
        session.start_date = date(2022, 9, 15)
        published(session)
        moved = client.get(address).content

    # The server refuses a second event of the same name under another address.
    assert server.put(f"{CALENDAR}copie.ics", moved) == 409
    assert server.put(f"{CALENDAR}atelier.ics", moved) in {201, 204}
    assert [event.start for event in server.events()] == [date(2022, 9, 15)]
