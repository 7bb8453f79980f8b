"""A member proposes a practice, an editor sends it to review, another one publishes it."""

import pytest
from playwright.sync_api import expect

from knowledge_base.practices.models import PracticePage
from tests.factories.network import TerritoryFactory, editor, member_of
from tests.factories.pages import site_root

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_proposal_is_reviewed_and_published(signed_in, browser_page, complaints):
    site_root()
    member = signed_in(member_of(TerritoryFactory(name="Vallon-du-Rat")))
    member.goto("/fr/ma-semaine/")

    member.get_by_role("link", name="Proposer une pratique").first.click()
    member.locator("input[name=title]").fill("Un minibus le jeudi")
    member.get_by_role("button", name="Garder mon brouillon").click()
    expect(member.locator("main")).to_contain_text("Brouillon")
    practice = PracticePage.objects.get(title="Un minibus le jeudi")
    assert browser_page.request.get(practice.get_url()).status == 404

    first = signed_in(editor())
    first.goto(f"/admin/pages/{practice.pk}/edit/")
    first.locator("footer [data-w-dropdown-target=toggle], footer button[aria-label*='ctions']").first.click()
    first.locator("button[name=action-submit]").click()
    first.wait_for_load_state()
    practice.refresh_from_db()
    assert practice.current_workflow_state is not None

    second = signed_in(editor())
    second.goto(f"/admin/pages/{practice.pk}/edit/")
    second.locator(
        "footer [data-w-dropdown-target=toggle], footer button[aria-label*='ctions']"
    ).first.click()
    second.locator("[data-workflow-action-name=approve]").first.click()
    second.wait_for_load_state()
    complaints.clear()  # the administration is Wagtail's; the public pages are ours

    browser_page.goto(PracticePage.objects.get(pk=practice.pk).get_url())
    expect(browser_page.locator("h1")).to_have_text("Un minibus le jeudi")
