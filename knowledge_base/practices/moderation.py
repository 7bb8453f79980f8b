"""In the administration, editors archive what was proposed: only administrators delete it."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext
from wagtail.models import Page

from knowledge_base.practices.models import PracticePage
from network.permissions import is_admin


def keep_from_deleting(request: HttpRequest, page: Page) -> None:
    """Refuse that an editor deletes a practice, or pages above practices."""
    if is_admin(request.user):
        return
    if PracticePage.objects.descendant_of(page, inclusive=True).exists():
        raise PermissionDenied(
            gettext("Editors archive a practice by unpublishing it; administrators delete.")
        )


def keep_from_deleting_many(
    request: HttpRequest, action_type: str, objects: Iterable[object], *args: object
) -> None:
    """The same, for several pages at once."""
    if action_type == "delete":
        for page in objects:
            if isinstance(page, Page):
                keep_from_deleting(request, page)
