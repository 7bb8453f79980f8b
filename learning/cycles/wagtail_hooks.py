from django.http import Http404, HttpRequest
from wagtail import hooks
from wagtail.admin import messages
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from learning.cycles.models import SessionPage
from learning.cycles.permissions import may_open_document
from learning.cycles.viewsets import SpeakerViewSet

register_snippet(SpeakerViewSet)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_when_weekday_contradicts_date(request: HttpRequest, page: Page) -> None:
    """Said once the page is saved as it was typed; silent while the editor is only saved by itself."""
    if isinstance(page, SessionPage) and page.weekday_warning and request.accepts("text/html"):
        messages.warning(request, page.weekday_warning)


@hooks.register("before_serve_document")
def keep_documents_within_their_cycle(document: AbstractDocument, request: HttpRequest) -> None:
    """The library's own address of a document asks what the address of the material asks."""
    if not may_open_document(request.user, document):
        raise Http404
