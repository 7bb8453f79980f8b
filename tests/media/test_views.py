from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import RequestFactory
from wagtail.models import CollectionViewRestriction, GroupCollectionPermission

from media import serving
from tests.factories.media import (
    CollectionFactory,
    DocumentFactory,
    ImageFactory,
    RecordingFactory,
    sound_bytes,
)
from tests.factories.network import UserFactory

pytestmark = pytest.mark.django_db


def body(response):
    return b"".join(response.streaming_content)


# ---------------------------------------------------------------- by their storage address


def test_a_public_rendition_is_sent_to_everybody_and_may_be_kept(client):
    response = client.get(ImageFactory().get_rendition("width-20").url)

    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "public, max-age=604800, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert not response.cookies


def private_names(restricted):
    image = ImageFactory(collection=restricted)
    rendition = image.get_rendition("width-20")
    return [image.file.name, rendition.file.name, DocumentFactory().file.name, RecordingFactory().file.name]


def test_a_private_file_is_not_found_by_its_storage_address(client, restricted):
    names = private_names(restricted)

    for name in names:
        assert storages["default"].exists(name)
        for address in (
            f"/media/{name}",
            f"/pictures/{name}",
            f"/media/../private/{name}",
            f"/media/%2e%2e/private/{name}",
            f"/{name}",
        ):
            assert client.get(address, follow=True).status_code == 404, address


@pytest.mark.parametrize(
    "name",
    [
        "../../cordee.sqlite3",
        "..%2f..%2fcordee.sqlite3",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "a\\..\\b.jpg",
        ".",
        "ab",
        "a%00.jpg",
    ],
)
def test_no_name_leads_out_of_the_public_place(client, name):
    assert client.get(f"/media/{name}", follow=True).status_code == 404


def test_the_public_place_sends_pictures_only(client):
    storages["public"].save("ab/page.html", ContentFile(b"<script>alert(1)</script>"))

    assert client.get("/media/ab/page.html").status_code == 404


def test_the_public_place_cannot_be_written_to(client):
    assert client.post(ImageFactory().get_rendition("width-20").url).status_code == 405


# ---------------------------------------------------------------- pictures of restricted collections


def test_a_restricted_picture_is_not_found_by_a_visitor(client, restricted):
    rendition = ImageFactory(collection=restricted).get_rendition("width-20")

    assert client.get(rendition.url).status_code == 404


def test_a_restricted_picture_is_sent_to_those_who_may_see_it_and_kept_by_no_cache(client, restricted):
    rendition = ImageFactory(collection=restricted).get_rendition("width-20")
    client.force_login(UserFactory())

    response = client.get(rendition.url)

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_picture_for_a_group_is_not_found_by_others(client):
    collection, group = CollectionFactory(), Group.objects.create(name="Jury")
    restriction = CollectionViewRestriction.objects.create(collection=collection, restriction_type="groups")
    restriction.groups.add(group)
    rendition = ImageFactory(collection=collection).get_rendition("width-20")
    member, other = UserFactory(), UserFactory()
    member.groups.add(group)

    client.force_login(other)
    refused = client.get(rendition.url).status_code
    client.force_login(member)
    sent = client.get(rendition.url).status_code

    assert (refused, sent) == (404, 200)


def test_somebody_who_looks_after_pictures_sees_those_for_a_group(client):
    collection, keepers = CollectionFactory(), Group.objects.create(name="Iconographes")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="groups")
    permission = Permission.objects.get(content_type__app_label="wagtailimages", codename="change_image")
    GroupCollectionPermission.objects.create(group=keepers, collection=collection, permission=permission)
    rendition = ImageFactory(collection=collection).get_rendition("width-20")
    keeper = UserFactory()
    keeper.groups.add(keepers)

    client.force_login(keeper)

    assert client.get(rendition.url).status_code == 200


def test_the_right_is_asked_at_every_read(client, restricted):
    rendition = ImageFactory(collection=restricted).get_rendition("width-20")
    user = UserFactory()
    client.force_login(user)
    assert client.get(rendition.url).status_code == 200

    client.logout()

    assert client.get(rendition.url).status_code == 404


