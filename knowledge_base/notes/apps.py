from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotesConfig(AppConfig):
    """What editors publish from the field, stating lessons."""

    name = "knowledge_base.notes"
    label = "notes"
    verbose_name = _("Capitalisation notes")
