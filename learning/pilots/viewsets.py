from typing import Any

from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.viewsets.model import ModelViewSet

from learning.pilots.models import Pilot
from network.languages import LanguageSelect


class PilotDeleteView(DeleteView):
    """A pilot whose journal says something stays: its entries belong to those who wrote them."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except ProtectedError:
            messages.error(
                request, gettext("This pilot has journal entries and is not deleted: mark it as stopped.")
            )
            return redirect(self.get_success_url())


class PilotViewSet(ModelViewSet):
    """Pilots in the administration: what they say of themselves, their address and their picture. Journals are not here."""

    model = Pilot
    delete_view_class = PilotDeleteView
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
        FieldPanel("language", widget=LanguageSelect),
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
