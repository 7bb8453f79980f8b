from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PilotsConfig(AppConfig):
    """Pilot projects and the journals their teams keep."""

    name = "learning.pilots"
    label = "pilots"
    verbose_name = _("Pilot projects")
