"""News of the review, told by our own mails instead of Wagtail's."""

from collections.abc import Callable

from wagtail import signals
from wagtail.models import Page, TaskState, WorkflowState

from knowledge_base.practices import notifications
from network.models import User


def submitted(instance: TaskState, user: User | None = None, **kwargs: object) -> None:
    """A page is sent to its readers, for the first time or again."""
    if _is_page(instance.workflow_state):
        notifications.tell_submitted(instance.workflow_state, user)


def approved(instance: WorkflowState, user: User | None = None, **kwargs: object) -> None:
    """The review is passed; the page is published."""
    if _is_page(instance):
        notifications.tell_approved(instance, user)


def needs_changes(instance: WorkflowState, user: User | None = None, **kwargs: object) -> None:
    """The page goes back to those who wrote it."""
    if _is_page(instance):
        notifications.tell_needs_changes(instance, user)


def silent(**kwargs: object) -> None:
    """Said by another of our mails already."""


# Wagtail's own review mails know neither our outbox nor the language of the person. A signal takes one receiver per
# name and sender, so ours stand under the names of Wagtail's, whichever of the two is connected first.
REPLACED: list[tuple[signals.Signal, type, str, Callable[..., None]]] = [
    (signals.task_submitted, TaskState, "group_approval_task_submitted_email_notification", submitted),
    (signals.workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification", silent),
    (signals.workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification", needs_changes),
    (signals.workflow_approved, WorkflowState, "workflow_state_approved_email_notification", approved),
]


def replace_wagtail_mails() -> None:
    """Put our receivers in the place of Wagtail's."""
    for signal, sender, name, receiver in REPLACED:
        signal.disconnect(sender=sender, dispatch_uid=name)
        signal.connect(receiver, sender=sender, dispatch_uid=name)


def _is_page(state: WorkflowState) -> bool:
    return isinstance(state.content_object, Page)
