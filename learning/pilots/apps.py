from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PilotsConfig(AppConfig):
    """Pilot projects and the journals their teams keep."""

    name = "learning.pilots"
    label = "pilots"
    verbose_name = _("Pilot projects")

    def ready(self) -> None:
        """Take our place on the pages of territories, in the administration, and among what is due."""
        from learning.pilots import receivers  # noqa: F401 - connects them
        from learning.pilots.actions import purge_deleted
        from learning.pilots.territory_part import pilots_of
        from network import due, grants
        from network.permissions import ADMINISTRATORS
        from network.slots import territory_page

        due.register("deleted journal entries", purge_deleted)
        grants.everywhere[ADMINISTRATORS] |= grants.all_of("pilots", "pilot")
        territory_page.register(pilots_of, order=20)
