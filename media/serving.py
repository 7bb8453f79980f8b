"""Sends a private file to somebody whose right has been checked by the caller.

def photo(request, pk):
    attachment = get_object_or_404(Attachment.objects.visible_to(request.user), pk=pk)
    return serving.send(request, attachment.file, attachment.filename, "image/jpeg")
"""

import re
from collections.abc import Iterator

from django.core.files.storage import Storage
from django.db.models.fields.files import FieldFile
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from media.filetypes import AUDIO, PICTURES, VIDEO
from media.storage import RenditionFiles

SHOWN = {*PICTURES.values(), *AUDIO.values(), *VIDEO.values(), "application/pdf"}
PRIVATE = "private, no-store"
NOTHING_RUNS = "default-src 'none'; frame-ancestors 'none'; sandbox"
# A browser's own PDF reader does not start in a sandbox.
NOTHING_LOADS = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
RANGE = re.compile(r"bytes=(\d*)-(\d*)")
CHUNK = 256 * 1024


def send(
    request: HttpRequest,
    file: FieldFile,
    filename: str,
    content_type: str,
    *,
    as_attachment: bool = False,
    cache_control: str = PRIVATE,
) -> HttpResponseBase:
    """The file, or a redirect to a short signed link of the store; never kept by a cache, never run by a browser.

    **Check the reader's right before calling this.** Pictures, sounds, films and PDF are shown, everything else is
    downloaded. A part of the file is sent when a player asks for it. Raises Http404 when the file has gone.
    """
    as_attachment = as_attachment or content_type not in SHOWN
    storage: Storage = file.storage
    if isinstance(storage, RenditionFiles):
        storage = storage.place_of(file.name)
    short_link = getattr(storage, "short_link", None)
    if short_link:
        response: HttpResponseBase = HttpResponseRedirect(
            short_link(file.name, filename, content_type, as_attachment=as_attachment)
        )
    else:
        response = _from_disk(request, storage, file.name or "")
        response["Content-Type"] = content_type
        response["Content-Disposition"] = content_disposition_header(as_attachment, filename) or "inline"
        response["Content-Security-Policy"] = (
            NOTHING_LOADS if content_type == "application/pdf" else NOTHING_RUNS
        )
    response["Cache-Control"] = cache_control
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _from_disk(request: HttpRequest, storage: Storage, name: str) -> HttpResponseBase:
    try:
        opened = storage.open(name, "rb")
        size = storage.size(name)
    except FileNotFoundError as error:
        raise Http404 from error
    wanted = _range(request.headers.get("Range", ""), size)
    if wanted is None:
        response: HttpResponseBase = FileResponse(opened)
        response["Content-Length"] = str(size)
    elif wanted.start >= wanted.stop:
        opened.close()
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
    else:
        opened.seek(wanted.start)
        response = StreamingHttpResponse(_part(opened, len(wanted)), status=206)
        response._resource_closers.append(opened.close)  # type: ignore[attr-defined]
        response["Content-Range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{size}"
        response["Content-Length"] = str(len(wanted))
    response["Accept-Ranges"] = "bytes"
    return response


def _range(header: str, size: int) -> range | None:
    """The one part asked for; None (the whole file) when nothing, several parts or nonsense is asked."""
    asked = RANGE.fullmatch(header)
    if not asked or asked[1] == asked[2] == "":
        return None
    if not asked[1]:
        return range(max(size - int(asked[2]), 0), size)
    return range(int(asked[1]), min(int(asked[2]) + 1 if asked[2] else size, size))


def _part(opened, length: int) -> Iterator[bytes]:
    while length > 0 and (chunk := opened.read(min(CHUNK, length))):
        length -= len(chunk)
        yield chunk
