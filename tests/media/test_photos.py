import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image as Pixels
from PIL import ImageCms, PngImagePlugin

from media import photos
from media.photos import clean, clean_photo, small_photo
from tests.factories.media import phone_photo_bytes, photo_bytes, sound_bytes


def opened(photo):
    photo.seek(0)
    return Pixels.open(photo)


def refusal(content, name="photo.jpg"):
    with pytest.raises(ValidationError) as refused:
        clean_photo(SimpleUploadedFile(name, content))
    return refused.value


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_header(width, height):
    """A PNG that claims a size, with hardly a pixel behind it."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 10)) + chunk(b"IEND", b"")


def test_a_phone_photo_comes_out_without_place_maker_or_name():
    sent = phone_photo_bytes(comment=b"chez Camille")
    assert b"Exif" in sent
    assert b"chez Camille" in sent

    photo = clean_photo(SimpleUploadedFile("IMG_2041.jpg", sent))

    assert not opened(photo).getexif()
    assert set(opened(photo).info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }
    assert b"Exif" not in photo.read()


def test_a_photo_lying_on_its_side_comes_out_upright():
    photo = clean_photo(SimpleUploadedFile("a.jpg", phone_photo_bytes(size=(60, 40), orientation=6)))

    assert opened(photo).size == (40, 60)


@pytest.mark.parametrize(
    ("kind", "name", "written"),
    [
        ("JPEG", "a.jpeg", ("JPEG", "a.jpg")),
        ("PNG", "a.png", ("PNG", "a.png")),
        ("WEBP", "a.webp", ("WEBP", "a.webp")),
        ("GIF", "a.gif", ("PNG", "a.png")),
        ("AVIF", "a.avif", ("JPEG", "a.jpg")),
        ("HEIF", "a.heic", ("JPEG", "a.jpg")),
    ],
)
def test_what_phones_and_cameras_send_is_read(kind, name, written):
    if kind == "HEIF":
        pytest.importorskip(
            "pillow_heif", reason="pillow-heif is not installed: HEIC files are refused with a sentence"
        )

    photo = clean_photo(SimpleUploadedFile(name, phone_photo_bytes(kind=kind, orientation=1)))

    assert (opened(photo).format, photo.name) == written
    assert not opened(photo).getexif()


def test_a_file_is_what_it_holds_whatever_its_name():
    assert clean_photo(SimpleUploadedFile("a.jpg", photo_bytes(kind="PNG"))).name == "a.png"


def test_notes_hidden_in_a_png_are_dropped():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "secret")
    notes.add_itxt("XML:com.adobe.xmp", "secret")

    photo = clean_photo(SimpleUploadedFile("a.png", photo_bytes(kind="PNG", pnginfo=notes)))

    assert opened(photo).info == {}
    assert b"secret" not in photo.read()


def test_what_follows_the_end_of_a_picture_is_dropped():
    photo = clean_photo(SimpleUploadedFile("a.jpg", photo_bytes() + b"<script>alert(1)</script>"))

    assert b"script" not in photo.read()


def test_a_transparent_picture_stays_transparent():
    photo = clean_photo(
        SimpleUploadedFile("a.png", photo_bytes(kind="PNG", mode="RGBA", colour=(1, 2, 3, 0)))
    )

    assert opened(photo).mode == "RGBA"


def test_a_colour_profile_is_applied_and_dropped():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    photo = clean_photo(SimpleUploadedFile("a.jpg", photo_bytes(icc_profile=profile)))

    assert "icc_profile" not in opened(photo).info


def test_a_broken_colour_profile_does_not_refuse_the_photo():
    assert opened(
        clean_photo(SimpleUploadedFile("a.jpg", photo_bytes(icc_profile=b"not a profile")))
    ).size == (60, 40)


def test_an_attachment_is_made_smaller():
    photo = clean_photo(SimpleUploadedFile("a.jpg", photo_bytes(size=(3000, 1500))))

    assert opened(photo).size == (2560, 1280)


def test_cleaning_twice_keeps_the_picture():
    photo = clean(clean(SimpleUploadedFile("a.jpg", phone_photo_bytes())))

    assert opened(photo).size == (40, 60)


def test_an_empty_file_is_refused():
    assert refusal(b"").code == "empty"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("a.html", b"<!doctype html><script>alert(1)</script>"),
        ("a.exe", b"MZ\x90\x00" + b"\0" * 200),
        ("a.jpg", b"<!doctype html><script>alert(1)</script>"),
        ("a.jpg", b"MZ\x90\x00" + b"\0" * 200),
        ("a.png", sound_bytes()),
        ("a.jpg", b"8BPS\x00\x01" + b"\0" * 100),
        ("a.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n"),
        ("a.tif", photo_bytes(kind="TIFF")),
        ("a.bmp", photo_bytes(kind="BMP")),
    ],
)
def test_what_is_not_a_photo_is_refused(name, content):
    assert refusal(content, name).code == "not_a_photo"


def test_a_picture_bomb_is_refused_by_its_header():
    refused = refusal(png_header(30_000, 30_000), "bomb.png")

    assert refused.code == "too_many_pixels"


def test_more_than_forty_megapixels_are_refused_before_decoding():
    assert refusal(png_header(8001, 5000), "a.png").code == "too_many_pixels"


def test_a_real_photo_of_more_than_forty_megapixels_is_refused():
    assert refusal(photo_bytes(size=(8001, 5001), mode="L", colour=0)).code == "too_many_pixels"


def test_a_photo_cut_in_transmission_is_refused():
    sent = photo_bytes(size=(600, 400))

    assert refusal(sent[: len(sent) // 2]).code == "damaged"


def test_a_header_without_pixels_is_refused():
    assert refusal(png_header(100, 100), "a.png").code == "damaged"


def test_a_photo_that_weighs_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(photos, "MAX_BYTES", 100)

    assert refusal(photo_bytes()).code == "too_heavy"


@pytest.mark.parametrize(("language", "words"), [("fr", "fichier est vide"), ("en", "This file is empty")])
def test_the_refusal_is_said_in_the_language_of_the_reader(language, words):
    with translation.override(language):
        assert words in refusal(b"").messages[0]


def test_any_file_object_is_read():
    assert opened(clean(ContentFile(photo_bytes(), name="a.jpg"))).size == (60, 40)


def test_the_small_size_of_a_photo_is_light():
    large = clean_photo(SimpleUploadedFile("a.jpg", phone_photo_bytes(size=(3000, 2000), orientation=6)))

    small = small_photo(large)

    assert (opened(small).format, max(opened(small).size), small.name) == ("WEBP", 640, "a.webp")
