"""The cycles of the demonstration network: the facts of their sources, blanks where a source is silent."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils.html import escape
from icalendar import Calendar

from home.demo.cycles import load_cycles
from home.demo.territories import UnknownTerritory, load_territories, territory_of
from learning.cycles.models import CycleIndexPage, CyclePage, SessionPage
from network.models import Succession, Territory
from network.views.territories import places
from tests.factories.network import TerritoryFactory
from tests.factories.pages import index_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def cycles(one_transaction):
    for code in ("04070", "21231", "38225"):
        TerritoryFactory(official_code=code, in_network=False)
    load_territories()
    return load_cycles(index_page(CycleIndexPage))


def cycle_called(slug: str) -> CyclePage:
    return CyclePage.objects.get(slug=slug, locale__language_code="fr")


def events(client, slug: str) -> list:
    address = reverse("cycles:calendar", args=[cycle_called(slug).pk])
    return Calendar.from_ical(client.get(address).content).walk("VEVENT")


def test_a_point_that_no_source_gives_is_left_blank():
    clos_du_doubs = Territory.objects.get(slug="clos-du-doubs")

    assert places([clos_du_doubs]) == []


def test_loading_again_changes_nothing():
    before = list(SessionPage.objects.values_list("pk", "latest_revision_id").order_by("pk"))

    load_territories()
    load_cycles(index_page(CycleIndexPage))

    assert list(SessionPage.objects.values_list("pk", "latest_revision_id").order_by("pk")) == before
    assert Territory.objects.filter(slug="clos-du-doubs").count() == 1


def test_a_territory_that_the_network_does_not_have_is_said():
    assert territory_of("") is None
    with pytest.raises(UnknownTerritory, match="park:FR0"):
        territory_of("park:FR0")


def test_every_real_cycle_says_where_its_facts_come_from(client):
    for cycle in CyclePage.objects.filter(fictional=False):
        assert cycle.source_name
        assert escape(cycle.source_name) in client.get(cycle.url).content.decode()


def test_the_action_training_names_neither_its_pilots_nor_its_collective(client):
    cycle = cycle_called("smart-community")

    assert not cycle.fictional
    assert not cycle.participations.exists()
    assert "deux territoires pilotes" in cycle.summary
    assert "La source ne nomme ni les uns ni les autres" in client.get(cycle.url).content.decode()


def test_the_action_training_has_five_steps_in_three_kinds():
    sessions = SessionPage.objects.of_cycle(cycle_called("smart-community")).in_order()

    assert [(session.start_date, session.last_date) for session in sessions] == [
        (date(2023, 11, 27), date(2023, 11, 28)),
        (date(2024, 1, 16), date(2024, 1, 16)),
        (date(2024, 2, 15), date(2024, 2, 15)),
        (date(2024, 4, 18), date(2024, 4, 18)),
        (date(2024, 9, 23), date(2024, 9, 26)),
    ]
    assert [session.is_all_day for session in sessions] == [True] * 5
    assert len({session.kind for session in sessions}) == 3
    assert sessions[2].applies == sessions[1]
    assert [len(session.half_days) for session in (sessions[0], sessions[4])] == [4, 8]


def test_the_trip_has_its_host_its_reason_and_six_themes():
    trip = SessionPage.objects.get(kind="study_trip", locale__language_code="fr")

    assert trip.territory.name == "PETR Sud Lozère"
    assert trip.host_reason
    assert trip.themes.count() == 6


def test_the_welcome_policy_is_followed_through_its_three_bearers():
    assert sorted(Succession.objects.values_list("before__slug", "after__name", "year"), key=str) == [
        ("association-territoriale-causses-cevennes", "PETR Sud Lozère", None),
        ("cbe-des-cevennes", "Association territoriale Causses Cévennes", 2015),
        ("pays-gorges-causses-cevennes", "Association territoriale Causses Cévennes", 2015),
    ]


def test_the_live_talk_has_no_date_and_is_in_no_calendar(client):
    talk = SessionPage.objects.get(kind="live_talk", locale__language_code="fr")

    assert talk.start_date is None
    assert events(client, "chantier-villages") == []
    assert "non donnée" in client.get(talk.url).content.decode()
    assert [appearance.presence for appearance in talk.speakers.all()] == ["remote", ""]
    assert talk.questions.filter(kind="paradox").count() == 2


def test_the_workshops_of_clos_du_doubs_are_three_timed_events(client):
    found = events(client, "clos-du-doubs")

    assert len(found) == 3
    assert found[0].start.astimezone(UTC) == datetime(2022, 6, 13, 17, 30, tzinfo=UTC)
    assert found[0].end.astimezone(UTC) == datetime(2022, 6, 13, 19, 30, tzinfo=UTC)
    assert not [session.title for session in SessionPage.objects.all() if session.weekday_warning]
    assert all(
        session.open_entry and session.deliverable
        for session in SessionPage.objects.of_cycle(cycle_called("clos-du-doubs"))
    )


def test_every_page_of_the_cycles_opens(client):
    for page in (*CyclePage.objects.all(), *SessionPage.objects.all()):
        assert client.get(page.url).status_code == 200
