import io
import zipfile
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pixels
from wagtail.images.forms import get_image_form
from wagtail.models import Collection, CollectionViewRestriction

from media.models import Document, Image, Recording, Rendition
from media.storage import NoAddress
from tests.factories.media import (
    PDF,
    CollectionFactory,
    DocumentFactory,
    ImageFactory,
    RecordingFactory,
    phone_photo_bytes,
    photo_bytes,
    sound_bytes,
)
from tests.factories.network import UserFactory

pytestmark = pytest.mark.django_db


def stored(file):
    with file.storage.open(file.name) as content:
        return content.read()


def archive(*names, **contents):
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as file:
        for name in names:
            file.writestr(name, "x")
        for name, content in contents.items():
            file.writestr(name, content)
    return output.getvalue()


# ---------------------------------------------------------------- pictures


def test_the_stored_original_holds_no_metadata_and_stands_upright():
    image = ImageFactory(file=ContentFile(phone_photo_bytes(size=(60, 40)), name="IMG_1.jpg"))

    assert b"Exif" not in stored(image.file)
    assert (image.width, image.height) == (40, 60)
    assert Pixels.open(io.BytesIO(stored(image.file))).size == (40, 60)


def test_a_rendition_holds_no_metadata():
    image = ImageFactory(file=ContentFile(phone_photo_bytes(size=(60, 40)), name="IMG_1.jpg"))

    assert not Pixels.open(io.BytesIO(stored(image.get_rendition("width-20").file))).getexif()


def test_the_size_and_fingerprint_are_those_of_the_stored_file():
    image = ImageFactory(file=ContentFile(phone_photo_bytes(), name="IMG_1.jpg"))

    assert image.file_size == len(stored(image.file))
    assert image.get_file_hash() == Image.objects.get(pk=image.pk).file_hash != ""


def test_a_picture_changed_in_the_form_replaces_the_old_file():
    image = ImageFactory()
    old = image.file.name
    form = get_image_form(Image)(
        {"title": "Le col", "description": "Un col", "collection": image.collection_id},
        {"file": SimpleUploadedFile("col.png", photo_bytes(kind="PNG"))},
        instance=image,
        user=UserFactory(is_superuser=True),
    )

    assert form.is_valid(), form.errors
    form.save()

    assert not image.file.storage.exists(old)
    assert image.file.name.endswith(".png")
    assert image.get_file_hash() == Image.objects.get(pk=image.pk).file_hash


def image_form(file, **data):
    form = get_image_form(Image)
    given = {
        "title": "Le col",
        "description": "Un col sous la neige",
        "collection": Collection.get_first_root_node().pk,
    }
    return form(given | data, {"file": file}, user=UserFactory(is_superuser=True))


def test_the_form_keeps_a_cleaned_photo():
    form = image_form(SimpleUploadedFile("IMG.jpg", phone_photo_bytes()))

    assert form.is_valid(), form.errors
    assert b"Exif" not in stored(form.save().file)


def test_the_form_asks_for_the_alternative_text():
    form = image_form(SimpleUploadedFile("a.jpg", photo_bytes()), description="")

    assert set(form.errors) == {"description"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("a.html", b"<!doctype html>"),
        ("a.exe", b"MZ\x90\x00"),
        ("a.jpg", b"<!doctype html>"),
        ("a.jpg", b""),
        ("a.png", photo_bytes()),
    ],
)
def test_the_form_refuses_what_is_not_a_photo(name, content):
    form = image_form(SimpleUploadedFile(name, content))

    assert set(form.errors) == {"file"}


def test_an_original_has_no_address():
    image = ImageFactory()

    with pytest.raises(NoAddress):
        image.file.url  # noqa: B018


def test_originals_are_never_in_the_public_place(settings):
    before = set(Path(settings.MEDIA_ROOT).rglob("*"))

    names = [made.file.name for made in (ImageFactory(), DocumentFactory(), RecordingFactory())]

    assert set(Path(settings.MEDIA_ROOT).rglob("*")) == before
    assert all(Path(settings.PRIVATE_ROOT, name).is_file() for name in names)


# ---------------------------------------------------------------- renditions


def test_a_rendition_of_a_public_picture_has_a_name_that_nobody_can_guess():
    image = ImageFactory(title="Nom secret", file=ContentFile(photo_bytes(), name="nom-secret.jpg"))

    one, other = image.get_rendition("width-20"), image.get_rendition("width-30")

    assert one.url.startswith("/media/")
    assert "secret" not in one.url
    assert len(Path(one.file.name).stem) >= 24
    assert Path(one.file.name).stem != Path(other.file.name).stem


def test_a_rendition_of_a_restricted_picture_is_in_the_private_place(restricted):
    rendition = ImageFactory(collection=restricted).get_rendition("width-20")

    assert storages["default"].exists(rendition.file.name)
    assert not storages["public"].exists(rendition.file.name)
    assert rendition.url == f"/pictures/{rendition.file.name.removeprefix('restricted/')}"


