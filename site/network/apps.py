from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    """Who we are, and the words we share."""

    name = "network"
    verbose_name = _("Network")

    def ready(self) -> None:
        from network import receivers  # noqa: F401 - connects them
        from network.notifications import drain_mail
        from network.outbox import drains

        drains["mail"] = drain_mail
