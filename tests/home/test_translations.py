import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale, Page, Revision

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


def test_a_page_for_later_is_not_shown_before_its_day_in_the_other_language(client):
    new = site_root().add_child(instance=PlainPage(title="Demain", live=False, locale=site_root().locale))
    withdrawn = plain_page("Retirée")
    alias = withdrawn.get_translations().get()
    withdrawn.unpublish()

    for page in (new, withdrawn):
        page.go_live_at = timezone.now() + dt.timedelta(days=1)
        page.save_revision().publish()

    assert not new.get_translations().exists()
    assert client.get(alias.url).status_code == 404

    call_command("publish_scheduled")
    assert client.get(alias.url).status_code == 404

    for revision in Revision.objects.exclude(approved_go_live_at=None):
        revision.content["go_live_at"] = None
        revision.approved_go_live_at = timezone.now()
        revision.save()
    call_command("publish_scheduled")

    assert client.get(alias.url).status_code == 200
    assert new.get_translations().live().exists()


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
