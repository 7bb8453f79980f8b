"""A note is read by another editor before it is out, and those concerned hear of it."""

import re

import pytest
from django.urls import reverse

from knowledge_base.notes.models import NotePage
from network.models import OutgoingMail
from tests.factories.network import editor
from tests.factories.notes import make_note_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer():
    return editor(language="fr")


@pytest.fixture
def reader():
    return editor(language="en")


@pytest.fixture
def submitted(writer, reader):
    """A note that its writer has sent to review; the mails are those that this wrote."""
    note = make_note_draft("Ce que la haie apprend", owner=writer)
    return note, note.get_workflow().start(note, writer)


def mails() -> dict[str, OutgoingMail]:
    return {mail.recipient: mail for mail in OutgoingMail.objects.all()}


def link_in(mail: OutgoingMail) -> str:
    return re.search(r"https?://[^/]+(/\S*)", mail.text)[1]


def test_submitting_a_note_tells_the_others_who_review_and_publishes_nothing(signed_in, submitted, reader):
    note, _state = submitted

    told = mails()[reader.email]

    assert told.subject.startswith("To review: ")
    assert not NotePage.objects.get(pk=note.pk).live
    assert signed_in(reader).get(link_in(told)).status_code == 200


@pytest.mark.parametrize(("answer", "live"), [("approve", True), ("reject", False)])
def test_the_writer_of_a_note_hears_of_the_answer_where_they_may_read_it(
    signed_in, submitted, writer, reader, answer, live
):
    note, state = submitted
    OutgoingMail.objects.all().delete()
    task = state.current_task_state

    signed_in(reader).post(
        reverse("wagtailadmin_pages:workflow_action", args=[note.pk, answer, task.pk]), {"comment": "Merci."}
    )

    assert NotePage.objects.get(pk=note.pk).live == live
    assert signed_in(writer).get(link_in(mails()[writer.email])).status_code == 200
