"""Signing in, and those who try to where they should not."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import get_hasher
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from network.models import OutgoingMail, User
from tests.factories.network import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
SIGN_IN = "/fr/compte/connexion/"
FORGOTTEN = "/fr/compte/mot-de-passe/oublie/"
CODE = "/fr/compte/connexion/code/"


def sign_in(client, email, password=PASSWORD, **data):
    return client.post(SIGN_IN, {"login": email, "password": password, **data})


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_the_addresses_are_in_the_language_of_the_reader():
    with translation.override("fr"):
        assert reverse("account_login") == SIGN_IN
        assert reverse("account_reset_password") == FORGOTTEN
    with translation.override("en"):
        assert reverse("account_login") == "/en/account/sign-in/"


def test_a_person_signs_in_whatever_the_capitals_of_the_address(client):
    UserFactory(email="lea@exemple.fr")

    response = sign_in(client, "Lea@Exemple.FR")

    assert response.status_code == 302
    assert is_signed_in(client)


def test_signing_in_leads_to_the_week_in_the_language_of_the_person(client):
    UserFactory(email="ada@exemple.fr", language="en")

    response = sign_in(client, "ada@exemple.fr")

    assert response.headers["Location"].startswith("/en/")


def test_a_person_signs_in_with_a_mailed_code(client, sent):
    UserFactory(email="lea@exemple.fr")
    with sent() as mails:
        client.post(CODE, {"email": "lea@exemple.fr"})
    code = re.search(r"^([A-Z0-9-]{5,12})$", mails[0].body, re.MULTILINE)[1]

    client.post(reverse("account_confirm_login_code"), {"code": code})

    assert is_signed_in(client)


def test_a_wrong_code_does_not_sign_in(client):
    UserFactory(email="lea@exemple.fr")
    client.post(CODE, {"email": "lea@exemple.fr"})

    client.post(reverse("account_confirm_login_code"), {"code": "AAAA-AAAA"})

    assert not is_signed_in(client)


def test_a_forgotten_password_is_chosen_again_through_the_mailed_link(client, sent, link_in):
    UserFactory(email="lea@exemple.fr")
    with sent() as mails:
        client.post(FORGOTTEN, {"email": "lea@exemple.fr"})
    page = client.get(link_in(mails[0]), follow=True)

    client.post(page.request["PATH_INFO"], {"password1": "neuf et long 42", "password2": "neuf et long 42"})

    sign_in(client, "lea@exemple.fr", "neuf et long 42")
    assert is_signed_in(client)


def test_an_address_that_is_not_confirmed_does_not_sign_in(client, sent, link_in):
    person = UserFactory(email="lea@exemple.fr")
    EmailAddress.objects.filter(user=person).update(verified=False)
    with sent() as mails:
        sign_in(client, "lea@exemple.fr")
    assert not is_signed_in(client)

    client.post(link_in(mails[0]))
    sign_in(client, "lea@exemple.fr")

    assert is_signed_in(client)


def test_a_closed_account_does_not_sign_in(client):
    UserFactory(email="lea@exemple.fr", is_active=False)

    sign_in(client, "lea@exemple.fr")

    assert not is_signed_in(client)


def test_nobody_signs_up_without_an_invitation(client):
    page = client.get("/fr/compte/inscription/")
    client.post(
        "/fr/compte/inscription/",
        {"email": "intrus@exemple.fr", "password1": PASSWORD, "password2": PASSWORD},
    )

    assert page.status_code == 200
    assert not User.objects.filter(email="intrus@exemple.fr").exists()


def test_the_door_of_the_administration_is_ours(client):
    response = client.get("/admin/login/?next=/admin/pages/", follow=True)

    assert response.redirect_chain[-1][0] == f"{SIGN_IN}?next=/admin/pages/"
    assert client.get("/admin/").headers["Location"].startswith(("/admin/login/", SIGN_IN))


# ---------------------------------------------------------------- attacks


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/",
        "https:evil.example",
        "javascript:alert(1)",
        "/\r\nSet-Cookie:a=b",
        "/%0d%0aSet-Cookie:a=b",
        "///evil.example",
        "\thttps://evil.example",
    ],
)
def test_next_stays_on_the_own_site(client, elsewhere):
    UserFactory(email="lea@exemple.fr")

    response = sign_in(client, "lea@exemple.fr", next=elsewhere)

    assert response.status_code == 302
    assert re.match(r"/(?![/\\])", response.headers["Location"])
    assert "evil" not in response.headers["Location"]
    assert not re.search(r"[\r\n]", response.headers["Location"])
    assert "a" not in response.cookies


def test_next_leads_back_to_the_page_that_asked(client):
    UserFactory(email="lea@exemple.fr")

    assert (
        sign_in(client, "lea@exemple.fr", next="/fr/territoires/").headers["Location"] == "/fr/territoires/"
    )


def test_the_eleventh_failure_within_a_quarter_of_an_hour_is_stopped_even_with_the_right_password(client):
    UserFactory(email="lea@exemple.fr")
    for _attempt in range(10):
        sign_in(client, "lea@exemple.fr", "faux")

    sign_in(client, "lea@exemple.fr")

    assert not is_signed_in(client)


def test_failures_for_an_unknown_address_are_stopped_with_the_same_page(client):
    UserFactory(email="connue@exemple.fr")
    pages = {}
    for email in ("connue@exemple.fr", "inconnue@exemple.fr"):
        cache.clear()
        for _attempt in range(11):
            pages[email] = sign_in(client, email, "faux")

    known, unknown = (without_what_was_typed(page) for page in pages.values())
    assert known == unknown


def test_attempts_are_counted_across_workers(client):
    """Another worker shares the files of the cache, not its memory."""
    from django.core.cache import caches

    UserFactory(email="lea@exemple.fr")
    for _attempt in range(10):
        sign_in(client, "lea@exemple.fr", "faux")
    del caches["default"]

    other = Client()
    sign_in(other, "lea@exemple.fr")

    assert not is_signed_in(other)


@pytest.mark.parametrize(
    ("address", "data"),
    [
        (SIGN_IN, {"login": "{}", "password": "faux"}),
        (FORGOTTEN, {"email": "{}"}),
        (CODE, {"email": "{}"}),
    ],
)
def test_a_known_and_an_unknown_address_get_the_same_page(client, address, data):
    UserFactory(email="connue@exemple.fr")
    pages = [
        Client().post(address, {name: value.format(email) for name, value in data.items()}, follow=True)
        for email in ("connue@exemple.fr", "inconnue@exemple.fr")
    ]

    known, unknown = (without_what_was_typed(page) for page in pages)
    assert known == unknown
    assert pages[0].redirect_chain == pages[1].redirect_chain


def without_what_was_typed(response):
    text = response.content.decode().replace("inconnue@", "connue@")
    return response.status_code, re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


@pytest.mark.parametrize(
    ("address", "data"),
    [(SIGN_IN, {"login": "{}", "password": "faux"}), (FORGOTTEN, {"email": "{}"}), (CODE, {"email": "{}"})],
)
def test_a_known_and_an_unknown_address_cost_the_same_work(settings, monkeypatch, address, data):
    """What takes time: a password is hashed as often, and a mail waits for the worker, none is sent meanwhile."""
    settings.ACCOUNT_RATE_LIMITS = False
    settings.JOBS = "worker"
    UserFactory(email="connue@exemple.fr")
    hashed = []
    hasher = type(get_hasher())
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda *args: hashed.append(1) or encode(*args))
    work, queried = {}, []
    for email in ("connue@exemple.fr", "inconnue@exemple.fr"):
        hashed.clear()
        OutgoingMail.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            Client().post(address, {name: value.format(email) for name, value in data.items()})
        work[email] = len(hashed), OutgoingMail.objects.count(), len(mail.outbox)
        queried.append(len(queries))

    assert work["connue@exemple.fr"] == work["inconnue@exemple.fr"]
    assert work["connue@exemple.fr"][1:] == (0 if "password" in data else 1, 0)
    assert abs(queried[0] - queried[1]) <= 1


@pytest.mark.parametrize(
    "name", ["account_logout", "account_email", "account_change_password", "mfa_activate_totp"]
)
def test_reading_a_page_of_the_account_changes_nothing(signed_in, name):
    person = UserFactory()
    client = signed_in(person)

    client.get(reverse(name))

    assert is_signed_in(client)


def test_a_post_without_its_token_is_refused():
    strict = Client(enforce_csrf_checks=True)
    UserFactory(email="lea@exemple.fr")

    assert sign_in(strict, "lea@exemple.fr").status_code == 403
    assert strict.post("/fr/compte/").status_code == 403


def test_a_changed_address_must_be_confirmed_first(signed_in, sent, link_in):
    person = UserFactory(email="avant@exemple.fr")
    client = signed_in(person)
    with sent() as mails:
        asked_again = client.post("/fr/compte/adresse/", {"action_add": "", "email": "apres@exemple.fr"})
        client.post(asked_again.headers["Location"], {"password": PASSWORD})
    person.refresh_from_db()
    assert person.email == "avant@exemple.fr"

    client.post(link_in(next(mail for mail in mails if mail.to == ["apres@exemple.fr"])))

    person.refresh_from_db()
    assert person.email == "apres@exemple.fr"


def test_every_mail_and_every_template_of_an_account_exists_in_both_languages(signed_in, settings):
    """Each address that a signed-in person may open answers, in French and in English."""
    settings.ACCOUNT_REAUTHENTICATION_REQUIRED = False
    names = [
        "account",
        "account_email",
        "account_change_password",
        "account_logout",
        "account_reauthenticate",
        "mfa_index",
        "mfa_list_webauthn",
    ]
    for language in ("fr", "en"):
        with translation.override(language):
            addresses = [reverse(name) for name in names]
        client = signed_in(UserFactory(language=language))
        assert [client.get(address).status_code for address in addresses] == [200] * len(names)


def test_every_page_for_those_who_are_not_signed_in_answers(client):
    names = [
        "account_login",
        "account_request_login_code",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_signup",
        "account_inactive",
        "account_email_verification_sent",
    ]
    for language in ("fr", "en"):
        with translation.override(language):
            assert [client.get(reverse(name)).status_code for name in names] == [200] * len(names)
