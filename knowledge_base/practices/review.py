"""The review of what is proposed: draft → read by an editor → published."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import GroupApprovalTask, GroupPagePermission, Page, Workflow, WorkflowPage, WorkflowTask

from network.permissions import ADMINISTRATORS, EDITORS

NAME = "Relecture"
TASK = "Relecture par les éditrices et éditeurs"
EDITING = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")


@transaction.atomic
def create_review_workflow(*lists: Page) -> Workflow:
    """One workflow with one reading by an editor, for everything under these pages. Running it twice changes nothing.

    Editors and administrators may write and publish there; Wagtail's own example workflow is switched off.
    """
    workflow = Workflow.objects.filter(name=NAME).first() or Workflow.objects.create(name=NAME)
    task = GroupApprovalTask.objects.filter(name=TASK).first() or GroupApprovalTask.objects.create(name=TASK)
    groups = [Group.objects.get_or_create(name=name)[0] for name in (EDITORS, ADMINISTRATORS)]
    task.groups.set(groups)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    for page in lists:
        # Fetched again: the same row whatever class the caller holds.
        WorkflowPage.objects.update_or_create(
            page=Page.objects.get(pk=page.pk), defaults={"workflow": workflow}
        )
    for group in groups:
        allow_editing(group, *lists)
    WorkflowPage.objects.filter(workflow__name="Moderators approval").delete()
    Workflow.objects.filter(name="Moderators approval").update(active=False)
    return workflow


def allow_editing(group: Group, *lists: Page) -> None:
    """Let the group write, lock and publish under these pages, and enter the administration."""
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    permissions = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=EDITING)
    for page in lists:
        for permission in permissions:
            GroupPagePermission.objects.get_or_create(
                group=group, page=Page.objects.get(pk=page.pk), permission=permission
            )
