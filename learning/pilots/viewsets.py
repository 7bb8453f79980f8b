from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.viewsets.model import ModelViewSet

from learning.pilots.models import Pilot


class PilotViewSet(ModelViewSet):
    """Pilots in the administration: what they say of themselves, their address and their picture. Journals are not here."""

    model = Pilot
    icon = "form"
    menu_label = _("Pilot projects")
    menu_order = 320
    add_to_admin_menu = True
    list_display = ("title", "territory", "cycle", "status", "started")
    list_filter = ("status", "is_micro_action", "cycle")
    list_export = ("title", "territory", "cycle", "status", "is_micro_action", "started", "ended", "created")
    search_fields = ("title", "problem")
    ordering = ("title",)
    copy_view_enabled = False
    inspect_view_enabled = True
    panels = [
        FieldPanel("title"),
        FieldPanel("slug"),
        FieldPanel("territory"),
        FieldPanel("cycle"),
        FieldPanel("problem"),
        FieldPanel("goal"),
        FieldPanel("standing"),
        MultiFieldPanel([FieldPanel("status"), FieldPanel("is_micro_action")], _("Progress")),
        MultiFieldPanel(
            [
                FieldPanel("indicator"),
                FieldRowPanel([FieldPanel("indicator_goal"), FieldPanel("planned_measures")]),
            ],
            _("Indicator"),
        ),
        FieldPanel("picture"),
        FieldRowPanel([FieldPanel("started"), FieldPanel("ended")]),
    ]
