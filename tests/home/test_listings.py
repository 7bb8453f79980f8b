"""The lists of the administration find what people look for, with or without accents, and through a typing error."""

import pytest
from django.test import Client
from django.urls import reverse
from modelsearch.backends import get_search_backend

from tests.factories.cycles import SpeakerFactory
from tests.factories.lessons import make_lesson
from tests.factories.media import DocumentFactory, ImageFactory
from tests.factories.network import (
    MembershipFactory,
    TerritoryFactory,
    ThemeFactory,
    UserFactory,
    administrator,
)
from tests.factories.pages import site_root
from tests.factories.pilots import PilotFactory
from tests.factories.practices import make_practice

pytestmark = pytest.mark.django_db

NAME = "Théâtre éphémère"
LISTS = {
    "pages below": lambda: reverse("wagtailadmin_explore", args=[site_root().pk]),
    "pages": lambda: reverse("wagtailadmin_pages:search"),
    "themes": lambda: reverse("wagtailsnippets_network_theme:list"),
    "territories": lambda: reverse("wagtailsnippets_network_territory:list"),
    "lessons": lambda: reverse("wagtailsnippets_lessons_lesson:list"),
    "speakers": lambda: reverse("wagtailsnippets_cycles_speaker:list"),
    "pilots": lambda: reverse("pilot_projects:index"),
    "people": lambda: reverse("wagtailusers_users:index"),
    "memberships": lambda: reverse("wagtailsnippets_network_membership:list"),
    "images": lambda: reverse("wagtailimages:index"),
    "documents": lambda: reverse("wagtaildocs:index"),
}


@pytest.fixture
def lists(client: Client) -> Client:
    """The administration over one thing of every kind, all with the same name."""
    backend = get_search_backend()
    backend.reset_indexes()
    make_practice(NAME)
    ThemeFactory(name=NAME)
    territory = TerritoryFactory(name=NAME)
    make_lesson(NAME)
    SpeakerFactory(name=NAME)
    ImageFactory(title=NAME)
    DocumentFactory(title=NAME)
    PilotFactory(title=NAME, territory=territory)
    person = UserFactory(first_name="Théâtre", last_name="Éphémère")
    MembershipFactory(user=person)
    backend.refresh_indexes()
    client.force_login(administrator())
    return client


@pytest.mark.parametrize("words", ["Théâtre", "theatre", "ephem", "EPHEMERE", "théatre éphémere", "theattre"])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_finds_without_accents_and_through_an_error(lists: Client, name: str, words: str):
    if name == "territories" and words == "theattre":
        words = "theattre ephemere"  # among 36,000 names, only a whole one may be misspelt
    response = lists.get(LISTS[name](), {"q": words, "search_all": "1"})

    assert response.status_code == 200
    assert "phémère" in response.content.decode().split("<main", 1)[-1].replace(f'value="{words}"', "")
