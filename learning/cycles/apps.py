from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CyclesConfig(AppConfig):
    """The training cycle: its modules, sessions, visits and speakers."""

    name = "learning.cycles"
    label = "cycles"
    verbose_name = _("Training cycles")

    def ready(self) -> None:
        from learning.cycles import receivers  # noqa: F401 - connects them
        from learning.cycles.territories import cycles_of
        from network import grants
        from network.permissions import ADMINISTRATORS, EDITORS
        from network.slots import territory_page

        speakers = grants.all_of("cycles", "speaker")
        grants.everywhere[ADMINISTRATORS] |= speakers
        grants.everywhere[EDITORS] |= speakers - {"cycles.delete_speaker"}
        territory_page.register(cycles_of, order=10)
