"""What people do with practices: propose, rewrite, submit, delete, write to the contact, ask for what is missing."""

from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from wagtail.actions.delete_page import DeletePageAction
from wagtail.models import Page, Revision

from knowledge_base.practices import notifications
from knowledge_base.practices.models import PracticeIndexPage, PracticePage, Question
from network.models import User
from network.names import slugged


class Conflict(Exception):
    """Somebody saved another version meanwhile; nothing was overwritten."""

    def __init__(self, other: PracticePage, revision: Revision) -> None:
        self.other, self.revision = other, revision
        super().__init__("another version was saved")


@transaction.atomic
def propose(practice: PracticePage, index: PracticeIndexPage, user: User) -> PracticePage:
    """Keep a new draft that the person owns, with its first version; the address is found silently.

    The same proposal sent twice (its form makes the `translation_key`) is one draft.
    """
    index = PracticeIndexPage.objects.select_for_update(of=("self",)).get(pk=index.pk)  # one after the other
    sent_before = proposed_before(practice.translation_key, user)
    if sent_before is not None:
        return sent_before
    if Page.objects.filter(translation_key=practice.translation_key).exists():
        practice.translation_key = uuid4()
    practice.live, practice.has_unpublished_changes, practice.owner = False, True, user
    practice.slug = practice.slug or free_slug(practice.title, index)
    index.add_child(instance=practice)
    practice.save_revision(user=user)
    return practice


def proposed_before(key: UUID | None, user: User) -> PracticePage | None:
    """The draft that the person made with this very form, if any."""
    return PracticePage.objects.originals().filter(translation_key=key, owner=user).first() if key else None


@transaction.atomic
def save_draft(draft: PracticePage, user: User, base_revision: int | None) -> Revision:
    """Keep a new version, unless another was saved since `base_revision`: then `Conflict` carries it."""
    locked = PracticePage.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    latest = locked.latest_revision
    if latest is not None and latest.pk != base_revision:
        raise Conflict(latest.as_object(), latest)
    return draft.save_revision(user=user)


@transaction.atomic
def submit(practice: PracticePage, user: User) -> None:
    """Send the latest version to review. Those who review it are told."""
    state = practice.current_workflow_state
    if state is not None and state.status == state.STATUS_NEEDS_CHANGES:
        state.resume(user)
        return
    workflow = practice.get_workflow()
    if workflow is None:
        raise RuntimeError("No review workflow: run `manage.py setup`.")
    workflow.start(practice, user)


@transaction.atomic
def delete_draft(practice: PracticePage, user: User) -> None:
    """Delete the draft and its versions, after cancelling a review that waits for changes."""
    state = practice.current_workflow_state
    if state is not None:
        state.cancel(user=user)
    # The author holds no right in Wagtail's tree: permissions.can_delete was asked instead.
    DeletePageAction(practice, user=user).execute(skip_permission_checks=True)


@transaction.atomic
def relay(practice: PracticePage, name: str, email: str, message: str, key: str) -> None:
    """Pass a message on to the contact. Neither address is shown to the other side's page; the answer goes to `email`."""
    notifications.relay(practice, name, email, message, key)


@transaction.atomic
def ask(
    practice: PracticePage, field: str, label: str, name: str, email: str, message: str, key: str
) -> Question:
    """Ask for a blank, and remember that it was asked, and when."""
    notifications.relay(practice, name, email, message, key, asked=label)
    return Question.objects.create(practice=practice, field=field, asked=timezone.now())


def free_slug(title: str, index: PracticeIndexPage) -> str:
    """An address under the list that no other page has, made from the title."""
    wanted = slugged(title)[:200].strip("-") or "pratique"
    taken = set(index.get_children().filter(slug__startswith=wanted).values_list("slug", flat=True))
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug
