"""Somebody of the staff adds a second factor, and signs in with it."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from playwright.sync_api import Page, expect

from network.second_factor import lacks_second_factor
from tests.factories.network import PASSWORD, editor
from tests.factories.pages import site_root

pytestmark = pytest.mark.django_db(transaction=True)

SECOND_FACTOR = "/fr/compte/double-authentification/"


@pytest.fixture(autouse=True)
def _served_without_https(settings):
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True


@pytest.fixture
def person(live_server):
    site_root()
    return editor()


def plug_in_a_key(page: Page) -> None:
    """An authenticator of the machine, whose owner is always there and recognised."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_in(page: Page, person) -> None:
    page.goto("/fr/compte/connexion/")
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()


def confirm_password(page: Page) -> None:
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Confirmer").click()


def sign_out(page: Page) -> None:
    page.goto("/fr/compte/deconnexion/")
    page.locator("main").get_by_role("button", name="Se déconnecter").click()


def test_a_passkey_is_added_and_signs_in_without_password(browser_page, person, assert_accessible):
    page = browser_page
    plug_in_a_key(page)
    sign_in(page, person)
    page.goto(SECOND_FACTOR)
    page.get_by_role("link", name="Ajouter").click()
    confirm_password(page)
    expect(page.get_by_label("Nom de la clé")).to_have_value("Clé principale")
    assert_accessible(page)

    page.get_by_role("button", name="Ajouter").click()
    expect(page.get_by_role("status").first).to_contain_text("Clé de sécurité ajoutée")
    assert not lacks_second_factor(person)
    sign_out(page)
    page.goto("/fr/compte/connexion/")
    page.get_by_role("button", name="Utiliser une clé").click()

    expect(page).to_have_url(re.compile("/fr/ma-semaine/"))
    expect(page.get_by_role("link", name="Camille").first).to_be_visible()


def test_a_passkey_that_is_not_there_is_said_beside_the_button(browser_page):
    page = browser_page
    page.goto("/fr/compte/connexion/")
    page.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError')) }"
    )

    page.get_by_role("button", name="Utiliser une clé").click()

    expect(page.get_by_role("alert")).to_contain_text("Aucune clé n’a été donnée")


def test_an_app_is_added_and_its_code_is_asked_at_the_next_sign_in(browser_page, person, assert_accessible):
    page = browser_page
    sign_in(page, person)
    page.goto(SECOND_FACTOR)
    page.get_by_role("link", name="Relier une application").click()
    confirm_password(page)
    secret = page.get_by_label("Secret d").input_value()
    assert_accessible(page)

    page.get_by_label("Code de l").fill(code_of(secret))
    page.get_by_role("button", name="Activer").click()
    expect(page.get_by_role("status").first).to_contain_text("activée")
    assert not lacks_second_factor(person)
    sign_out(page)
    cache.clear()  # A code is taken once: the next half-minute is not waited for.
    sign_in(page, person)
    expect(page).to_have_url(re.compile("/fr/compte/double-authentification/connexion/"))
    assert_accessible(page)
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_label("Code").press("Enter")

    expect(page).to_have_url(re.compile("/fr/ma-semaine/"))


def test_the_code_to_scan_is_on_white_in_the_dark_too(open_context, person):
    page = open_context(color_scheme="dark").new_page()
    sign_in(page, person)
    page.goto("/fr/compte/double-authentification/application/ajouter/")
    confirm_password(page)

    expect(page.locator("img.qr")).to_have_css("background-color", "rgb(255, 255, 255)")


def code_of(secret: str) -> str:
    """What the app would show now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
