"""Somebody looks for something, without its accents, and reads it."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories.network import ThemeFactory
from tests.factories.pages import site_root
from tests.factories.practices import make_practice
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_visitor_searches_without_accents_and_opens_a_sheet(open_context, javascript):
    site_root()
    make_practice(
        title="Un conseil neutre pour la rénovation énergétique", summary="Une permanence à la mairie."
    )
    make_practice(title="Une épicerie tenue à tour de rôle", summary="Le local est prêté par la mairie.")
    page = open_context(viewport=PHONE, java_script_enabled=javascript).new_page()
    page.goto("/fr/")

    page.locator("#q").fill("renovation energetique")
    page.get_by_role("button", name="Chercher").first.click()
    page.get_by_role("link", name="Un conseil neutre").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Un conseil neutre pour la rénovation énergétique"
    )
    assert page.context.cookies() == []


def test_a_visitor_who_mistypes_still_finds(browser_page):
    site_root()
    make_practice(title="Accueillir de nouveaux habitants", summary="Une politique tenue depuis 2009.")

    browser_page.goto("/fr/bibliotheque/?q=acceuil+nouvaux+habitants")

    expect(browser_page.get_by_role("link", name="Accueillir de nouveaux habitants")).to_be_visible()


def test_a_visitor_is_helped_while_typing(browser_page, assert_accessible):
    site_root()
    make_practice(
        title="Une épicerie tenue à tour de rôle", themes=[ThemeFactory(name="Épiceries", slug="epiceries")]
    )
    browser_page.goto("/fr/bibliotheque/")
    field = browser_page.get_by_role("combobox")

    field.press_sequentially("epicer")
    expect(browser_page.get_by_role("option")).to_have_count(2)
    assert_accessible(browser_page)
    field.press("ArrowDown")
    expect(browser_page.get_by_role("option", selected=True)).to_contain_text("Une épicerie")
    field.press("ArrowDown")
    expect(browser_page.get_by_role("option", selected=True)).to_contain_text("Épiceries")
    field.press("Escape")
    expect(browser_page.get_by_role("listbox")).to_be_hidden()
    field.press("Backspace")
    browser_page.get_by_role("option", name="Une épicerie").click()

    expect(browser_page.get_by_role("heading", level=1)).to_have_text("Une épicerie tenue à tour de rôle")


def test_a_visitor_who_presses_enter_searches_for_what_was_typed(browser_page):
    site_root()
    make_practice(title="Une épicerie tenue à tour de rôle")
    browser_page.goto("/fr/bibliotheque/")
    field = browser_page.get_by_role("combobox")

    field.press_sequentially("epicer")
    expect(browser_page.get_by_role("option")).to_have_count(1)
    field.press("Enter")

    expect(browser_page).to_have_url(re.compile(r"q=epicer$"))
