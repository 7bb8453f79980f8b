"""Renaming or moving a section: nobody who kept an old address is lost, however large the section is."""

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from home.models import HomePage, PlainPage
from home.redirects import keep_former_addresses
from tests.factories.trees import add_many

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def home() -> HomePage:
    return HomePage.objects.get(locale__language_code="fr")


@pytest.fixture
def section(home: HomePage) -> PlainPage:
    return home.add_child(instance=PlainPage(title="Mémoire", slug="memoire"))


def fill(section: Page, count: int) -> None:
    add_many(section, [PlainPage(title=f"Page {number}", slug=f"page-{number}") for number in range(count)])


def rename(page: Page, slug: str) -> None:
    page.refresh_from_db()
    page.slug = slug
    page.save()


def test_a_renamed_page_is_found_at_its_former_address(section: PlainPage) -> None:
    rename(section, "souvenirs")

    answer = Client().get("/fr/memoire/")

    assert (answer.status_code, answer["Location"]) == (301, "/fr/souvenirs/")


def test_renaming_a_section_of_3000_pages_works(section: PlainPage) -> None:
    fill(section, 3000)

    rename(section, "souvenirs")

    assert Redirect.objects.count() == 3001
    answer = Client().get("/fr/memoire/page-2999/")
    assert (answer.status_code, answer["Location"]) == (301, "/fr/souvenirs/page-2999/")
    assert Client().get("/fr/souvenirs/page-2999/").status_code == 200


def test_the_number_of_queries_hardly_grows_with_the_section(
    section: PlainPage, django_assert_max_num_queries
) -> None:
    fill(section, 1000)
    before = PlainPage.objects.get(pk=section.pk)
    section.refresh_from_db()
    section.slug, section.url_path = "souvenirs", "/fr/souvenirs/"
    Page.objects.filter(pk=section.pk).update(slug="souvenirs", url_path="/fr/souvenirs/")

    with django_assert_max_num_queries(20):
        assert keep_former_addresses(section, before) == 1001


def test_a_section_moved_elsewhere_is_found_at_its_former_address(home: HomePage, section: PlainPage) -> None:
    target = home.add_child(instance=PlainPage(title="Archives", slug="archives"))
    section.add_child(instance=PlainPage(title="Été", slug="ete"))

    Page.objects.get(pk=section.pk).move(target, "last-child")

    answer = Client().get("/fr/memoire/ete/")
    assert (answer.status_code, answer["Location"]) == (301, "/fr/archives/memoire/ete/")


def test_renaming_back_leaves_no_loop(section: PlainPage) -> None:
    rename(section, "souvenirs")
    rename(section, "memoire")

    assert Client().get("/fr/memoire/").status_code == 200
    assert Client().get("/fr/souvenirs/")["Location"] == "/fr/memoire/"


def test_a_redirect_that_an_editor_made_is_kept(home: HomePage, section: PlainPage) -> None:
    Redirect.objects.create(old_path="/fr/memoire", site=home.get_site(), redirect_link="/fr/a-propos/")

    rename(section, "souvenirs")

    assert Client().get("/fr/memoire/")["Location"] == "/fr/a-propos/"


def test_a_draft_below_the_section_has_no_former_address(section: PlainPage) -> None:
    section.add_child(instance=PlainPage(title="Brouillon", slug="brouillon", live=False))

    rename(section, "souvenirs")

    assert not Redirect.objects.filter(old_path="/fr/memoire/brouillon").exists()
