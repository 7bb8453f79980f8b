"""Whoever enters the administration is told, or made, to protect the account."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.urls import reverse
from django.utils.translation import override
from freezegun import freeze_time

from network.second_factor import lacks_second_factor
from tests.factories.network import PASSWORD, UserFactory, administrator, editor

pytestmark = pytest.mark.django_db
INDEX = "/fr/compte/double-authentification/"


@pytest.fixture
def required(settings):
    settings.STAFF_SECOND_FACTOR = "required"


def with_app(person):
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "S"})
    return person


def test_staff_without_one_lacks_it_and_nobody_else_does():
    assert lacks_second_factor(editor())
    assert lacks_second_factor(administrator())
    assert not lacks_second_factor(with_app(editor()))
    assert not lacks_second_factor(UserFactory())


def test_recovery_codes_alone_do_not_count():
    person = editor()
    Authenticator.objects.create(user=person, type=Authenticator.Type.RECOVERY_CODES, data={})

    assert lacks_second_factor(person)


def test_where_it_is_advised_the_administration_opens_and_the_sign_in_advises(client, signed_in):
    person = editor()
    assert signed_in(person).get("/admin/").status_code == 200

    client.post("/fr/compte/connexion/", {"login": person.email, "password": PASSWORD})

    assert INDEX in client.get("/fr/compte/").content.decode()


@pytest.mark.usefixtures("required")
def test_where_it_is_required_the_administration_stays_shut(signed_in):
    response = signed_in(editor()).get("/admin/pages/")

    assert response.status_code == 302
    assert (
        "double-authentification" in response.headers["Location"]
        or "second-factor" in response.headers["Location"]
    )
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.usefixtures("required")
def test_where_it_is_required_whoever_has_one_enters(signed_in):
    assert signed_in(with_app(editor())).get("/admin/").status_code == 200


@pytest.mark.usefixtures("required")
@pytest.mark.parametrize(
    ("language", "name", "others"),
    [
        (
            "fr",
            "authentification à deux facteurs",
            ["double authentification", "seconde étape", "second facteur", "deux étapes"],
        ),
        ("en", "two-factor authentication", ["second factor", "second step", "two-step"]),
    ],
)
def test_it_has_one_name_on_every_page(signed_in, language, name, others):
    client = signed_in(administrator(language=language))

    with override(language):
        addresses = [reverse("account"), reverse("mfa_index"), reverse("mfa_list_webauthn")]
    pages = [client.get(address).content.decode().lower() for address in addresses]
    pages = [page.replace("\u00a0", " ").replace("&#x27;", "’") for page in pages]

    assert [address for address, page in zip(addresses, pages, strict=True) if name not in page] == []
    assert [other for other in others if any(other in page for page in pages)] == []


def test_the_public_site_asks_nobody_for_it(signed_in):
    assert signed_in(editor()).get("/fr/compte/").status_code == 200


@pytest.mark.parametrize(("half_minutes", "taken"), [(-2, False), (-1, True), (0, True), (2, False)])
def test_a_code_that_went_by_while_it_was_typed_is_still_taken(half_minutes: int, taken: bool):
    secret = totp.generate_totp_secret()
    with freeze_time("2026-11-28 09:00:00"):
        code = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + half_minutes))

        assert totp.validate_totp_code(secret, code) == taken
