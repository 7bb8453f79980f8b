"""Who may do what with a practice: the rows of docs/permissions.csv, one predicate each."""

from django.contrib.auth.models import AnonymousUser

from knowledge_base.practices.models import PracticePage
from network.models import User
from network.permissions import is_admin, is_editor
from network.restrictions import may_be_named

Person = User | AnonymousUser


def can_read(user: Person, practice: PracticePage) -> bool:
    """What is published and closed to nobody, everyone; the rest, those who read drafts."""
    return may_be_named(practice) or can_read_draft(user, practice)


def can_read_draft(user: Person, practice: PracticePage) -> bool:
    """The version that is not published: those who wrote it, editors and administrators."""
    return _writes(user, practice) or is_editor(user) or is_admin(user)


def can_edit(user: Person, practice: PracticePage) -> bool:
    """Those who wrote it, until it is submitted or published; editors and administrators always."""
    if is_editor(user) or is_admin(user):
        return True
    return _writes(user, practice) and not practice.live and not is_in_review(practice)


def can_submit(user: Person, practice: PracticePage) -> bool:
    """Whoever may edit the draft, unless it waits for its review already or is published as it is."""
    return (
        can_edit(user, practice)
        and not is_in_review(practice)
        and (not practice.live or practice.has_unpublished_changes)
    )


def can_delete(user: Person, practice: PracticePage) -> bool:
    """Those who wrote it, while it is their draft; otherwise administrators. Editors archive."""
    if is_admin(user):
        return True
    return _writes(user, practice) and not practice.live and not is_in_review(practice)


def is_in_review(practice: PracticePage) -> bool:
    """It is submitted and nobody has answered yet."""
    state = practice.current_workflow_state
    return state is not None and state.status == state.STATUS_IN_PROGRESS


def _writes(user: Person, practice: PracticePage) -> bool:
    return user.is_authenticated and user.is_active and practice.is_written_by(user)
