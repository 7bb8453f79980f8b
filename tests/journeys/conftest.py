"""A real browser on a real server: every journey fails on a console error, a refused resource or a request to somebody else.

`browser_page` is a visitor's page, `signed_in(user)` the page of somebody, `assert_accessible(page)` asks axe-core.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
AXE_RULES = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
# What the other theme can change: nothing but colours.
AXE_COLOUR_RULES = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
ASK_AXE = """
rules => axe.run(document, {runOnly: rules, resultTypes: ["violations"]}).then(found => found.violations)
"""
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
PHONE = {"width": 375, "height": 740}
DESK = {"width": 1280, "height": 860}

# Playwright runs an event loop in this thread; the tests still use Django's ORM between two steps.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("journey")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once for all journeys of this process."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        pytest.skip("Chromium is not installed (on Debian: apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the browser complained of; a journey that provokes a complaint on purpose empties the list."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def open_context(
    browser: Browser, live_server, complaints: list[str]
) -> Iterator[Callable[..., BrowserContext]]:
    """`open_context(viewport=…, java_script_enabled=…)`: a browser of its own, watched."""
    opened: list[BrowserContext] = []

    def open_one(**options: object) -> BrowserContext:
        options = {
            "locale": "fr-FR",
            "viewport": DESK,
            "base_url": live_server.url,
            "reduced_motion": "reduce",
        } | options
        context = browser.new_context(**options)
        context.set_default_timeout(10_000)
        context.on("page", lambda page: watch(page, live_server.url, complaints))
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def browser_page(open_context: Callable[..., BrowserContext]) -> Page:
    """The page of a visitor."""
    return open_context().new_page()


@pytest.fixture
def page_without_javascript(open_context: Callable[..., BrowserContext]) -> Page:
    """The page of a visitor whose browser runs no script."""
    return open_context(java_script_enabled=False).new_page()


@pytest.fixture
def signed_in(open_context: Callable[..., BrowserContext], live_server) -> Callable[..., Page]:
    """`signed_in(user, **options)`: a page in which this person is signed in, in a browser of its own."""

    def page_of(user: object, **options: object) -> Page:
        client = Client()
        client.force_login(user)
        context = open_context(**options)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return context.new_page()

    return page_of


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """`assert_accessible(page)`: axe-core finds nothing on the page as it stands, in the light theme and in the dark."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed (npm ci --prefix tests/journeys)")
    source = AXE.read_text(encoding="utf-8")

    def check(page: Page) -> None:
        # Evaluated through the debugging protocol: the page keeps its own strict content security policy.
        page.evaluate(source)
        # At its end, where the bar at the foot of a phone lies over nothing: half a link under it is no small link.
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        for scheme, rules in (("light", AXE_RULES), ("dark", AXE_COLOUR_RULES)):
            page.emulate_media(color_scheme=scheme)
            found = page.evaluate(ASK_AXE, rules)
            assert [describe(violation) for violation in found] == [], f"{page.url}, {scheme}"

    return check


def watch(page: Page, own_address: str, complaints: list[str]) -> None:
    """Write down every error, refused resource and request to another site."""

    def on_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(f"{page.url}: {message.text}")

    def on_request(request: Request) -> None:
        if not request.url.startswith((own_address, "data:", "blob:")):
            complaints.append(f"{page.url} asks {request.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("request", on_request)


def describe(violation: dict) -> str:
    """One finding in one line: the rule, and where."""
    places = ", ".join(
        " ".join(node["target"]) if isinstance(node["target"][0], str) else str(node["target"])
        for node in violation["nodes"][:3]
    )
    return f"{violation['id']} ({violation['impact']}): {places}"
