from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage
from wagtailmedia.models import AbstractMedia


class Image(AbstractImage):
    """A picture of the site."""

    credit = models.CharField(_("credit"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=120, blank=True)
    consent = models.TextField(_("consent of the people shown"), blank=True)

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit", "licence", "consent")


class Rendition(AbstractRendition):
    """A picture at one size."""

    image = models.ForeignKey(Image, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_filter")
        ]


class Document(AbstractDocument):
    """A document of the site."""

    licence = models.CharField(_("licence"), max_length=120, blank=True)

    admin_form_fields = (*WagtailDocument.admin_form_fields, "licence")


class Recording(AbstractMedia):
    """A sound or video recording."""

    consent = models.TextField(_("consent of the people recorded"), blank=True)

    admin_form_fields = ("title", "file", "collection", "duration", "width", "height", "thumbnail", "tags", "consent")
