from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """Pictures, documents and recordings, and where they are kept."""

    name = "media"
    verbose_name = _("Media")

    def ready(self) -> None:
        """Listen to what changes the right to see a picture."""
        from media import receivers  # noqa: F401
