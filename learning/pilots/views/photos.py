"""The photos of entries, for those who may read the entry."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from learning.pilots import permissions
from learning.pilots.models import Attachment, Entry
from media import serving
from media.filetypes import content_type, extension


@require_safe
def photo(request: HttpRequest, photo_id: UUID, size: str) -> HttpResponseBase:
    """One size of a photo. The entry decides at every read; no other address leads to the file."""
    if size not in {"small", "full"}:
        raise Http404
    readable = Entry.objects.visible_to(request.user)
    found = get_object_or_404(
        Attachment.objects.select_related("entry__pilot__territory"), pk=photo_id, entry__in=readable
    )
    permissions.log_readings(request.user, [found.entry])
    file = found.small if size == "small" else found.file
    return serving.send(request, file, f"{found.pk}.{extension(file.name)}", content_type(file.name))