# ---------------------------------------------------------------- recordings


def test_a_recording_is_sent_only_to_those_who_look_after_recordings(client, admin_user):
    recording = RecordingFactory()
    visitor = client.get(recording.url).status_code
    client.force_login(UserFactory())
    person = client.get(recording.url).status_code
    client.force_login(admin_user)
    keeper = client.get(recording.url)

    assert (visitor, person, keeper.status_code) == (404, 404, 200)
    assert keeper["Content-Type"] == "audio/wav"


# ---------------------------------------------------------------- documents


def test_a_public_document_is_sent_under_its_name(client):
    response = client.get(DocumentFactory().url)

    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith('inline; filename="programme')
    assert response["Cache-Control"] == "no-cache"
    assert body(response).startswith(b"%PDF")


def test_a_text_document_is_downloaded_and_never_shown_as_a_page(client):
    document = DocumentFactory(file=ContentFile(b"<b>a", name="a.txt"))

    response = client.get(document.url)

    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_document_of_a_restricted_collection_is_sent_to_those_who_may_see_it(client, restricted):
    document = DocumentFactory(collection=restricted)

    visitor = client.get(document.url)
    client.force_login(UserFactory())
    person = client.get(document.url)

    assert visitor.status_code == 404
    assert person.status_code == 200
    assert person["Cache-Control"] == "private, no-store"


def test_a_document_for_a_group_is_not_found_by_others(client):
    collection = CollectionFactory()
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="groups")
    client.force_login(UserFactory())

    assert client.get(DocumentFactory(collection=collection).url).status_code == 404


def test_a_document_under_another_name_is_not_found(client):
    document = DocumentFactory()

    assert client.get(document.url.replace("programme", "autre")).status_code == 404


# ---------------------------------------------------------------- sending


def sent(file, filename="Réunion du 3 mai.wav", content_type="audio/wav", **headers):
    return serving.send(RequestFactory(headers=headers).get("/"), file, filename, content_type)


def test_a_file_is_sent_whole_with_its_name_and_weight():
    content = sound_bytes()

    response = sent(RecordingFactory().file)

    assert response.status_code == 200
    assert body(response) == content
    assert response["Content-Length"] == str(len(content))
    assert response["Content-Disposition"] == "inline; filename*=utf-8''R%C3%A9union%20du%203%20mai.wav"
    assert response["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-99", 0, 100),
        ("bytes=100-", 100, 8044),
        ("bytes=-44", 8000, 8044),
        ("bytes=8000-99999", 8000, 8044),
    ],
)
def test_a_player_gets_the_part_it_asks_for(asked, start, stop):
    response = sent(RecordingFactory().file, range=asked)

    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {start}-{stop - 1}/8044"
    assert body(response) == sound_bytes()[start:stop]


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "bytes=-", "octets=0-1", "bytes=a-b"])
def test_an_odd_range_gets_the_whole_file(asked):
    assert sent(RecordingFactory().file, range=asked).status_code == 200


@pytest.mark.parametrize("asked", ["bytes=9000-", "bytes=5-2"])
def test_an_impossible_range_is_refused(asked):
    response = sent(RecordingFactory().file, range=asked)

    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */8044"


@pytest.mark.parametrize(
    "content_type", ["text/html", "image/svg+xml", "application/octet-stream", "text/plain"]
)
def test_what_a_browser_could_run_is_downloaded(content_type):
    response = sent(RecordingFactory().file, content_type=content_type)

    assert response["Content-Disposition"].startswith("attachment")


def test_a_name_cannot_write_a_header():
    response = sent(RecordingFactory().file, filename='a"\r\nSet-Cookie: x=1.wav')

    assert "Set-Cookie" not in response.headers
    assert "\n" not in response["Content-Disposition"]


def test_a_file_that_has_gone_is_not_found(client):
    document = DocumentFactory()
    Path(document.file.path).unlink()

    assert client.get(document.url).status_code == 404
