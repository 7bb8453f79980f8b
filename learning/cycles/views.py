"""What is sent beside the pages: calendars, documents and recordings of a cycle."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from learning.cycles import feeds
from learning.cycles.models import CyclePage, Material, SessionPage
from learning.cycles.permissions import may_enter_private_space, may_read, shares_cycle
from media import serving
from media.filetypes import content_type
from network.permissions import is_editor
from network.restrictions import without_restricted


@require_safe
def calendar(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The dated sessions of a cycle, to subscribe to."""
    cycle = get_object_or_404(CyclePage.objects.live().filter(without_restricted()), id=pk)
    return _send_calendar(request, feeds.of_cycle(cycle, request))


@require_safe
def session_calendar(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One session, to put into one's calendar."""
    session = get_object_or_404(SessionPage.objects.live().filter(without_restricted()).dated(), id=pk)
    return _send_calendar(request, feeds.of_session(session, request), as_attachment=True)


def _send_calendar(
    request: HttpRequest, feed: feeds.Feed, *, as_attachment: bool = False
) -> HttpResponseBase:
    """The feed, or 304 for who has this very one."""
    unchanged = get_conditional_response(request, feed.etag)
    response = unchanged or HttpResponse(feed.content, content_type="text/calendar; charset=utf-8")
    response["ETag"] = feed.etag
    # Asked again every time, so that what is withdrawn or moved is so at the next look. No date of its last change: a
    # session that is withdrawn leaves none.
    response["Cache-Control"] = "public, no-cache"
    response["Content-Disposition"] = (
        f'{"attachment" if as_attachment else "inline"}; filename="{feed.filename}"'
    )
    return response


@require_safe
@cache_control(private=True, no_store=True)
def material(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A document of a published module or session; one that is not for everyone asks who is asking."""
    found = get_object_or_404(
        Material.objects.published()
        .filter(document__isnull=False)
        .select_related("document", "session", "module"),
        pk=pk,
    )
    page = found.session or found.module
    if not may_read(request, page):
        raise Http404
    refusal = None if found.public else _keep_within(request, page.cycle)
    return refusal or serving.send(
        request, found.document.file, found.document.filename, found.document.content_type
    )


@require_safe
@cache_control(private=True, no_store=True)
def recording(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The recording of a published session, within its cycle and until its retention date."""
    session = get_object_or_404(
        SessionPage.objects.live().select_related("recording"), id=pk, recording__isnull=False
    )
    if not may_read(request, session):
        raise Http404
    refusal = _keep_within(request, session.cycle)
    if refusal:
        return refusal
    film = session.recording
    if film.keep_until and film.keep_until <= timezone.localdate():
        raise Http404
    return serving.send(request, film.file, film.filename, content_type(film.filename))


def _keep_within(request: HttpRequest, cycle: CyclePage) -> HttpResponse | None:
    """None for who is in the cycle's private space; the sign-in page, a refusal or nothing at all for the others."""
    if may_enter_private_space(request.user, cycle):
        return None
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if is_editor(request.user) or shares_cycle(request.user, cycle):
        raise PermissionDenied
    raise Http404
