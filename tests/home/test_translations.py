import pytest
from wagtail.models import Locale, Page

from home.models import PlainPage
from tests.factories.pages import published, site_root

pytestmark = pytest.mark.django_db


def plain_page(title="Une page", parent=None) -> PlainPage:
    parent = parent or site_root()
    return published(parent.add_child(instance=PlainPage(title=title, locale=parent.locale)))


def test_a_published_page_can_be_read_under_the_other_prefix(client):
    page = plain_page("La page du marché")

    alias = page.get_translation(Locale.objects.get(language_code="en"))

    assert alias.alias_of_id == page.pk
    assert "La page du marché" in client.get(alias.url).content.decode()
    assert alias.url.startswith("/en/")


def test_publishing_twice_makes_one_alias():
    page = plain_page()

    page.save_revision().publish()

    assert page.get_translations().count() == 1


def test_a_draft_has_no_alias():
    page = site_root().add_child(instance=PlainPage(title="Brouillon", live=False, locale=site_root().locale))

    page.save_revision()

    assert not page.get_translations().exists()


def test_a_translated_page_is_not_overwritten():
    page = plain_page("Bonjour")
    english = page.get_translation(Locale.objects.get(language_code="en"))
    english.delete()
    english = page.copy_for_translation(Locale.objects.get(language_code="en"))
    english.title = "Good morning"
    english.save_revision().publish()

    page.title = "Bonjour à toutes et tous"
    page.save_revision().publish()

    english.refresh_from_db()
    assert english.title == "Good morning"


def test_unpublishing_withdraws_the_alias(client):
    page = plain_page("Retirée")
    address = page.get_translations().get().url

    page.unpublish()

    assert client.get(address).status_code == 404


def test_deleting_a_page_leaves_no_public_copy():
    page = plain_page("Effacée")

    page.delete()

    assert not Page.objects.filter(title="Effacée").exists()


def test_moving_a_page_moves_its_alias():
    section = plain_page("Rubrique")
    page = plain_page("Déplacée")

    page.move(section, "last-child")

    alias = page.get_translations().get()
    assert alias.get_parent().translation_key == section.translation_key
