"""The directory and the public page of a territory."""

import pytest
from django.urls import reverse

from network.models import Territory
from network.slots import Slot
from tests.factories.network import BelongingFactory, SuccessionFactory, TerritoryFactory, lead_of, member_of
from tests.factories.pages import settle

pytestmark = pytest.mark.django_db
DIRECTORY = "/fr/territoires/"


def named(response):
    return [territory.name for territory in response.context["territories"]]


def test_the_directory_names_those_of_the_network_only(client):
    TerritoryFactory(name="Florac")
    TerritoryFactory(name="Référence", in_network=False)

    response = client.get(DIRECTORY)

    assert named(response) == ["Florac"]
    assert "Référence" not in response.content.decode()


def test_the_directory_names_a_territory_that_something_published_names(client, monkeypatch):
    reference = TerritoryFactory(name="Lozère", in_network=False)
    TerritoryFactory(name="Référence", in_network=False)
    published = Territory.objects.filter(pk=reference.pk).values("pk")
    monkeypatch.setattr("network.models.territories.named_by", [lambda: published])

    assert named(client.get(DIRECTORY)) == ["Lozère"]


def test_the_directory_finds_without_accents_and_with_a_mistake(client):
    TerritoryFactory(name="Sainte-Énimie")
    TerritoryFactory(name="Grenoble")

    assert named(client.get(DIRECTORY, {"q": "ste enimie"})) == ["Sainte-Énimie"]
    close = client.get(DIRECTORY, {"q": "Grenobel"})
    assert named(close) == ["Grenoble"]
    assert close.context["is_close"]


def test_the_directory_is_narrowed_by_kind_and_an_unknown_kind_is_ignored(client):
    TerritoryFactory(name="Commune")
    TerritoryFactory(name="Parc", kind="park")

    assert named(client.get(DIRECTORY, {"kind": "park"})) == ["Parc"]
    assert named(client.get(DIRECTORY, {"kind": "planet"})) == ["Commune", "Parc"]


@pytest.mark.parametrize("words", ["*", "%", "\x00", "a" * 300, "((((((((", '"', "\\", "é" * 90])
def test_the_directory_takes_any_question(client, words):
    TerritoryFactory(name="Gap")

    assert client.get(DIRECTORY, {"q": words}).status_code == 200


def test_the_directory_has_pages_and_the_same_queries_whatever_their_number(
    client, django_assert_max_num_queries
):
    for number in range(65):
        TerritoryFactory(name=f"Commune {number:03}", latitude=45.0 + number / 100, longitude=3.0)

    with django_assert_max_num_queries(8):
        last = client.get(DIRECTORY, {"page": 3})

    assert named(last) == ["Commune 060", "Commune 061", "Commune 062", "Commune 063", "Commune 064"]
    assert client.get(DIRECTORY, {"page": 4}).status_code == 404


def test_the_map_says_the_same_as_the_list(client):
    TerritoryFactory(name="Florac", latitude=44.3, longitude=3.6)
    TerritoryFactory(name="Sans point")

    response = client.get(DIRECTORY)

    assert [(place.name, place.number) for place in response.context["places"]] == [("Florac", 1)]
    assert "dot-map" in response.content.decode()


def test_the_page_tells_what_is_known_and_says_what_is_not(client):
    territory = TerritoryFactory(name="Florac", population=2100, official_code="48061")
    BelongingFactory(part=territory, whole=TerritoryFactory(name="CC Gorges Causses", kind="epci"))

    page = client.get(territory.get_absolute_url()).content.decode()

    assert "48061" in page
    assert "CC Gorges Causses" in page
    bare = client.get(TerritoryFactory(population=None).get_absolute_url()).content.decode()
    assert bare.count("Non renseigné") == 3


def test_the_page_names_what_came_before_and_after(client):
    pays, petr = TerritoryFactory(name="Pays d’avant"), TerritoryFactory(name="PETR d’après")
    SuccessionFactory(before=pays, after=petr, year=2015)

    assert "PETR d’après" in client.get(pays.get_absolute_url()).content.decode()
    after = client.get(petr.get_absolute_url()).content.decode()
    assert "Pays d’avant" in after
    assert "2015" in after


def test_the_presentation_has_a_source_of_its_own(client):
    territory = TerritoryFactory(
        presentation="Une ville.",
        presentation_source="Déclaration d’un élu",
        source="Code officiel géographique",
    )

    page = client.get(territory.get_absolute_url()).content.decode()

    assert page.index("Déclaration d’un élu") < page.index("Code officiel géographique")
    assert "Source de ces données\xa0: Code officiel géographique" in page.replace("\u202f", "\xa0").replace(
        "données :", "données\xa0:"
    )


def test_an_invented_territory_says_so(client):
    page = client.get(TerritoryFactory(fictional=True).get_absolute_url()).content.decode()

    assert "exemple fictif" in page


def test_a_territory_of_the_reference_is_not_for_search_engines_until_it_joins(client):
    reference, joined = TerritoryFactory(in_network=False), TerritoryFactory()

    assert 'content="noindex"' in client.get(reference.get_absolute_url()).content.decode()
    assert 'content="noindex"' not in client.get(joined.get_absolute_url()).content.decode()


def test_a_lead_is_offered_to_invite_and_a_member_is_not(signed_in):
    territory = TerritoryFactory()

    for person, offered in ((lead_of(territory), True), (member_of(territory), False)):
        page = signed_in(person).get(territory.get_absolute_url()).content.decode()
        assert ("/fr/compte/inviter/" in page) is offered


def test_an_anonymous_visit_gets_no_cookie(client):
    response = client.get(TerritoryFactory().get_absolute_url())

    assert response.status_code == 200
    assert not response.cookies


def test_the_page_itself_costs_few_queries(client, monkeypatch, django_assert_max_num_queries):
    """Without what higher rooms add."""
    monkeypatch.setattr("network.views.territories.territory_page", Slot())
    territory = TerritoryFactory()
    for _number in range(10):
        BelongingFactory(part=TerritoryFactory(), whole=territory)
        SuccessionFactory(after=territory)
    settle()
    client.get(reverse("territories"))  # the menu is drawn once for all pages

    with django_assert_max_num_queries(6):
        client.get(territory.get_absolute_url())


def test_the_directory_follows_the_alphabet_whatever_the_capitals_and_accents(client):
    for name in ("Évian", "CC des Crêtes", "Carrouges", "CU d'Alençon", "Foix"):
        TerritoryFactory(name=name)

    shown = [territory.name for territory in client.get(DIRECTORY).context["object_list"]]

    assert shown == ["Carrouges", "CC des Crêtes", "CU d'Alençon", "Évian", "Foix"]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_is_changed_through_the_public_pages(client, method):
    territory = TerritoryFactory()

    assert getattr(client, method)(DIRECTORY).status_code == 405
    assert getattr(client, method)(territory.get_absolute_url()).status_code == 405


def test_the_pages_are_there_in_english(client):
    territory = TerritoryFactory(name="Florac")

    assert "Not given" in client.get(f"/en/territories/{territory.slug}/").content.decode()
    assert "On the map" in client.get("/en/territories/").content.decode()
