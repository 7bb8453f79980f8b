from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from learning.cycles.models import Speaker


class SpeakerViewSet(SnippetViewSet):
    """The people editors and facilitators choose speakers from."""

    model = Speaker
    icon = "user"
    menu_label = _("Speakers")
    menu_order = 310
    add_to_admin_menu = True
    list_display = ("name", "organisation", "role")
    search_fields = ("name", "organisation")
    ordering = ("name",)
