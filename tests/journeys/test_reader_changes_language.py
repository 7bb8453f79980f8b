"""Somebody reads in English, and is never thrown back into French."""

import pytest
from playwright.sync_api import expect

from tests.factories.pages import site_root
from tests.factories.practices import make_practice

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_reader_switches_to_english_and_stays_there(browser_page):
    site_root()
    make_practice(title="Une épicerie tenue à tour de rôle", summary="Le local est prêté par la mairie.")
    browser_page.goto("/fr/")

    browser_page.get_by_role("link", name="English").first.click()
    browser_page.get_by_role("link", name="Library", exact=True).first.click()
    browser_page.get_by_role("combobox").first.fill("epicerie")
    browser_page.get_by_role("button", name="Search").first.click()
    browser_page.get_by_role("link", name="Une épicerie tenue").click()

    assert "/en/practices/" in browser_page.url
    assert browser_page.locator("html").get_attribute("lang") == "en"
    expect(browser_page.locator("[lang=fr] h1")).to_be_visible()
    elsewhere = browser_page.locator("header a[href^='/fr/'], footer a[href^='/fr/']")
    assert all("Français" in link.inner_text() for link in elsewhere.all())
