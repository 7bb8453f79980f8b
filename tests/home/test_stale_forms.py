"""A form posted after somebody signed in again in another tab: nothing is done, nothing typed is lost."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from learning.pilots.models import Entry
from tests.factories.network import PASSWORD, member_of
from tests.factories.pilots import PilotFactory, typed

pytestmark = pytest.mark.django_db

TEXT = "Quatre voisins sont venus,\n<b>malgré</b> la neige « de mars »."
HERE = "http://testserver"


@pytest.fixture
def pilot():
    return PilotFactory()


@pytest.fixture
def writer(pilot):
    return member_of(pilot.territory)


def browser_of(person):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person)
    return browser


def address_of(pilot):
    return reverse("pilots:write", args=[pilot.slug])


def sent(browser, address, origin=HERE, **changes):
    data = typed(text=TEXT, csrfmiddlewaretoken="a" * 64, **changes)
    return browser.post(address, data, headers={"Origin": origin})


def test_what_was_typed_comes_back_and_can_be_sent_again(pilot, writer):
    browser, address = browser_of(writer), address_of(pilot)
    browser.get(address)

    answer = sent(browser, address, writer=writer.pk, title="Banc")
    page = answer.content.decode()

    assert answer.status_code == 403
    assert "no-store" in answer["Cache-Control"]
    assert not Entry.objects.exists()
    assert "&lt;b&gt;malgré&lt;/b&gt; la neige" in page
    again = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    answer = browser.post(address, again | {"text": TEXT}, headers={"Origin": HERE})
    assert answer.status_code == 302
    assert (Entry.objects.get().text, Entry.objects.get().title) == (TEXT, "Banc")


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_what_another_site_wrote_is_not_shown(pilot, writer, origin):
    browser = browser_of(writer)

    answer = sent(browser, address_of(pilot), origin)

    assert answer.status_code == 403
    assert "Quatre voisins" not in answer.content.decode()


def test_the_text_of_somebody_else_is_not_given_to_who_signed_in(pilot, writer):
    browser = browser_of(member_of(pilot.territory))

    assert "Quatre voisins" not in sent(browser, address_of(pilot), writer=writer.pk).content.decode()


def test_a_password_is_never_given_back():
    data = {"login": "lea@cordee.example", "password": PASSWORD, "text": TEXT}

    for address in (reverse("account_login"), reverse("pilots:index")):
        answer = Client(enforce_csrf_checks=True).post(address, data, headers={"Origin": HERE})
        assert answer.status_code == 403
        assert PASSWORD not in answer.content.decode()
