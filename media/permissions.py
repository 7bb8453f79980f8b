"""Who may see a picture of a restricted collection, and who looks after recordings."""

from django.http import HttpRequest
from wagtail.permissions import policy_registry

from media.models import Image, Recording


def may_see_picture(request: HttpRequest, image: Image) -> bool:
    """Every restriction of its collections lets the reader in, or the reader looks after pictures there."""
    restrictions = image.collection.get_view_restrictions()
    if all(restriction.accept_request(request) for restriction in restrictions):
        return True
    policy = policy_registry.get_by_type(Image)
    return policy.user_has_any_permission_for_instance(request.user, ["change", "choose"], image)


def may_keep_recording(request: HttpRequest, recording: Recording) -> bool:
    """Looks after the recordings of its collection, in the administration."""
    policy = policy_registry.get_by_type(Recording)
    return policy.user_has_any_permission_for_instance(request.user, ["add", "change", "delete"], recording)
