"""Where files live: a private place that has no addresses, and a public one that holds sizes of public pictures.

`default` is private: originals, documents, recordings, attachments. Who may read one of them is the owner's question;
once it is answered, `media.serving.send` sends the file. `public` holds renditions under names that nobody can guess;
`renditions` puts each rendition where the collection of its picture says.

Both live on the disk (`CORDEE_VAR`) or, where `S3_BUCKET` is set, in one private bucket of any S3 server.
"""

from typing import IO, Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.utils.deconstruct import deconstructible
from django.utils.encoding import filepath_to_uri
from django.utils.http import content_disposition_header
from storages.backends.s3 import S3Storage

RESTRICTED = "restricted/"


class NoAddress(NotImplementedError):
    """A private file was asked for its address; it has none."""


@deconstructible(path="media.storage.PrivateFiles")
class PrivateFiles(FileSystemStorage):
    """Files on the disk that no address leads to."""

    def __init__(self) -> None:
        super().__init__(
            location=settings.PRIVATE_ROOT, file_permissions_mode=0o640, directory_permissions_mode=0o750
        )

    def url(self, name: str | None) -> str:
        """Refused: ask the room that owns the file."""
        raise NoAddress(f"{name} is private.")


@deconstructible(path="media.storage.PublicFiles")
class PublicFiles(FileSystemStorage):
    """Files on the disk that everybody may fetch under MEDIA_URL."""

    def __init__(self) -> None:
        super().__init__(location=settings.MEDIA_ROOT, base_url=settings.MEDIA_URL)


class _Bucket(S3Storage):
    """The bucket of `settings.S3`, never overwriting, never public. Its keys stay out of what is written down about it."""

    def __init__(self, location: str) -> None:
        super().__init__(
            location=location,
            signature_version="s3v4",
            addressing_style="path",
            file_overwrite=False,
            default_acl="private",
            querystring_auth=True,
            querystring_expire=settings.S3_LINK_SECONDS,
            max_memory_size=5_000_000,
            object_parameters={"CacheControl": "private, no-store"},
            custom_domain=None,
            **settings.S3,
        )


@deconstructible(path="media.storage.PrivateBucket")
class PrivateBucket(_Bucket):
    """Files in the bucket that no lasting address leads to."""

    def __init__(self) -> None:
        super().__init__("private")

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """Refused: ask the room that owns the file."""
        raise NoAddress(f"{name} is private.")

    def short_link(self, name: str, filename: str, content_type: str, *, as_attachment: bool) -> str:
        """An address that the store itself answers, for `settings.S3_LINK_SECONDS`, to somebody whose right was checked."""
        disposition = content_disposition_header(as_attachment, filename) or "inline"
        answer = {
            "ResponseContentDisposition": disposition,
            "ResponseContentType": content_type,
            "ResponseCacheControl": "private, no-store",
        }
        return super().url(name, parameters=answer)


@deconstructible(path="media.storage.PublicBucket")
class PublicBucket(_Bucket):
    """Files in the bucket that everybody may fetch, through this site: no reader ever meets another host."""

    def __init__(self) -> None:
        super().__init__("public")

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """The address under MEDIA_URL."""
        return settings.MEDIA_URL + filepath_to_uri(name)


@deconstructible(path="media.storage.RenditionFiles")
class RenditionFiles(Storage):
    """Sends each rendition to the private or the public place, by the beginning of its name."""

    @staticmethod
    def place_of(name: str | None) -> Storage:
        """The storage that keeps the file of this name."""
        return storages["default" if (name or "").startswith(RESTRICTED) else "public"]

    def _open(self, name: str, mode: str = "rb") -> File:
        return self.place_of(name).open(name, mode)

    def save(self, name: str | None, content: IO[Any], max_length: int | None = None) -> str:
        """Keep the file in its place."""
        return self.place_of(name).save(name, content, max_length=max_length)

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """A free name in the file's place."""
        return self.place_of(name).get_available_name(name, max_length)

    def delete(self, name: str) -> None:
        """Remove the file from its place."""
        self.place_of(name).delete(name)

    def exists(self, name: str) -> bool:
        """Whether its place has the file."""
        return self.place_of(name).exists(name)

    def size(self, name: str) -> int:
        """The file's size in bytes."""
        return self.place_of(name).size(name)

    def path(self, name: str) -> str:
        """Where the file is on the disk, if it is there."""
        return self.place_of(name).path(name)

    def url(self, name: str | None) -> str:
        """The public address; a restricted rendition has none."""
        return self.place_of(name).url(name)
