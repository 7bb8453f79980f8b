from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticesConfig(AppConfig):
    """Good practices, each on one structured sheet."""

    name = "knowledge_base.practices"
    label = "practices"
    verbose_name = _("Practices")
