from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.models import PlainPage
from knowledge_base.library.models import SavedSearch
from network.drawing import drawn_for_everyone
from network.generation import generation, remember
from tests.factories.network import UserFactory
from tests.factories.pages import published, site_root

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def empty_cache():
    caches["pages"].clear()
    yield
    caches["pages"].clear()


@pytest.fixture
def page():
    return published(site_root().add_child(instance=PlainPage(title="Le marché", locale=site_root().locale)))


def test_a_page_read_again_costs_no_query(client, page):
    client.get(page.url)

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(page.url)

    assert answer.status_code == 200
    assert len(queries) == 0


def test_a_kept_page_is_the_page_with_its_headers(client, page):
    first = client.get(page.url)

    second = client.get(page.url)

    assert second.content == first.content
    for name in (
        "Content-Type",
        "Content-Security-Policy",
        "Cache-Control",
        "X-Frame-Options",
        "Content-Language",
    ):
        assert second[name] == first[name]


def test_an_anonymous_visit_sets_no_cookie(client, page):
    assert not client.get(page.url).cookies
    assert not client.get(page.url).cookies


def test_a_withdrawn_page_is_gone_from_the_next_answer(client, page):
    client.get(page.url)

    page.unpublish()

    assert client.get(page.url).status_code == 404


def test_a_change_is_in_the_next_answer(client, page):
    client.get(page.url)

    page.title = "Le marché du jeudi"
    page.save_revision().publish()

    assert "Le marché du jeudi" in client.get(page.url).content.decode()


def test_what_is_made_for_someone_signed_in_is_kept_for_nobody(client, signed_in, page):
    person = UserFactory(first_name="Apolline")

    answer = signed_in(person).get(page.url)

    assert answer["Cache-Control"] == "private, no-store"
    assert caches["pages"].get(f"{generation()}") is None
    assert "Apolline" not in client.get(page.url).content.decode()


def test_someone_signed_in_never_gets_the_kept_page(client, signed_in, page):
    client.get(page.url)

    with CaptureQueriesContext(connection) as queries:
        signed_in(UserFactory()).get(page.url)

    assert len(queries) > 0


def test_an_error_is_not_kept(client, page):
    address = page.url + "plus-bas/"
    assert client.get(address).status_code == 404

    published(page.add_child(instance=PlainPage(title="Plus bas", slug="plus-bas", locale=page.locale)))

    assert client.get(address).status_code == 200


def test_signing_in_does_not_forget_the_pages(client, page):
    person = UserFactory()
    before = generation()

    client.force_login(person)

    assert generation() == before


def test_what_pages_remember_never_pushes_out_the_counts_of_sign_in_attempts():
    before = set(Path(settings.CACHES["default"]["LOCATION"]).glob("*.djcache"))

    remember("whatever", lambda: "kept")

    assert remember("whatever", lambda: "made anew") == "kept"
    assert set(Path(settings.CACHES["default"]["LOCATION"]).glob("*.djcache")) == before


@pytest.mark.parametrize("number", ["٠٠١", "01", "001", "߀߀߁", "1000", "0"])
def test_a_page_of_a_list_has_one_name(rf, number):
    request = rf.get("/fr/pratiques/", {"page": number})
    request.user = AnonymousUser()

    assert drawn_for_everyone(request, "list") == {}


def test_keeping_a_search_forgets_no_page(client, page):
    person = UserFactory()
    client.get(page.url)
    before = generation()

    SavedSearch.objects.create(user=person, name="Haies", query="q=haie")

    assert generation() == before


def test_an_address_without_a_language_is_kept_for_each_language(client):
    address = "/api/v1/openapi.json"

    french, english = (
        str(client.get(address, headers={"Accept-Language": language}).json()) for language in ("fr", "en")
    )

    assert ("Mots à chercher" in french, "Mots à chercher" in english) == (True, False)
