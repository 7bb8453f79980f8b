import pytest
from django.urls import reverse

from home.models import PlainPage
from tests.factories.network import UserFactory
from tests.factories.pages import settle, site_root
from tests.factories.pilots import EntryFactory

pytestmark = pytest.mark.django_db


def test_health_answers_when_the_database_does(client):
    answer = client.get("/health/")

    assert answer.json() == {"status": "ok"}
    assert "no-store" in answer["Cache-Control"]


def test_robots_name_the_sitemap(client):
    site_root()

    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize(
    ("address", "words"),
    [("/fr/nulle-part/", "la corde s’arrête ici"), ("/en/nowhere/", "the rope stops here")],
)
def test_a_missing_page_says_so_in_the_readers_language(client, address, words):
    site_root()

    answer = client.get(address)

    assert answer.status_code == 404
    assert words in answer.content.decode().lower()


@pytest.mark.parametrize(
    "name",
    [
        "cycles:calendar",
        "cycles:session_calendar",
        "cycles:material",
        "cycles:recording",
        "practices:contact",
        "practices:draft",
        "practices:edit",
    ],
)
def test_a_number_that_no_database_holds_is_not_found(client, name):
    client.force_login(UserFactory())

    assert client.get(reverse(name, args=[10**20])).status_code == 404


def test_a_missing_address_of_the_api_answers_in_json(client):
    answer = client.get("/api/v1/nothing")

    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("application/json")


@pytest.mark.parametrize(
    ("address", "words"),
    [("/fr/", "Cette demande est illisible"), ("/en/", "cannot be read"), ("/api/v1/practices", "error")],
)
def test_a_forged_host_is_refused_in_a_sentence(client, settings, address, words):
    settings.ALLOWED_HOSTS = ["cordee.example"]

    answer = client.get(address, headers={"host": "elsewhere.example"})

    assert answer.status_code == 400
    assert words in answer.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize("address", ["/health/", "/robots.txt", "/fr/ma-semaine/", "/fr/donnees-ouvertes/"])
def test_pages_that_only_read_refuse_to_be_written(client, signed_in, method, address):
    site_root()

    assert getattr(signed_in(UserFactory()), method)(address).status_code == 405


def test_my_week_asks_a_visitor_to_sign_in(client):
    answer = client.get("/fr/ma-semaine/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/fr/compte/connexion/?next=")
    assert answer["Cache-Control"] == "private, no-store"


def test_nobody_keeps_what_is_personal(signed_in):
    site_root()

    assert signed_in(UserFactory()).get("/fr/ma-semaine/")["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "address",
    [
        "/db.sqlite3",
        "/var/cordee.sqlite3",
        "/.git/config",
        "/index/",
        "/backup.tar.gz",
        "/static/../manage.py",
    ],
)
def test_what_is_on_the_disk_is_not_served(client, address):
    site_root()

    assert client.get(address).status_code in {302, 404}
    assert client.get(address, follow=True).status_code == 404


def test_a_deep_page_is_found_in_as_many_queries_as_a_shallow_one(rf, django_assert_num_queries):
    home = site_root()
    page = home
    for level in range(5):
        page = page.add_child(
            instance=PlainPage(title=f"Niveau {level}", slug=f"n{level}", locale=home.locale)
        )
    components = ["n0", "n1", "n2", "n3", "n4"]
    settle()
    home.route(rf.get("/"), components)  # learns the way, until that changes

    with django_assert_num_queries(1):
        assert home.route(rf.get("/"), components).page == page


def test_a_draft_is_not_found_by_its_address(client):
    home = site_root()
    home.add_child(instance=PlainPage(title="Brouillon", slug="brouillon", live=False, locale=home.locale))

    assert client.get("/fr/brouillon/").status_code == 404


def test_the_sitemap_names_the_lists_and_what_teams_let_everyone_read(client):
    shown, kept = EntryFactory(visibility="public"), EntryFactory(visibility="team")

    named = client.get("/sitemap.xml").content.decode()

    for address in ("/fr/bibliotheque/", "/en/journals/", "/fr/territoires/", shown.get_absolute_url()):
        assert f"http://testserver{address}<" in named
    assert str(kept.pk) not in named
