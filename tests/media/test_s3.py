"""The same promises where files live in a bucket, held against a real S3 server."""

import time
import urllib.error
import urllib.request
from urllib.parse import urlencode, urlsplit, urlunsplit

import pytest
from botocore.exceptions import ClientError
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from media.storage import NoAddress
from tests.factories.media import (
    DocumentFactory,
    ImageFactory,
    RecordingFactory,
    phone_photo_bytes,
    sound_bytes,
)
from tests.factories.network import UserFactory
from tests.media.conftest import client as s3_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("s3")]


def fetch(address, **headers):
    """The answer of the store, as somebody on the street gets it."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=10) as answer:
            return answer.status, answer.read(), dict(answer.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.read(), dict(error.headers)


def link(client, recording):
    client.force_login(UserFactory(is_superuser=True))
    response = client.get(recording.url)
    assert response.status_code == 302
    return response


def test_what_is_stored_comes_back():
    document = DocumentFactory()

    assert type(document.file.storage._wrapped).__name__ == "PrivateBucket"
    with document.file.open() as content:
        assert content.read().startswith(b"%PDF")


def test_a_picture_is_cleaned_before_it_reaches_the_store(s3):
    image = ImageFactory(file=ContentFile(phone_photo_bytes(), name="IMG.jpg"))

    body = (
        s3_client(s3["endpoint_url"])
        .get_object(Bucket="cordee", Key=f"private/{image.file.name}")["Body"]
        .read()
    )

    assert b"Exif" not in body
    assert image.file_size == len(body)


def test_a_file_never_overwrites_another():
    one, other = (storages["default"].save("a.txt", ContentFile(text)) for text in (b"1", b"2"))

    assert one != other
    assert storages["default"].open(one).read() == b"1"


def test_a_private_file_has_no_address(s3):
    document = DocumentFactory()

    with pytest.raises(NoAddress):
        document.file.url  # noqa: B018
    assert fetch(f"{s3['endpoint_url']}/cordee/private/{document.file.name}")[0] == 403


def test_a_public_rendition_is_sent_by_the_site_and_not_by_the_store(client, s3):
    rendition = ImageFactory().get_rendition("width-20")

    response = client.get(rendition.url)

    assert rendition.url.startswith("/media/")
    assert b"".join(response.streaming_content).startswith(b"\xff\xd8")
    assert fetch(f"{s3['endpoint_url']}/cordee/public/{rendition.file.name}")[0] == 403


def test_a_missing_rendition_is_not_found(client):
    assert client.get("/media/ab/abcdef.jpg").status_code == 404


def test_somebody_with_the_right_is_sent_to_a_short_signed_link(client):
    response = link(client, RecordingFactory())
    status, content, headers = fetch(response["Location"])

    assert "X-Amz-Algorithm=AWS4-HMAC-SHA256" in response["Location"]
    assert "X-Amz-Expires=120" in response["Location"]
    assert response["Cache-Control"] == "private, no-store"
    assert (status, content) == (200, sound_bytes())
    assert headers["Content-Type"] == "audio/wav"
    assert headers["Content-Disposition"].startswith("inline")
    assert headers["Cache-Control"] == "private, no-store"


def test_the_store_sends_a_player_the_part_it_asks_for(client):
    status, content, _headers = fetch(link(client, RecordingFactory())["Location"], Range="bytes=0-99")

    assert (status, content) == (206, sound_bytes()[:100])


def test_somebody_without_the_right_gets_no_link(client, restricted):
    rendition = ImageFactory(collection=restricted).get_rendition("width-20")

    assert client.get(rendition.url).status_code == 404
    assert client.get(RecordingFactory().url).status_code == 404


def test_a_restricted_picture_is_reached_by_those_who_may_see_it(client, restricted):
    rendition = ImageFactory(collection=restricted).get_rendition("width-20")
    client.force_login(UserFactory())

    assert fetch(client.get(rendition.url)["Location"])[0] == 200


def test_an_expired_link_is_refused_by_the_store(client, settings):
    settings.S3_LINK_SECONDS = 1
    storages._storages.clear()
    address = link(client, RecordingFactory())["Location"]
    assert fetch(address)[0] == 200

    time.sleep(2.5)

    assert fetch(address)[0] == 403


def test_a_link_changed_to_another_file_is_refused_by_the_store(client):
    recording, other = RecordingFactory(), DocumentFactory()
    parts = urlsplit(link(client, recording)["Location"])

    moved = urlunsplit(parts._replace(path=f"/cordee/private/{other.file.name}"))

    assert fetch(moved)[0] == 403


def test_a_link_made_longer_is_refused_by_the_store(client):
    address = link(client, RecordingFactory())["Location"]

    assert fetch(address.replace("X-Amz-Expires=120", "X-Amz-Expires=99999"))[0] == 403


def test_a_link_with_another_type_is_refused_by_the_store(client):
    address = link(client, RecordingFactory())["Location"]
    asked = urlencode({"response-content-type": "audio/wav"})
    assert asked in address

    assert fetch(address.replace(asked, urlencode({"response-content-type": "text/html"})))[0] == 403


def test_a_wrong_secret_is_refused_by_the_store(s3):
    document = DocumentFactory()
    stranger = s3_client(s3["endpoint_url"], secret_key="another-secret-0123456789")

    with pytest.raises(ClientError) as refused:
        stranger.get_object(Bucket="cordee", Key=f"private/{document.file.name}")

    assert refused.value.response["Error"]["Code"] == "SignatureDoesNotMatch"


def test_a_site_with_a_wrong_secret_stores_nothing(settings, s3):
    settings.S3 = s3 | {"secret_key": "another-secret-0123456789"}
    storages._storages.clear()

    with pytest.raises(ClientError):
        storages["default"].save("a.txt", ContentFile(b"a"))


def test_deleting_a_picture_removes_it_from_the_store(django_capture_on_commit_callbacks):
    image = ImageFactory()
    rendition = image.get_rendition("width-20").file.name

    with django_capture_on_commit_callbacks(execute=True):
        image.delete()

    assert not storages["public"].exists(rendition)
    assert not storages["default"].exists(image.file.name)


@pytest.mark.parametrize("alias", ["default", "public", "renditions"])
def test_what_is_written_down_about_a_storage_holds_no_key(alias):
    assert storages[alias].deconstruct()[1:] == ((), {})
