from django.utils.translation import gettext_lazy as _
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
