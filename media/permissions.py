"""Who may see what a restricted collection holds, and who looks after recordings."""

from django.http import HttpRequest
from wagtail.permissions import policy_registry

from media.models import Document, Image, Recording


def may_see(request: HttpRequest, thing: Image | Document) -> bool:
    """Every restriction of its collections lets the reader in, or the reader looks after such things there."""
    restrictions = thing.collection.get_view_restrictions()
    if all(restriction.accept_request(request) for restriction in restrictions):
        return True
    policy = policy_registry.get_by_type(type(thing))
    return policy.user_has_any_permission_for_instance(request.user, ["change", "choose"], thing)


def may_keep(request: HttpRequest, recording: Recording) -> bool:
    """Looks after the recordings of its collection, in the administration."""
    policy = policy_registry.get_by_type(Recording)
    return policy.user_has_any_permission_for_instance(request.user, ["add", "change", "delete"], recording)
