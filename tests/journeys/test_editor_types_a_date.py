"""A date typed in the administration: as it is written here, and as it stands when it is none."""

import datetime as dt

import pytest
from wagtail.models import Page

from learning.cycles.models import SessionPage
from tests.factories.cycles import SessionPageFactory
from tests.factories.network import administrator

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("language", "typed", "kept", "read"),
    [
        ("fr", "05/02/2024", "05/02/2024", dt.date(2024, 2, 5)),
        ("en", "05/02/2024", "05/02/2024", dt.date(2024, 2, 5)),
        ("fr", "2024-02-05", "05/02/2024", dt.date(2024, 2, 5)),
        ("fr", "31/02/2024", "31/02/2024", None),
        ("fr", "au printemps", "au printemps", None),
    ],
)
def test_a_date_is_read_as_written_or_stays_with_a_sentence(
    signed_in, complaints, language, typed, kept, read
):
    session = SessionPageFactory(start_date=None)
    page = signed_in(administrator(language=language))
    page.goto(f"/admin/pages/{session.pk}/edit/")
    field = page.locator("#id_start_date")

    field.click()
    field.press_sequentially(typed)
    field.press("Tab")
    page.locator("#id_summary").click()
    assert field.input_value() == typed
    page.locator("form[data-edit-form] button[type=submit], footer button[type=submit]").first.click()
    page.wait_for_load_state()

    assert page.locator("#id_start_date").input_value() == kept
    stored = Page.objects.get(pk=session.pk).get_latest_revision_as_object()
    assert isinstance(stored, SessionPage)
    assert stored.start_date == read
    # Wagtail saves while one types; the browser notes each refusal, where it came before the button was pressed.
    complaints[:] = [said for said in complaints if "400" not in said]
