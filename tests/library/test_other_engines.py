"""The library on an engine that comes with modelsearch: one setting, the same pages; what it lacks is not shown."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from modelsearch.backends import get_search_backend

from learning.pilots.models import Visibility
from tests.factories.network import BelongingFactory, TerritoryFactory, ThemeFactory
from tests.factories.pilots import EntryFactory
from tests.factories.practices import make_draft, make_practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def indexed(settings) -> Callable[[], None]:
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database"}}
    get_search_backend().reset_indexes()
    return lambda: call_command("update_index", verbosity=0)


def found(client: Client, **query: object) -> list[str]:
    response = client.get(reverse("library:search"), query)
    assert response.status_code == 200
    return [row.finding.title for row in response.context["rows"]]


def test_words_choices_counts_orders_and_files_work_on_the_engine_of_the_database(client: Client, indexed):
    assert not hasattr(get_search_backend(), "suggest")
    theme, region, place = (
        ThemeFactory(slug="bocage"),
        TerritoryFactory(kind="region", slug="alpes"),
        TerritoryFactory(),
    )
    BelongingFactory(part=place, whole=region)
    make_practice("Une haie plantée", themes=[theme], territory=place, scale="Village")
    make_practice("Un chemin", context="<p>Le long d’une haie.</p>")
    make_practice("Un pont")
    make_draft("Une haie secrète", themes=[theme])
    EntryFactory(title="Une haie secrète aussi", visibility=Visibility.TEAM)
    indexed()

    assert set(found(client, q="haie")) == {"Une haie plantée", "Un chemin"}
    assert set(found(client)) == {"Une haie plantée", "Un chemin", "Un pont"}
    assert found(client, q="haie", theme="bocage", territory="alpes", scale="village") == ["Une haie plantée"]
    assert found(client, q="haie", sort="date") == ["Un chemin", "Une haie plantée"]
    assert found(client, q="haie -plantée") == ["Un chemin"]
    assert found(client, q="« haie plantée »") == ["Une haie plantée"]
    context = client.get(reverse("library:search"), {"q": "haie"}).context
    counts = {facet.name: {o.value: o.count for o in facet.options} for facet in context["asked"].facets}
    assert counts["kind"] == {"practice": 2}
    assert counts["theme"] == {"bocage": 1}
    assert counts["territory"]["alpes"] == 1
    assert client.get(reverse("library:json"), {"q": "haie"}).json()["count"] == 2
    assert b"plant" in client.get(reverse("library:feed"), {"q": "haie"}).content
    assert client.get(reverse("library:search"), {"q": "haie", "view": "map"}).status_code == 200


@pytest.mark.parametrize(
    "words", ["biodiverssité", "-haie", "haie -haie", "«", '"', "a" * 400, "' OR 1=1 --", "!&|(:*"]
)
def test_any_words_are_answered(client: Client, indexed, words: str):
    make_practice("Une haie")
    indexed()

    assert client.get(reverse("library:search"), {"q": words}).status_code == 200
