"""A member writes with a photo; somebody of another territory sees neither."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from learning.pilots.models import Attachment, Entry
from tests.factories.network import TerritoryFactory, member_of
from tests.factories.pages import site_root
from tests.factories.pilots import PilotFactory, picture
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_an_entry_with_a_photo_is_kept_from_another_territory(signed_in, complaints, javascript):
    site_root()
    pilot = PilotFactory(title="Le jeudi au village")
    page = signed_in(member_of(pilot.territory), viewport=PHONE, java_script_enabled=javascript)
    page.goto(reverse("pilots:write", args=[pilot.slug]))

    page.locator("textarea").first.fill("Sept personnes dans le **minibus**.")
    page.locator("input[type=file]").set_input_files(
        {"name": "minibus.jpg", "mimeType": "image/jpeg", "buffer": picture(320, 240)}
    )
    page.get_by_label("Équipe").check(force=True)
    page.get_by_role("button", name="Garder").click()

    expect(page.locator("main")).to_contain_text("Sept personnes dans le minibus.")
    entry = Entry.objects.get()
    assert (entry.visibility, entry.attachments.count()) == ("team", 1)
    photo = Attachment.objects.get().small_url
    assert page.request.get(photo).status == 200

    stranger = signed_in(member_of(TerritoryFactory()))
    for address in (entry.get_absolute_url(), photo):
        assert stranger.request.get(address).status == 404
    stranger.goto(pilot.get_absolute_url())
    expect(stranger.locator("main")).not_to_contain_text("minibus")


def test_a_refused_photo_loses_no_word(signed_in):
    site_root()
    pilot = PilotFactory()
    page = signed_in(member_of(pilot.territory))
    page.goto(reverse("pilots:write", args=[pilot.slug]))

    page.locator("textarea").first.fill("Trente centimètres dans la nuit.")
    page.locator("input[type=file]").set_input_files(
        {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": b"<svg onload=alert(1)>"}
    )
    page.get_by_role("button", name="Garder").click()

    expect(page.locator("main")).to_contain_text("Trente centimètres dans la nuit.")
    expect(page.locator("main")).to_contain_text(re.compile("photo.*(refus|n’est pas)", re.IGNORECASE))
    assert Entry.objects.get().attachments.count() == 0


def test_what_was_looked_at_beforehand_can_still_be_kept(signed_in):
    pilot = PilotFactory()
    page = signed_in(member_of(pilot.territory))
    page.goto(reverse("pilots:write", args=[pilot.slug]))
    page.locator("textarea").first.fill("Le pain est arrivé **en retard**.")

    with page.expect_popup() as opened:
        page.get_by_role("button", name="Aperçu").click()
    expect(opened.value.locator("main strong")).to_have_text("en retard")
    page.get_by_role("button", name="Garder").click()

    expect(page.locator("main")).to_contain_text("Le pain est arrivé en retard.")
    assert Entry.objects.count() == 1


def test_leaving_warns_while_something_is_written_and_not_kept(signed_in):
    pilot = PilotFactory()
    page = signed_in(member_of(pilot.territory))
    warnings = []
    page.on("dialog", lambda dialog: (warnings.append(dialog.type), dialog.accept()))
    page.goto(reverse("pilots:write", args=[pilot.slug]))

    page.get_by_role("link", name="Annuler").click()
    page.wait_for_url(f"**{pilot.get_absolute_url()}")
    assert warnings == []

    page.goto(reverse("pilots:write", args=[pilot.slug]))
    page.locator("textarea").first.press_sequentially("Une phrase")
    page.get_by_role("link", name="Annuler").click()
    page.wait_for_url(f"**{pilot.get_absolute_url()}")

    assert warnings == ["beforeunload"]


def test_leaving_warns_when_what_came_back_refused_is_not_kept(signed_in, complaints):
    pilot = PilotFactory()
    page = signed_in(member_of(pilot.territory))
    warnings = []
    page.on("dialog", lambda dialog: (warnings.append(dialog.type), dialog.accept()))
    page.goto(reverse("pilots:write", args=[pilot.slug]))

    page.locator("textarea").first.press_sequentially("Une phrase")
    page.locator("input[type=date]").fill("0999-01-01")
    page.get_by_role("button", name="Garder").click()
    page.get_by_role("alert").wait_for()
    page.get_by_role("link", name="Annuler").click()
    page.wait_for_url(f"**{pilot.get_absolute_url()}")

    assert warnings == ["beforeunload"]
    complaints[:] = [said for said in complaints if "422" not in said]
