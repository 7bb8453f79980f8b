"""The addresses under which the site itself sends files."""

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.documents.models import document_served
from wagtail.documents.wagtail_hooks import check_view_restrictions

from media import serving
from media.filetypes import PICTURES, content_type
from media.models import Document, Recording, Rendition
from media.permissions import may_keep, may_see
from media.storage import RESTRICTED

A_WEEK = "public, max-age=604800, immutable"


@require_safe
def public_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A rendition of a public picture. On one machine a front server may answer this address from the disk."""
    kind = content_type(name)
    if name.startswith(RESTRICTED) or kind not in PICTURES.values():
        raise Http404
    try:
        response = FileResponse(storages["public"].open(name, "rb"), content_type=kind)
    except (FileNotFoundError, IsADirectoryError, SuspiciousOperation, ValueError) as error:
        raise Http404 from error
    response["Cache-Control"] = A_WEEK
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = serving.NOTHING_RUNS
    return response


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A rendition of a picture that not everybody may see; 404 to those who may not."""
    rendition = get_object_or_404(
        Rendition.objects.select_related("image__collection"), file=RESTRICTED + name
    )
    if not may_see(request, rendition.image):
        raise Http404
    return serving.send(request, rendition.file, rendition.file.name, content_type(rendition.file.name))


@require_safe
def recording(request: HttpRequest, pk: int, filename: str) -> HttpResponseBase:
    """A recording, for those who look after recordings."""
    wanted = get_object_or_404(Recording, pk=pk)
    if wanted.filename != filename or not may_keep(request, wanted):
        raise Http404
    return serving.send(request, wanted.file, filename, wanted.content_type)


@require_safe
def document(request: HttpRequest, pk: int, filename: str) -> HttpResponseBase:
    """A document; 404 to those who may not see what its collection holds.

    Stands before Wagtail's own view of this address, whose answer tells caches nothing and which shuts out those who
    look after the document but are in none of the groups that may read it.
    """
    wanted = get_object_or_404(Document.objects.select_related("collection"), pk=pk)
    if wanted.filename != filename:
        raise Http404
    restricted = wanted.collection.get_view_restrictions().exists()
    if restricted and not may_see(request, wanted):
        raise Http404
    # As Wagtail's own view does: the rooms that use a document may refuse it, or send it themselves.
    for ask in hooks.get_hooks("before_serve_document"):
        answer = None if ask is check_view_restrictions else ask(wanted, request)
        if isinstance(answer, HttpResponseBase):
            return answer
    document_served.send(sender=Document, instance=wanted, request=request)
    cache_control = serving.PRIVATE if restricted else "no-cache"
    return serving.send(request, wanted.file, filename, wanted.content_type, cache_control=cache_control)
