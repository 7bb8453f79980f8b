"""The form that brings a picture in: it says what is wrong with a photograph before anything is stored."""

from django.core.files.base import File
from wagtail.images.forms import BaseImageForm

from media import photos


class ImageForm(BaseImageForm):
    """Checks and cleans the photograph while the person still looks at the form."""

    def clean_file(self) -> File | None:
        """The cleaned photograph, when a new one was sent."""
        uploaded = self.cleaned_data["file"]
        if "file" not in self.changed_data or not uploaded:
            return uploaded
        return photos.clean(uploaded)
