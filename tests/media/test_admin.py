"""The pages of the administration where editors keep pictures, documents and recordings."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Collection

from media.models import Document, Image, Recording
from tests.factories.media import (
    PDF,
    DocumentFactory,
    ImageFactory,
    RecordingFactory,
    phone_photo_bytes,
    photo_bytes,
    sound_bytes,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client, admin_user):
    client.force_login(admin_user)
    return client


@pytest.mark.parametrize(
    "name",
    [
        "wagtailimages:index",
        "wagtailimages:add",
        "wagtailimages:add_multiple",
        "wagtailimages_chooser:choose",
        "wagtaildocs:index",
        "wagtaildocs:add",
        "wagtaildocs_chooser:choose",
        "wagtailmedia:index",
        "wagtailmedia:chooser",
    ],
)
def test_lists_forms_and_choosers_open(keeper, name):
    ImageFactory(), DocumentFactory(), RecordingFactory()

    assert keeper.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("factory", [ImageFactory, DocumentFactory, RecordingFactory])
@pytest.mark.parametrize("action", ["edit", "delete", "usage"])
def test_each_thing_can_be_edited_deleted_and_its_use_seen(keeper, factory, action):
    made = factory()
    room = {Image: "wagtailimages", Document: "wagtaildocs", Recording: "wagtailmedia"}[type(made)]
    kind = {Image: "image", Document: "document", Recording: "media"}[type(made)]
    name = f"{room}:{kind}_usage" if action == "usage" else f"{room}:{action}"

    assert keeper.get(reverse(name, args=[made.pk])).status_code == 200


def root():
    return Collection.get_first_root_node().pk


def test_a_picture_is_added_with_its_text_credit_and_consent(keeper):
    keeper.post(
        reverse("wagtailimages:add"),
        {
            "title": "Le col",
            "file": SimpleUploadedFile("col.jpg", phone_photo_bytes()),
            "description": "Un col sous la neige",
            "credit": "Camille",
            "licence": "CC BY 4.0",
            "consent": "Personne n’est reconnaissable.",
            "collection": root(),
        },
    )

    image = Image.objects.get()
    assert (image.description, image.credit, image.licence) == (
        "Un col sous la neige",
        "Camille",
        "CC BY 4.0",
    )
    with image.file.open() as content:
        assert b"Exif" not in content.read()


def test_a_picture_without_text_is_refused_with_a_sentence(keeper):
    response = keeper.post(
        reverse("wagtailimages:add"),
        {"title": "Le col", "file": SimpleUploadedFile("col.jpg", photo_bytes()), "collection": root()},
    )

    assert Image.objects.count() == 0
    assert "description" in response.context["form"].errors


def test_several_pictures_at_once_wait_for_their_texts_and_are_cleaned(keeper):
    sent = keeper.post(
        reverse("wagtailimages:add_multiple"),
        {
            "title": "Le col",
            "files[]": SimpleUploadedFile("col.jpg", phone_photo_bytes()),
            "collection": root(),
        },
        headers={"x-requested-with": "XMLHttpRequest"},
    ).json()
    assert sent["success"]
    assert Image.objects.count() == 0

    number = sent["uploaded_file_id"]
    keeper.post(
        reverse("wagtailimages:create_multiple_from_uploaded_image", args=[number]),
        {
            f"uploaded-image-{number}-title": "Le col",
            f"uploaded-image-{number}-description": "Un col sous la neige",
            f"uploaded-image-{number}-collection": root(),
        },
        headers={"x-requested-with": "XMLHttpRequest"},
    )

    image = Image.objects.get()
    assert (image.width, image.height) == (40, 60)
    with image.file.open() as content:
        assert b"Exif" not in content.read()


@pytest.mark.parametrize(
    ("name", "content"), [("a.html", b"<!doctype html>"), ("a.pdf", b"MZ\x90\x00"), ("a.pdf", b"")]
)
def test_a_document_that_is_not_one_is_refused(keeper, name, content):
    keeper.post(
        reverse("wagtaildocs:add"),
        {"title": "x", "file": SimpleUploadedFile(name, content), "collection": root()},
    )

    assert Document.objects.count() == 0


def test_a_document_is_added(keeper):
    keeper.post(
        reverse("wagtaildocs:add"),
        {
            "title": "Programme",
            "file": SimpleUploadedFile("programme.pdf", PDF),
            "credit": "PETR Sud Lozère",
            "licence": "CC0",
            "consent": "Les hôtes nommés ont relu et accepté.",
            "collection": root(),
        },
    )

    document = Document.objects.get()
    assert (document.credit, document.licence, document.consent) == (
        "PETR Sud Lozère",
        "CC0",
        "Les hôtes nommés ont relu et accepté.",
    )


def test_a_recording_is_added_edited_and_deleted(keeper):
    keeper.post(
        reverse("wagtailmedia:add", args=["audio"]),
        {
            "title": "Table ronde",
            "file": SimpleUploadedFile("table.wav", sound_bytes()),
            "collection": root(),
            "duration": "1",
            "consent": "Accord de toutes les personnes, le 3 mai.",
            "keep_until": "2030-01-01",
        },
    )
    recording = Recording.objects.get()
    keeper.post(
        reverse("wagtailmedia:edit", args=[recording.pk]),
        {"title": "Table ronde du 3 mai", "collection": root(), "duration": "1", "transcript": "Bonjour."},
    )
    recording.refresh_from_db()
    assert (recording.title, recording.transcript) == ("Table ronde du 3 mai", "Bonjour.")

    keeper.post(reverse("wagtailmedia:delete", args=[recording.pk]))

    assert Recording.objects.count() == 0


def test_the_first_page_of_the_administration_says_nothing_in_english_only(client, admin_user):
    client.force_login(admin_user)

    assert "Media file" not in client.get("/admin/").content.decode()
