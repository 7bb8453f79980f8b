from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    """One row per published thing, and the pages that find it."""

    name = "knowledge_base.library"
    label = "library"
    verbose_name = _("Library")