def test_several_renditions_at_once_go_to_their_place_too(restricted):
    renditions = ImageFactory(collection=restricted).get_renditions("width-20", "width-30")

    assert all(storages["default"].exists(rendition.file.name) for rendition in renditions.values())
    assert all(rendition.url.startswith("/pictures/") for rendition in renditions.values())


def test_a_collection_below_a_restricted_one_is_restricted(restricted):
    below = CollectionFactory(parent=restricted)

    assert ImageFactory(collection=below).get_rendition("width-20").url.startswith("/pictures/")


def test_restricting_a_collection_withdraws_what_was_public(django_capture_on_commit_callbacks):
    collection = CollectionFactory()
    image = ImageFactory(collection=CollectionFactory(parent=collection))
    name = image.get_rendition("width-20").file.name

    with django_capture_on_commit_callbacks(execute=True):
        CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")

    assert not storages["public"].exists(name)
    assert Image.objects.get(pk=image.pk).get_rendition("width-20").url.startswith("/pictures/")


def test_opening_a_collection_makes_its_pictures_public_again(restricted):
    image = ImageFactory(collection=restricted)
    image.get_rendition("width-20")

    CollectionViewRestriction.objects.get(collection=restricted).delete()

    assert Image.objects.get(pk=image.pk).get_rendition("width-20").url.startswith("/media/")


def test_moving_a_picture_to_a_restricted_collection_withdraws_what_was_public(
    restricted, django_capture_on_commit_callbacks
):
    image = ImageFactory()
    name = image.get_rendition("width-20").file.name

    image.collection = restricted
    with django_capture_on_commit_callbacks(execute=True):
        image.save()

    assert not storages["public"].exists(name)


def test_deleting_a_picture_removes_its_files(restricted, django_capture_on_commit_callbacks):
    image = ImageFactory(collection=restricted)
    names = [image.file.name, image.get_rendition("width-20").file.name]

    with django_capture_on_commit_callbacks(execute=True):
        image.delete()

    assert [storages["default"].exists(name) for name in names] == [False, False]
    assert Rendition.objects.count() == 0


# ---------------------------------------------------------------- documents and recordings


def document(name, content):
    new = Document(
        title="x", file=SimpleUploadedFile(name, content), collection=Collection.get_first_root_node()
    )
    new.clean()
    return new


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("A.PDF", PDF),
        ("a.csv", "commune;habitants\nAutrans;1600\n".encode("cp1252")),
        ("a.txt", "Bonjour à vous".encode()),
        ("a.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),
        ("a.md", b"# Titre"),
        ("a.docx", archive("[Content_Types].xml", "word/document.xml")),
        ("a.xlsx", archive("[Content_Types].xml", "xl/workbook.xml")),
        ("a.odt", archive(mimetype="application/vnd.oasis.opendocument.text")),
    ],
)
def test_documents_of_the_office_are_accepted(name, content):
    document(name, content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", b"<!doctype html>"),
        ("a.svg", b"<svg/>"),
        ("a.exe", b"MZ\x90\x00"),
        ("a.zip", archive("a.exe")),
        ("a.pdf", b""),
        ("a.pdf", b"<!doctype html><script>alert(1)</script>"),
        ("a.pdf", b"MZ\x90\x00" + b"\0" * 3000),
        ("a.txt", b"  <!DOCTYPE html><script>alert(1)</script>"),
        ("a.csv", b"<svg onload=alert(1)>"),
        ("a.txt", b"MZ\x90\x00"),
        ("a.docx", archive("word/document.xml", "word/vbaProject.bin")),
        ("a.docx", archive("xl/workbook.xml")),
        ("a.docx", PDF),
        ("a.odt", archive(mimetype="application/vnd.oasis.opendocument.spreadsheet")),
        ("a", PDF),
        ("a.pdf.exe", PDF),
    ],
)
def test_what_is_disguised_or_of_another_kind_is_refused(name, content):
    with pytest.raises(ValidationError) as refused:
        document(name, content)

    assert set(refused.value.message_dict) == {"file"}


def recording(name, content, kind="audio"):
    new = Recording(title="x", type=kind, file=SimpleUploadedFile(name, content))
    new.clean()
    return new


def test_a_sound_is_accepted():
    assert recording("a.wav", sound_bytes()).content_type == "audio/wav"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.wav", b"<!doctype html>", "audio"),
        ("a.mp3", sound_bytes(), "audio"),
        ("a.mp4", b"MZ\x90\x00", "video"),
        ("a.html", b"<!doctype html>", "video"),
        ("a.wav", b"", "audio"),
    ],
)
def test_what_is_not_a_recording_is_refused(name, content, kind):
    with pytest.raises(ValidationError):
        recording(name, content, kind)


def test_the_thumbnail_of_a_recording_is_cleaned():
    made = RecordingFactory(thumbnail=ContentFile(phone_photo_bytes(), name="a.jpg"))

    assert b"Exif" not in stored(made.thumbnail)


def test_the_address_of_a_recording_is_that_of_a_checked_view():
    made = RecordingFactory()

    assert made.url == f"/recordings/{made.pk}/{made.filename}"
