import re

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import WorkflowPage

from knowledge_base.practices import actions
from knowledge_base.practices.models import PracticePage
from knowledge_base.practices.review import create_review_workflow
from network.models import OutgoingMail
from tests.factories.pages import site_root
from tests.factories.practices import make_draft, make_practice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lists")]


def mails() -> dict[str, str]:
    """Subject by address, of what waits to be sent or has left."""
    return {row.recipient: row.subject for row in OutgoingMail.objects.all()}


def submitted(author) -> PracticePage:
    draft = make_draft(owner=author)
    actions.submit(draft, author)
    OutgoingMail.objects.all().delete()
    return PracticePage.objects.get(pk=draft.pk)


def test_making_the_review_twice_changes_nothing(lists):
    first = create_review_workflow(*lists)
    second = create_review_workflow(*lists)

    assert first == second
    assert first.workflow_tasks.count() == 1
    assert WorkflowPage.objects.filter(workflow=first, page__in=lists).count() == 2


def test_submitting_tells_the_editors_in_their_language_and_the_author_in_theirs(author, editor):
    actions.submit(make_draft(owner=author), author)

    assert mails()[editor.email].startswith("To review: ")
    assert mails()[author.email] != mails()[editor.email]
    assert mail.outbox == []


def told(person) -> str:
    """The page that the only mail to somebody leads to."""
    return re.search(r"https?://[^/]+(/\S*)", OutgoingMail.objects.get(recipient=person.email).text)[1]


@pytest.mark.parametrize("who", ["author", "other"], ids=["author", "co-author"])
@pytest.mark.parametrize("answer", ["submit", "approve", "reject"])
def test_every_mail_about_a_review_leads_its_authors_to_a_page_that_they_may_open(
    signed_in, author, other, editor, who, answer
):
    draft = make_draft(owner=author)
    draft.co_authors.add(other)
    draft.save_revision(user=author)
    actions.submit(draft, author)
    if answer != "submit":
        OutgoingMail.objects.all().delete()
        task = PracticePage.objects.get(pk=draft.pk).current_workflow_task_state
        getattr(task, answer)(user=editor)
    person = {"author": author, "other": other}[who]

    assert signed_in(person).get(told(person)).status_code == 200


def test_what_is_submitted_waits_for_its_reader(signed_in, author, editor):
    practice = submitted(author)
    client = signed_in(author)

    assert client.get(reverse("practices:draft", args=[practice.pk])).status_code == 200
    assert client.get(reverse("practices:edit", args=[practice.pk])).status_code == 403
    assert client.get(reverse("practices:delete", args=[practice.pk])).status_code == 403
    assert client.post(reverse("practices:submit", args=[practice.pk])).status_code == 403
    assert signed_in(editor).get(reverse("practices:edit", args=[practice.pk])).status_code == 200


def test_approving_publishes_and_tells_the_author(author, editor):
    practice = submitted(author)
    task = practice.current_workflow_task_state

    task.approve(user=editor)

    assert PracticePage.objects.get(pk=practice.pk).live
    assert list(mails()) == [author.email]


def test_asking_for_changes_gives_the_draft_back_with_the_reason(signed_in, author, editor):
    practice = submitted(author)

    practice.current_workflow_task_state.reject(user=editor, comment="Dites le coût.")

    text = OutgoingMail.objects.get(recipient=author.email).text
    page = signed_in(author).get(reverse("practices:draft", args=[practice.pk])).content.decode()
    assert "Dites le coût." in text
    assert "Dites le coût." in page
    assert signed_in(author).get(reverse("practices:edit", args=[practice.pk])).status_code == 200


def test_sending_again_after_changes_goes_to_the_same_review(author, editor):
    practice = submitted(author)
    state = practice.current_workflow_state
    practice.current_workflow_task_state.reject(user=editor)

    actions.submit(PracticePage.objects.get(pk=practice.pk), author)

    state.refresh_from_db()
    assert state.status == state.STATUS_IN_PROGRESS
    assert "To review: " in mails()[editor.email]


def test_an_author_cannot_publish_from_the_administration(signed_in, author):
    draft = make_draft(owner=author)

    response = signed_in(author).post(f"/admin/pages/{draft.pk}/edit/", {"action-publish": "1"})

    assert response.status_code in {302, 403}
    assert not PracticePage.objects.get(pk=draft.pk).live


@pytest.mark.parametrize("bulk", [False, True])
def test_an_editor_cannot_delete_a_practice_from_the_administration(signed_in, author, editor, bulk):
    draft = make_draft(owner=author)
    address = (
        f"/admin/bulk/wagtailcore/page/delete/?id={draft.pk}" if bulk else f"/admin/pages/{draft.pk}/delete/"
    )

    signed_in(editor).post(address)

    assert PracticePage.objects.filter(pk=draft.pk).exists()


def test_an_editor_opens_the_sheet_and_the_list_of_practices(signed_in, author, editor):
    draft = make_draft(owner=author, steps=[("step", {"start": "2023-11", "end": "", "text": "Séminaire"})])
    client = signed_in(editor)

    assert client.get(f"/admin/pages/{draft.pk}/edit/").status_code == 200
    assert draft.title in client.get("/admin/practice_listing/").content.decode()


def test_the_list_of_practices_shows_each_practice_once(signed_in, editor):
    site_root("en")
    practice = make_practice(title="Le four du village")
    alias = PracticePage.objects.get(alias_of=practice)

    page = signed_in(editor).get("/admin/practice_listing/").content.decode()

    assert f"/admin/pages/{practice.pk}/edit/" in page
    assert f"/admin/pages/{alias.pk}/edit/" not in page


def test_a_person_reads_where_each_of_their_sheets_stands(signed_in, author, editor):
    practice = submitted(author)
    client = signed_in(author)

    assert "en relecture" in client.get(reverse("practices:mine")).content.decode()

    practice.current_workflow_task_state.reject(user=editor, comment="Qui tient le four ?")

    assert "à compléter" in client.get(reverse("practices:mine")).content.decode()
