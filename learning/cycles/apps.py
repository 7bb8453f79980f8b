from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CyclesConfig(AppConfig):
    """The training cycle: its modules, sessions, visits and speakers."""

    name = "learning.cycles"
    label = "cycles"
    verbose_name = _("Training cycles")
