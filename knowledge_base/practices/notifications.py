"""Mails about practices and notes: to those who review them, to those who wrote them, to those one writes to."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy
from wagtail.models import Page, WorkflowState

from knowledge_base.practices.models import PracticePage
from network.models import User
from network.notifications import notify, write_mail, written
from network.permissions import EDITORS
from network.twins import here

SUBMITTED = gettext_lazy("To review: %(title)s")
RECEIVED = gettext_lazy("Sent for review: %(title)s")
APPROVED = gettext_lazy("Published: %(title)s")
NEEDS_CHANGES = gettext_lazy("To complete: %(title)s")


def reviewers() -> Iterable[User]:
    """The editors, who review what is submitted."""
    return User.objects.filter(groups__name=EDITORS, is_active=True).distinct()


def concerned(page: Page, submitter: User | None) -> set[User]:
    """Those who wrote the page, and who submitted it."""
    people = {person for person in (page.owner, submitter) if person is not None}
    if isinstance(page, PracticePage):
        people |= set(page.co_authors.all())
    return people


def tell_submitted(state: WorkflowState, user: User | None) -> None:
    """The reviewers have something to read; those who wrote it know it is on its way."""
    page = _page_of(state)
    key = f"review-submitted-{state.pk}-{state.current_task_state_id}"
    for reviewer in reviewers():
        if reviewer != user:
            _tell(reviewer, SUBMITTED, "practices/mail/submitted", page, f"{key}-{reviewer.pk}", by=user)
    for person in concerned(page, state.requested_by):
        _tell(person, RECEIVED, "practices/mail/received", page, f"{key}-author-{person.pk}")


def tell_approved(state: WorkflowState, user: User | None) -> None:
    """Those who wrote it learn that everyone can read it."""
    page = _page_of(state)
    for person in concerned(page, state.requested_by) - {user}:
        _tell(
            person,
            APPROVED,
            "practices/mail/approved",
            page,
            f"review-approved-{state.pk}-{person.pk}",
            by=user,
        )


def tell_needs_changes(state: WorkflowState, user: User | None) -> None:
    """Those who wrote it learn what is asked of them."""
    page, task = _page_of(state), state.current_task_state
    for person in concerned(page, state.requested_by) - {user}:
        key = f"review-changes-{state.pk}-{task.pk if task else 0}-{person.pk}"
        _tell(
            person,
            NEEDS_CHANGES,
            "practices/mail/needs_changes",
            page,
            key,
            by=user,
            comment=task.comment if task else "",
        )


def relay(practice: PracticePage, name: str, email: str, message: str, key: str, asked: str = "") -> None:
    """Pass a message on to whoever answers for the practice, in their language. `asked` is the field it asks for."""
    for address, language in _recipients(practice):
        with translation.override(language):
            values = {
                "practice": practice,
                "url": _public_url(practice),
                "name": name,
                "email": email,
                "message": message,
                "asked": asked,
                "to_editors": not (practice.contact_email or _owner_mail(practice)),
            }
            text, html = written("practices/mail/relay", values)
            if asked:
                subject = gettext("A question about “%(title)s”") % {"title": practice.title}
            else:
                subject = gettext("A message about “%(title)s”") % {"title": practice.title}
            write_mail(address, subject, text, html, f"relay-{key}-{address}")


def _page_of(state: WorkflowState) -> Page:
    """What is reviewed, as what it is: a workflow knows a bare page, without co-authors or a draft to read."""
    return state.content_object.specific


def _recipients(practice: PracticePage) -> list[tuple[str, str]]:
    """The contact, else who proposed it, else the editors."""
    if practice.contact_email:
        return [
            (
                practice.contact_email,
                practice.content_language if practice.content_language in dict(settings.LANGUAGES) else "fr",
            )
        ]
    if _owner_mail(practice):
        return [(practice.owner.email, practice.owner.language)]
    return [(editor.email, editor.language) for editor in reviewers()]


def _owner_mail(practice: PracticePage) -> str:
    owner = practice.owner
    return owner.email if owner is not None and owner.is_active else ""


def _tell(person: User, subject: object, template: str, page: Page, key: str, **more: object) -> None:
    title = page.get_latest_revision_as_object().title if page.latest_revision_id else page.title
    with translation.override(person.language):
        values = {
            "page": page,
            "title": title,
            "url": settings.WAGTAILADMIN_BASE_URL + _reading_url(page),
            "review_url": settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_pages:edit", args=[page.pk]),
            **more,
        }
        notify(person, str(subject) % {"title": title}, template, values, key)


def _reading_url(page: Page) -> str:
    """Where its author reads it: the draft of a practice, or the published page."""
    if page.live:
        return here(page).url or ""
    if isinstance(page, PracticePage):
        return reverse("practices:draft", args=[page.pk])
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _public_url(practice: PracticePage) -> str:
    return settings.WAGTAILADMIN_BASE_URL + (here(practice).url or "")
