from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from knowledge_base.library.models import SynonymGroup


class SynonymGroupViewSet(SnippetViewSet):
    """Synonyms in the administration."""

    model = SynonymGroup
    icon = "search"
    menu_label = _("Synonyms")
    menu_order = 330
    add_to_admin_menu = True
    list_display = ("__str__",)
