from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail import hooks
from wagtail.documents.models import document_served

from media import serving
from media.models import Document


@hooks.register("before_serve_document", order=100)
def send_document(document: Document, request: HttpRequest) -> HttpResponseBase:
    """Send documents as every other private file, after Wagtail's own check of the collection (order 0)."""
    document_served.send(sender=Document, instance=document, request=request)
    restricted = document.collection.get_view_restrictions().exists()
    return serving.send(
        request,
        document.file,
        document.filename,
        document.content_type,
        cache_control=serving.PRIVATE if restricted else "no-cache",
    )
