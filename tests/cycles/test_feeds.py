"""The calendar of a cycle, read back as a calendar reads it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import override
from freezegun import freeze_time
from icalendar import Calendar

from learning.cycles.models import SessionPage
from tests.factories.cycles import CyclePageFactory, ModulePageFactory, SessionPageFactory
from tests.factories.pages import published

pytestmark = pytest.mark.django_db


def events(client, cycle) -> list:
    answer = client.get(reverse("cycles:calendar", args=[cycle.pk]))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_all_day_sessions_end_exclusively_on_the_next_morning(client):
    cycle = CyclePageFactory()
    SessionPageFactory(parent=cycle, start_date=date(2023, 11, 27), end_date=date(2023, 11, 28))
    SessionPageFactory(parent=cycle, start_date=date(2024, 9, 23), end_date=date(2024, 9, 26))

    content = client.get(reverse("cycles:calendar", args=[cycle.pk])).content.decode()

    assert "DTSTART;VALUE=DATE:20231127" in content
    assert "DTEND;VALUE=DATE:20231129" in content
    assert "DTEND;VALUE=DATE:20240927" in content


def test_timed_sessions_are_in_their_own_time_zone(client):
    cycle = CyclePageFactory()
    for day in (date(2022, 6, 13), date(2022, 6, 29), date(2022, 9, 8)):
        SessionPageFactory(
            parent=cycle,
            start_date=day,
            start_time=time(19, 30),
            end_time=time(21, 30),
            time_zone="Europe/Zurich",
        )

    found = events(client, cycle)

    assert len(found) == 3
    assert str(found[0]["DTSTART"].params["TZID"]) == "Europe/Zurich"
    assert found[0].start.astimezone(UTC) == datetime(2022, 6, 13, 17, 30, tzinfo=UTC)
    assert found[0].end.astimezone(UTC) == datetime(2022, 6, 13, 19, 30, tzinfo=UTC)


def test_a_start_without_end_on_several_days_takes_whole_days(client):
    cycle = CyclePageFactory()
    SessionPageFactory(
        parent=cycle, start_date=date(2024, 9, 23), end_date=date(2024, 9, 26), start_time=time(14)
    )

    assert [(event.start, event.end) for event in events(client, cycle)] == [
        (date(2024, 9, 23), date(2024, 9, 27))
    ]


def test_moving_a_session_updates_its_event_and_never_doubles_it(client):
    cycle = CyclePageFactory()
    with freeze_time("2022-05-01 10:00"):
        session = published(SessionPageFactory(parent=cycle, start_date=date(2022, 9, 8)))
        before = events(client, cycle)
    with freeze_time("2022-08-01 10:00"):
        session.start_date = date(2022, 9, 15)
        published(session)
        after = events(client, cycle)

    assert [event["UID"] for event in after] == [event["UID"] for event in before]
    assert after[0].start == date(2022, 9, 15)
    assert after[0]["SEQUENCE"] > before[0]["SEQUENCE"]
    assert after[0]["LAST-MODIFIED"].dt - before[0]["LAST-MODIFIED"].dt == timedelta(days=92)


def test_two_sessions_never_share_an_identifier_and_a_copy_has_its_own(client):
    cycle = CyclePageFactory()
    first = SessionPageFactory(parent=cycle)
    SessionPageFactory(parent=cycle)
    first.copy(update_attrs={"slug": "copie"})

    assert len({str(event["UID"]) for event in events(client, cycle)}) == 3


def test_only_dated_live_public_sessions_are_in_the_calendar(client):
    cycle = CyclePageFactory()
    SessionPageFactory(parent=cycle, start_date=None)
    SessionPageFactory(parent=cycle, live=False)
    private = SessionPageFactory(parent=cycle)
    private.view_restrictions.create(restriction_type="login")
    shown = SessionPageFactory(parent=ModulePageFactory(parent=cycle), title="Celle qui se montre")
    SessionPageFactory(title="Celle d’un autre cycle")

    assert [str(event["SUMMARY"]) for event in events(client, cycle)] == [f"Séminaire\u00a0: {shown.title}"]


def test_a_draft_change_does_not_reach_the_calendar(client):
    cycle = CyclePageFactory()
    session = published(SessionPageFactory(parent=cycle))
    session.title = "Un titre encore à relire"
    session.save_revision()

    assert "à relire" not in str(events(client, cycle)[0]["SUMMARY"])


def test_the_calendar_of_a_draft_or_private_cycle_does_not_exist(client):
    draft, private = CyclePageFactory(live=False), CyclePageFactory()
    private.view_restrictions.create(restriction_type="login")

    assert client.get(reverse("cycles:calendar", args=[draft.pk])).status_code == 404
    assert client.get(reverse("cycles:calendar", args=[private.pk])).status_code == 404


def test_an_unchanged_calendar_is_not_sent_twice(client):
    cycle = CyclePageFactory()
    published(SessionPageFactory(parent=cycle))
    address = reverse("cycles:calendar", args=[cycle.pk])
    first = client.get(address)

    again = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_withdrawing_a_session_changes_the_calendar_at_once(client):
    cycle = CyclePageFactory()
    published(SessionPageFactory(parent=cycle))
    withdrawn = published(SessionPageFactory(parent=cycle, start_date=date(2024, 1, 1)))
    address = reverse("cycles:calendar", args=[cycle.pk])
    tag = client.get(address)["ETag"]
    now = http_date(timezone.now().timestamp())

    withdrawn.unpublish()

    for asked in ({"If-None-Match": tag}, {"If-Modified-Since": now}):
        answer = client.get(address, headers=asked)
        assert answer.status_code == 200
        assert len(Calendar.from_ical(answer.content).walk("VEVENT")) == 1


def test_a_title_on_two_lines_is_one_line_of_the_calendar(client):
    session = published(SessionPageFactory(title="Par où\nBEGIN:VEVENT"))

    answer = client.get(reverse("cycles:session_calendar", args=[session.pk]))

    assert Calendar.from_ical(answer.content)["X-WR-CALNAME"] == "Par où BEGIN:VEVENT"
    assert len(Calendar.from_ical(answer.content).walk("VEVENT")) == 1


def test_a_session_has_a_calendar_of_its_own_to_keep(client):
    session = SessionPageFactory(title="Atelier du soir", slug="atelier", kind=SessionPage.Kind.WORKSHOP)
    SessionPageFactory(parent=session.get_parent(), title="Un autre")

    answer = client.get(reverse("cycles:session_calendar", args=[session.pk]))

    assert answer["Content-Disposition"] == 'attachment; filename="atelier.ics"'
    assert [str(event["SUMMARY"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")] == [
        "Atelier du soir"
    ]


@pytest.mark.parametrize("fields", [{"start_date": None}, {"live": False}])
def test_a_session_without_date_or_unpublished_has_no_calendar(client, fields):
    session = SessionPageFactory(**fields)

    assert client.get(reverse("cycles:session_calendar", args=[session.pk])).status_code == 404


def test_a_calendar_costs_the_same_whatever_its_length(client, django_assert_max_num_queries):
    cycle = CyclePageFactory()
    for _ in range(12):
        SessionPageFactory(parent=cycle)

    with django_assert_max_num_queries(8):
        assert len(events(client, cycle)) == 12


def test_only_reading_is_possible(client):
    cycle = CyclePageFactory()

    assert client.post(reverse("cycles:calendar", args=[cycle.pk])).status_code == 405


def test_a_webinar_says_that_it_is_online(client):
    cycle = CyclePageFactory(title="Marcher en cordée")
    SessionPageFactory(parent=cycle, kind=SessionPage.Kind.WEBINAR, link="https://visio.exemple.fr/salle")

    event = events(client, cycle)[0]

    assert (str(event["LOCATION"]), str(event["DESCRIPTION"])) == (
        "en ligne",
        "Marcher en cordée\n\nhttps://visio.exemple.fr/salle",
    )


@pytest.mark.parametrize(
    ("language", "named"),
    [
        ("fr", ["Voyage d’étude\u00a0: Quatre jours en Lozère", "Atelier 2, ce que nous proposons"]),
        ("en", ["Study trip: Quatre jours en Lozère", "Workshop: Atelier 2, ce que nous proposons"]),
    ],
)
def test_an_event_begins_with_what_it_is_in_the_readers_language_and_says_it_once(client, language, named):
    cycle = CyclePageFactory()
    for day, kind, title in (
        (date(2024, 9, 23), SessionPage.Kind.STUDY_TRIP, "Quatre jours en Lozère"),
        (date(2024, 9, 30), SessionPage.Kind.WORKSHOP, "Atelier 2, ce que nous proposons"),
    ):
        SessionPageFactory(parent=cycle, kind=kind, title=title, start_date=day)

    with override(language):
        found = events(client, cycle)

    assert [str(event["SUMMARY"]) for event in found] == named
