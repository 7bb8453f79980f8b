from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """Pictures, documents and recordings, and where they are kept."""

    name = "media"
    verbose_name = _("Media")

    def ready(self) -> None:
        """Listen to what changes the right to see a picture; say what staff may do with files."""
        from media import receivers  # noqa: F401
        from network import grants
        from network.permissions import ADMINISTRATORS, EDITORS

        pictures_and_documents = {
            f"{app}.{verb}_{thing}"
            for app, thing in (("wagtailimages", "image"), ("wagtaildocs", "document"))
            for verb in ("add", "change", "delete", "choose")
        }
        recordings = {f"wagtailmedia.{verb}_media" for verb in ("add", "change", "delete")}
        # Choosing a recording for a page asks for the right to change it.
        grants.in_collections[EDITORS] |= pictures_and_documents | {"wagtailmedia.change_media"}
        grants.in_collections[ADMINISTRATORS] |= pictures_and_documents | recordings
