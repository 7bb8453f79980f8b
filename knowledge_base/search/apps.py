from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """A Whoosh backend for modelsearch."""

    name = "knowledge_base.search"
    label = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Listen to what changes, and have it taken in."""
        from knowledge_base.search import signals

        signals.connect()
