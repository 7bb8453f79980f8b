from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from network.viewsets.people import InvitationViewSet, MembershipViewSet
from network.viewsets.words import TerritoryViewSet, ThemeViewSet


class NetworkViewSetGroup(SnippetViewSetGroup):
    """The menu of the network in the administration."""

    menu_label = _("Network")
    menu_icon = "group"
    menu_order = 300
    items = (TerritoryViewSet, ThemeViewSet, MembershipViewSet, InvitationViewSet)


register_snippet(NetworkViewSetGroup)


@hooks.register("before_bulk_action")
def keep_from_own_role(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: object
) -> None:
    """Nobody gives themselves a role, among others neither."""
    if action_type == "assign_role" and request.user in objects:
        raise PermissionDenied(_("Nobody edits their own role: ask another administrator."))
