from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotesConfig(AppConfig):
    """What editors publish from the field, stating lessons."""

    name = "knowledge_base.notes"
    label = "notes"
    verbose_name = _("Capitalisation notes")

    def ready(self) -> None:
        from knowledge_base.notes import parts, receivers  # noqa: F401 - connects them
        from network.slots import territory_page

        territory_page.register(parts.notes_of, order=50)
