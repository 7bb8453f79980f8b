"""News of the review, sent by our own mails instead of Wagtail's."""

from django.dispatch import receiver
from wagtail import signals
from wagtail.models import Page, TaskState, WorkflowState

from knowledge_base.practices import notifications
from network.models import User

WAGTAIL_MAILS = {
    signals.task_submitted: (TaskState, "group_approval_task_submitted_email_notification"),
    signals.workflow_submitted: (WorkflowState, "workflow_state_submitted_email_notification"),
    signals.workflow_rejected: (WorkflowState, "workflow_state_rejected_email_notification"),
    signals.workflow_approved: (WorkflowState, "workflow_state_approved_email_notification"),
}


def replace_wagtail_mails() -> None:
    """Stop Wagtail's own review mails: they know neither our outbox nor the language of the person."""
    for signal, (sender, uid) in WAGTAIL_MAILS.items():
        signal.disconnect(sender=sender, dispatch_uid=uid)


@receiver(signals.task_submitted, dispatch_uid="tell_submitted")
def _submitted(instance: TaskState, user: User | None = None, **kwargs: object) -> None:
    if _is_page(instance.workflow_state):
        notifications.tell_submitted(instance.workflow_state, user)


@receiver(signals.workflow_approved, dispatch_uid="tell_approved")
def _approved(instance: WorkflowState, user: User | None = None, **kwargs: object) -> None:
    if _is_page(instance):
        notifications.tell_approved(instance, user)


@receiver(signals.workflow_rejected, dispatch_uid="tell_needs_changes")
def _needs_changes(instance: WorkflowState, user: User | None = None, **kwargs: object) -> None:
    if _is_page(instance):
        notifications.tell_needs_changes(instance, user)


def _is_page(state: WorkflowState) -> bool:
    return isinstance(state.content_object, Page)
