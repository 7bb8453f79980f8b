"""Pictures, documents and recordings. Their originals are private; see `media.storage`."""

import hashlib
import secrets
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models
from django.db.models.fields.files import FieldFile
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, get_upload_to
from wagtailmedia.models import AbstractMedia

from media.filetypes import content_type, is_document, is_recording
from media.photos import CleanImageField, CleanPhotoField
from media.storage import RESTRICTED

MAX_DOCUMENT_BYTES = 50 * 1024 * 1024
MAX_RECORDING_BYTES = 2 * 1024 * 1024 * 1024


def is_new(file: FieldFile) -> bool:
    """Chosen by somebody just now, not stored yet."""
    return bool(file) and not file._committed  # type: ignore[attr-defined]


def refuse_empty_or_heavy(file: FieldFile, limit: int) -> None:
    """Raise ValidationError for a file without content or above the limit."""
    if not file.size:
        raise ValidationError(
            {"file": ValidationError(_("This file is empty. Choose it again."), code="empty")}
        )
    if file.size > limit:
        raise ValidationError(
            {
                "file": ValidationError(
                    _("This file weighs %(found)s; %(limit)s are accepted."),
                    code="too_heavy",
                    params={"found": filesizeformat(file.size), "limit": filesizeformat(limit)},
                )
            }
        )


class Image(AbstractImage):
    """A picture that pages may show. What is stored is the cleaned photograph, never the file as sent."""

    tags = TaggableManager(_("tags"), blank=True, help_text=None, related_name="media_images")
    file = CleanImageField(
        verbose_name=_("file"), upload_to=get_upload_to, width_field="width", height_field="height"
    )
    description = models.CharField(
        _("alternative text"),
        max_length=255,
        help_text=_("What one sees, in a sentence, for people who cannot see it."),
        error_messages={"blank": _("Say in a sentence what the picture shows: some readers cannot see it.")},
    )
    credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("Who took or drew it. Shown under the picture.")
    )
    licence = models.CharField(
        _("licence"),
        max_length=120,
        blank=True,
        help_text=_("For instance CC BY 4.0, or “all rights reserved”."),
    )
    consent = models.TextField(
        _("consent of the people shown"),
        blank=True,
        help_text=_("Who can be recognised, who agreed, when, and for which use. Never shown on the site."),
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "credit",
        "licence",
        "consent",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        default_related_name = "media_images"  # Wagtail's own model has taken image_set
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]

    def save(self, *args: object, **kwargs: object) -> None:
        """Store the photograph first: its size and fingerprint are those of the cleaned file, not of the one sent."""
        if is_new(self.file):
            self.file.save(self.file.name, self.file.file, save=False)
        super().save(*args, **kwargs)

    def get_rendition(self, filter: Filter | str) -> "Rendition":  # noqa: A002 - Wagtail's own name
        """The picture at one size. Wagtail's own writes back what it has just read from its cache; `get_renditions` does not."""
        (rendition,) = self.get_renditions(filter).values()
        return rendition

    def describe(self, photo: File) -> None:
        """Note the size and the fingerprint of the file that is really stored."""
        self.file_size = photo.size
        photo.seek(0)
        self.file_hash = hashlib.file_digest(photo, "sha1").hexdigest()
        photo.seek(0)

    @property
    def is_restricted(self) -> bool:
        """Only some people may see it: its collection, or one above, says so."""
        return self.collection.get_view_restrictions().exists()

    def withdraw_renditions(self) -> None:
        """Remove every size of the picture; they are drawn again, in the right place, when next asked for."""
        self.renditions.all().delete()


