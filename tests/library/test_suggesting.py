"""What a half-typed search is completed with."""

import pytest
from django.test import Client
from django.urls import reverse

from learning.pilots.models import Visibility
from tests.factories.network import BelongingFactory, TerritoryFactory, ThemeFactory, administrator
from tests.factories.pilots import EntryFactory, PilotFactory
from tests.factories.practices import make_draft, make_practice

pytestmark = pytest.mark.django_db


def suggested(client: Client, typed: str) -> dict[str, list[str]]:
    response = client.get(reverse("library:suggestions"), {"q": typed})
    assert response.status_code == 200
    return {str(label): [one.label for one in group] for label, group in response.context["groups"]}


@pytest.mark.parametrize("typed", ["epic", "Épic", "une epicerie a pl", "épiccerie"])
def test_titles_are_offered_whatever_the_accents(client: Client, indexed, typed: str):
    page = make_practice("Une épicerie à plusieurs")
    indexed()

    response = client.get(reverse("library:suggestions"), {"q": typed})

    assert suggested(client, typed) == {"Titres": ["Une épicerie à plusieurs"]}
    assert f'href="{page.url}"' in response.content.decode()


def test_themes_and_places_lead_to_their_results(client: Client, indexed):
    theme = ThemeFactory(name="Évènements", slug="evenements")
    department = TerritoryFactory(name="Évron et Charnie", slug="evron", kind="department")
    place = TerritoryFactory(name="Bais")
    BelongingFactory(part=place, whole=department)
    make_practice("Une fête", themes=[theme], territory=place)
    indexed()

    response = client.get(reverse("library:suggestions"), {"q": "ev"})
    html = response.content.decode()

    assert suggested(client, "even") == {"Thèmes": ["Évènements"]}
    assert "Évron et Charnie" in suggested(client, "evron")["Lieux"]
    assert "?theme=evenements" in html
    assert "?territory=evron" in html


@pytest.mark.parametrize("typed", ["", "é", "  ", "\x00\x00", "x" * 1000, "<script>", "-", "«"])
def test_where_nothing_fits_nothing_is_offered(client: Client, indexed, typed: str):
    make_practice("Une épicerie")
    indexed()

    assert client.get(reverse("library:suggestions"), {"q": typed}).content == b""


def test_nothing_that_only_some_may_read_is_offered_to_anybody(client: Client, indexed):
    theme, place = ThemeFactory(name="Zibelines"), TerritoryFactory(name="Zibeline-sous-Bois")
    make_draft("Une zibeline", themes=[theme], territory=place)
    for visibility in (Visibility.TEAM, Visibility.CYCLE):
        EntryFactory(title="Une zibeline", visibility=visibility, pilot=PilotFactory(territory=place))
    indexed()
    client.force_login(administrator())

    assert suggested(client, "zibel") == {}


def test_a_word_that_only_some_may_read_changes_no_suggestion(client: Client, indexed):
    make_practice("Les jeudis du marché")
    hidden = EntryFactory(title="Les jeudiz de l’équipe", visibility=Visibility.TEAM)
    withdrawn = make_practice("Les jeudix retirés")
    indexed()
    withdrawn.unpublish()
    hidden.refresh_from_db()

    for typed in ("jeudiz", "jeudix", "jeudiw"):
        assert (
            "Les jeudis du marché"
            in client.get(reverse("library:suggestions"), {"q": typed}).content.decode()
        )


def test_the_number_of_queries_is_the_same_for_many_suggestions(
    client: Client, indexed, django_assert_num_queries
):
    def asked() -> int:
        with django_assert_num_queries(8):
            client.get(reverse("library:suggestions"), {"q": "hai"})

    make_practice(
        "Une haie", themes=[ThemeFactory(name="Haies")], territory=TerritoryFactory(name="Haironville")
    )
    indexed()
    client.get(reverse("library:suggestions"), {"q": "hai"})
    asked()
    for number in range(6):
        theme, place = ThemeFactory(name=f"Haies {number}"), TerritoryFactory(name=f"Haie {number}")
        make_practice(f"Une haie {number}", themes=[theme], territory=place)
    indexed()
    asked()
