from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from learning.cycles.models import SessionPage
from learning.cycles.permissions import is_kept_within_cycles, may_open_document
from learning.cycles.viewsets import SpeakerViewSet
from media import serving
from media.models import Document

register_snippet(SpeakerViewSet)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_when_weekday_contradicts_date(request: HttpRequest, page: Page) -> None:
    """Said once the page is saved as it was typed; silent while the editor is only saved by itself."""
    if isinstance(page, SessionPage) and page.weekday_warning and request.accepts("text/html"):
        messages.warning(request, page.weekday_warning)


@hooks.register("before_serve_document")
def keep_documents_within_their_cycle(document: Document, request: HttpRequest) -> HttpResponseBase | None:
    """The library's own address of a document asks what the address of the material asks, and no cache keeps the answer."""
    if not is_kept_within_cycles(document):
        return None
    if not may_open_document(request.user, document):
        raise Http404
    return serving.send(request, document.file, document.filename, document.content_type)
