from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from learning.cycles.models import SessionPage
from learning.cycles.viewsets import SpeakerViewSet

register_snippet(SpeakerViewSet)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_when_weekday_contradicts_date(request: HttpRequest, page: Page) -> None:
    """Said once the page is saved as it was typed; silent while the editor is only saved by itself."""
    if isinstance(page, SessionPage) and page.weekday_warning and request.accepts("text/html"):
        messages.warning(request, page.weekday_warning)
