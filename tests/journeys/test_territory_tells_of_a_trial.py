"""A member tells what became of a practice in their territory; a visitor finds it by that."""

import pytest
from playwright.sync_api import expect

from tests.factories.network import TerritoryFactory, member_of
from tests.factories.pages import site_root
from tests.factories.practices import make_practice
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_a_territory_gave_up_is_told_and_found(signed_in, open_context, assert_accessible, complaints):
    site_root()
    practice = make_practice(title="Une épicerie tenue à tour de rôle")
    make_practice(title="Une épicerie ambulante")
    member = signed_in(member_of(TerritoryFactory(name="Vallon-du-Rat")))

    member.goto(practice.get_url())
    member.get_by_role("link", name="Nous avons essayé").click()
    member.get_by_label("Nous avons arrêté").check()
    member.get_by_role("button", name="Raconter").click()
    expect(member.locator("main")).to_contain_text("Dites en quelques mots")
    complaints.clear()  # the browser notes the refusal
    assert_accessible(member)
    member.get_by_label("Ce que vous avez abandonné").fill("Trois dimanches, puis plus personne.")
    member.get_by_role("button", name="Raconter").click()
    expect(member.locator("#trials")).to_contain_text("Trois dimanches, puis plus personne.")

    visitor = open_context(viewport=PHONE).new_page()
    visitor.goto("/fr/bibliotheque/?q=epicerie")
    visitor.get_by_role("link", name="Affiner").click()
    visitor.get_by_label("Oui, abandonné").check()
    visitor.get_by_role("button", name="Appliquer ces choix").click()
    expect(visitor.locator(".result")).to_have_count(1)
    visitor.get_by_role("link", name="Une épicerie tenue à tour de rôle").click()
    expect(visitor.locator("#trials")).to_contain_text("Vallon-du-Rat")
    assert_accessible(visitor)