class Rendition(AbstractRendition):
    """A picture at one size: public under a name that nobody can guess, or restricted and sent by a view."""

    image = models.ForeignKey(Image, models.CASCADE, related_name="renditions", verbose_name=_("image"))

    class Meta:
        verbose_name = _("size of a picture")
        verbose_name_plural = _("sizes of pictures")
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_filter"
            )
        ]
        indexes = [models.Index(fields=["file"], name="rendition_by_file")]

    def __str__(self) -> str:
        return f"{self.image} ({self.filter_spec})"

    def get_upload_to(self, filename: str) -> str:
        """`ab/ab3f….jpg`, under `restricted/` where the collection is. The name says nothing of the picture."""
        name = secrets.token_urlsafe(18)
        folder = RESTRICTED if self.image.is_restricted else ""
        return f"{folder}{name[:2].lower()}/{name}{PurePath(filename).suffix}"

    @staticmethod
    def construct_cache_key(image: Image, filter_cache_key: str, filter_spec: str) -> str:
        """A rendition is remembered for the picture in its collection: in another one it lives elsewhere."""
        key = AbstractRendition.construct_cache_key(image, filter_cache_key, filter_spec)
        return f"{key}-{image.collection_id}"

    @property
    def url(self) -> str:
        """The address for pages: public, or that of the view that checks the reader's right."""
        if self.file.name.startswith(RESTRICTED):
            return reverse("media_picture", args=[self.file.name.removeprefix(RESTRICTED)])
        return self.file.url


class Document(AbstractDocument):
    """A document to download. Its content is checked against its name."""

    tags = TaggableManager(_("tags"), blank=True, help_text=None, related_name="media_documents")
    credit = models.CharField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_("Who wrote or made it. Shown with the document."),
    )
    licence = models.CharField(
        _("licence"),
        max_length=120,
        blank=True,
        help_text=_("For instance CC BY 4.0, or “all rights reserved”."),
    )
    consent = models.TextField(
        _("consent of the people named or shown"),
        blank=True,
        help_text=_("Who can be recognised, who agreed, when, and for which use. Never shown on the site."),
    )

    admin_form_fields = ("title", "file", "credit", "licence", "consent", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        default_related_name = "media_documents"  # Wagtail's own model has taken document_set
        permissions = [("choose_document", "Can choose document")]

    def clean(self) -> None:
        """Refuse what is empty, too heavy, of an unknown kind or disguised."""
        super().clean()
        if is_new(self.file):
            refuse_empty_or_heavy(self.file, MAX_DOCUMENT_BYTES)
            if not is_document(self.file.file, self.file.name):
                message = _(
                    "The content of this file is not what its name says. Save it again in its own format."
                )
                raise ValidationError({"file": ValidationError(message, code="disguised")})

    @cached_property
    def content_type(self) -> str:
        """By its extension, which was checked against its content."""
        return content_type(self.filename)


class Recording(AbstractMedia):
    """A sound or a film. Who may watch it is the question of the page that shows it."""

    thumbnail = CleanPhotoField(_("thumbnail"), upload_to="media_thumbnails", blank=True)
    consent = models.TextField(
        _("consent of the people recorded"),
        blank=True,
        help_text=_(
            "Who speaks or can be recognised, who agreed, when, and for which use. Never shown on the site."
        ),
    )
    transcript = models.TextField(
        _("transcript"),
        blank=True,
        help_text=_("What is said, for people who cannot hear it. Shown under the recording."),
    )
    keep_until = models.DateField(
        _("keep until"), null=True, blank=True, help_text=_("From this day on nobody can watch it any more.")
    )

    admin_form_fields = (
        "title",
        "file",
        "consent",
        "keep_until",
        "transcript",
        "collection",
        "duration",
        "width",
        "height",
        "thumbnail",
        "tags",
    )

    class Meta(AbstractMedia.Meta):
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")

    def clean(self) -> None:
        """Refuse what is empty, too heavy or disguised."""
        super().clean()
        if is_new(self.file):
            refuse_empty_or_heavy(self.file, MAX_RECORDING_BYTES)
            if not is_recording(self.file.file, self.file.name):
                message = _("The content of this file is not the sound or film that its name says.")
                raise ValidationError({"file": ValidationError(message, code="disguised")})

    @property
    def url(self) -> str:
        """For those who look after recordings. Pages have their own address, with their own check."""
        return reverse("media_recording", args=[self.pk, self.filename])

    @property
    def content_type(self) -> str:
        """By its extension, which was checked against its content."""
        return content_type(self.filename)
