import pytest
from wagtail.models import Page, Site

from home.actions import create_pages
from home.models import HomePage, PlainPage

pytestmark = [pytest.mark.django_db, pytest.mark.empty_network]


def test_an_empty_network_has_its_pages_in_both_languages(client):
    create_pages()

    assert Site.objects.get().root_page.specific.locale.language_code == "fr"
    for language in ("fr", "en"):
        home = HomePage.objects.get(locale__language_code=language)
        assert home.get_children().live().count() == 7
        for page in home.get_children():
            assert client.get(page.get_url()).status_code == 200, page


def test_running_it_twice_changes_nothing():
    create_pages()
    before = list(Page.objects.order_by("path").values_list("path", "title", "translation_key"))

    create_pages()

    assert list(Page.objects.order_by("path").values_list("path", "title", "translation_key")) == before


def test_what_editors_changed_stays():
    create_pages()
    page = PlainPage.objects.get(slug="mentions-legales")
    page.title = "Qui nous sommes"
    page.save_revision().publish()

    create_pages()

    assert PlainPage.objects.get(slug="mentions-legales").title == "Qui nous sommes"


def test_the_legal_pages_claim_nothing_that_is_not_known(client):
    create_pages()

    accessibility = client.get("/fr/accessibilite/").content.decode()

    assert "non auditée" in accessibility
    assert "conforme au RGAA" not in accessibility
