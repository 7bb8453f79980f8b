"""What cycles tell on the page of a territory."""

import pytest
from django.utils import translation

from learning.cycles.models import CyclePage
from learning.cycles.territories import cycles_of
from tests.factories.cycles import CyclePageFactory, ParticipationFactory, SessionPageFactory
from tests.factories.network import TerritoryFactory

pytestmark = pytest.mark.django_db


def test_a_territory_shows_its_cycles_and_the_sessions_it_hosts(client):
    territory = TerritoryFactory()
    ParticipationFactory(territory=territory, cycle=CyclePageFactory(title="Smart CommUnity"), track="pilot")
    SessionPageFactory(territory=territory, title="Voyage d’étude")
    SessionPageFactory(title="Ailleurs")

    page = client.get(territory.get_absolute_url()).content.decode()

    assert "Smart CommUnity" in page
    assert "territoire pilote" in page
    assert "Voyage d’étude" in page
    assert "Ailleurs" not in page


def test_drafts_and_private_pages_are_not_told(rf):
    territory = TerritoryFactory()
    draft, private = CyclePageFactory(live=False), CyclePageFactory()
    private.view_restrictions.create(restriction_type="login")
    ParticipationFactory(territory=territory, cycle=draft)
    ParticipationFactory(territory=territory, cycle=private)
    SessionPageFactory(territory=territory, parent=private)
    SessionPageFactory(territory=territory, live=False)

    assert cycles_of(territory, rf.get("/")) is None


def test_each_language_shows_its_own_tree_only(rf):
    territory = TerritoryFactory()
    ParticipationFactory(territory=territory)

    with translation.override("en"):
        assert cycles_of(territory, rf.get("/")) is None
    assert CyclePage.objects.count() == 1


@pytest.mark.parametrize("rows", [1, 6])
def test_it_costs_the_same_whatever_the_number_of_cycles(rf, django_assert_max_num_queries, rows):
    territory = TerritoryFactory()
    for _ in range(rows):
        ParticipationFactory(territory=territory)
        SessionPageFactory(territory=territory)

    with django_assert_max_num_queries(5):
        cycles_of(territory, rf.get("/"))
