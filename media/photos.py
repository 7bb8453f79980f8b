"""Photographs as they may be kept: checked by their content, turned upright, without anything hidden in them.

A phone writes the place, the hour and its owner's name into every picture. All of it is dropped before the file
touches a disk: the pixels are written again, in sRGB, and nothing else is.
"""

import io
from pathlib import PurePath
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db.models import FileField
from django.db.models.fields.files import FieldFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

try:
    from pillow_heif import register_heif_opener
except ImportError:
    HEIF: tuple[str, ...] = ()
else:
    register_heif_opener()
    HEIF = ("HEIF",)

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 40_000_000
READ = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", *HEIF)
WRITTEN = {"PNG": ("PNG", ".png"), "GIF": ("PNG", ".png"), "WEBP": ("WEBP", ".webp")}
QUALITY = 88
LONGEST_SIDE = 4096
LONGEST_SIDE_OF_A_NOTE = 2560
# For a list read on a phone, in a valley: what one opens is the large one.
SMALL_SIDE = 640
SMALL_QUALITY = 64


class CleanPhoto(ContentFile):
    """A photograph that has been through `clean`."""


def clean_photo(uploaded: File) -> CleanPhoto:
    """The photograph of a journal entry or a form: see `clean`, at most 2,560 pixels on its longest side."""
    return clean(uploaded, LONGEST_SIDE_OF_A_NOTE)


def small_photo(photo: CleanPhoto) -> CleanPhoto:
    """The same photograph for a list: WebP, at most 640 pixels on its longest side."""
    return _written(_upright(_opened(photo), SMALL_SIDE), "WEBP", photo.name or "photo", SMALL_QUALITY)


def clean(uploaded: File | IO[bytes], longest_side: int = LONGEST_SIDE) -> CleanPhoto:
    """A new file that holds the pixels of `uploaded`, upright and in sRGB, and no metadata.

    Raises ValidationError with a sentence for people when the file is empty, too heavy, not a photograph, larger than
    40 megapixels (read in its header, before decoding) or damaged. A film of pictures keeps the first one.
    """
    size = _size(uploaded)
    if not size:
        raise ValidationError(_("This file is empty. Choose the photograph again."), code="empty")
    if size > MAX_BYTES:
        raise ValidationError(
            _("This photograph weighs %(found)s; %(limit)s are accepted."),
            code="too_heavy",
            params={"found": filesizeformat(size), "limit": filesizeformat(MAX_BYTES)},
        )
    picture = _opened(uploaded)
    try:
        return _written(_upright(picture, longest_side), picture.format or "JPEG", uploaded.name or "photo")
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError) as error:
        raise ValidationError(
            _(
                "This photograph is damaged: it cannot be read to the end. Take it again, or send another copy."
            ),
            code="damaged",
        ) from error


def _size(uploaded: File | IO[bytes]) -> int:
    uploaded.seek(0, io.SEEK_END)
    size = uploaded.tell()
    uploaded.seek(0)
    return size


def _opened(uploaded: File | IO[bytes]) -> Image.Image:
    """The picture, of which only the header has been read."""
    too_many = ValidationError(
        _("This photograph has more than %(limit)d million pixels. Make it smaller, then send it again."),
        code="too_many_pixels",
        params={"limit": MAX_PIXELS // 1_000_000},
    )
    try:
        picture = Image.open(uploaded, formats=READ)
    except Image.DecompressionBombError as error:
        raise too_many from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise ValidationError(
            _("This file is not a photograph that we can read. Send a JPEG, PNG, WebP or HEIC file."),
            code="not_a_photo",
        ) from error
    if picture.width * picture.height > MAX_PIXELS:
        raise too_many
    return picture


def _upright(picture: Image.Image, longest_side: int) -> Image.Image:
    picture.draft("RGB", (longest_side, longest_side))
    profile = picture.info.get("icc_profile")
    pixels = ImageOps.exif_transpose(picture)
    pixels.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
    wanted = "RGBA" if pixels.has_transparency_data else "L" if pixels.mode in {"1", "L"} else "RGB"
    return _in_srgb(pixels.convert(wanted), profile)


def _in_srgb(pixels: Image.Image, profile: bytes | None) -> Image.Image:
    if profile and pixels.mode != "L":
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            ImageCms.profileToProfile(pixels, source, ImageCms.createProfile("sRGB"), inPlace=True)
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # A profile that does not fit its picture: shown as if it had none.
    pixels.info.clear()
    return pixels


def _written(pixels: Image.Image, read_as: str, name: str, quality: int = QUALITY) -> CleanPhoto:
    kind, suffix = WRITTEN.get(read_as, ("JPEG", ".jpg"))
    if kind == "JPEG" and pixels.mode == "RGBA":
        kind, suffix = "PNG", ".png"
    options = {"JPEG": {"quality": quality, "progressive": True}, "WEBP": {"quality": quality}, "PNG": {}}[
        kind
    ]
    output = io.BytesIO()
    pixels.save(output, kind, optimize=True, **options)
    return CleanPhoto(output.getvalue(), name=PurePath(name).stem[:80] + suffix)


class _CleanedOnSave:
    """Whatever way a file comes in (form, several at once, command), what is stored has been cleaned."""

    def save(self, name: str, content: File, save: bool = True) -> None:
        photo = content.file if isinstance(content.file, CleanPhoto) else content
        if not isinstance(photo, CleanPhoto):
            photo = clean(content)
        super().save(str(PurePath(name).with_suffix(PurePath(photo.name or "").suffix)), photo, save)  # type: ignore[misc]
        if hasattr(self.instance, "file_hash"):  # type: ignore[attr-defined]
            self.instance.describe(photo)  # type: ignore[attr-defined]


class CleanImageFile(_CleanedOnSave, WagtailImageFieldFile):
    """The file of an image field."""


class CleanPhotoFile(_CleanedOnSave, FieldFile):
    """The file of a plain file field that holds a photograph."""


class CleanImageField(WagtailImageField):
    """An image field that keeps cleaned photographs only."""

    attr_class = CleanImageFile


class CleanPhotoField(FileField):
    """A plain file field that keeps cleaned photographs only."""

    attr_class = CleanPhotoFile
