from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    """Who we are, and the words we share."""

    name = "network"
    verbose_name = _("Network")
