"""Somebody who knows nothing opens the front door."""

import pytest

from tests.journeys.conftest import DESK, PHONE


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_a_visitor_opens_the_home_page(open_context, assert_accessible, viewport) -> None:
    page = open_context(viewport=viewport).new_page()

    response = page.goto("/")

    assert response.status == 200
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.context.cookies() == []
    assert_accessible(page)


def test_a_visitor_without_javascript_reads_the_home_page(page_without_javascript) -> None:
    response = page_without_javascript.goto("/")

    assert response.status == 200
    assert page_without_javascript.locator("h1").is_visible()
