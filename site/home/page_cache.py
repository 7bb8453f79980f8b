"""Whole public pages kept for anonymous readers, shared by all workers, looked up before session and sign-in.

Every kept page carries the generation it was made in. Saving or deleting anything of ours makes a new generation when
its transaction commits, so that what was withdrawn is gone from every worker's next answer. The generation is read when
the request begins: a page computed while something changed is kept under the old one, where nobody looks.
"""

import logging
from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language_from_request

from network.generation import LONGEST, generation, looked_up_once, renew_on_commit

logger = logging.getLogger(__name__)

KEPT_HEADERS_NOT = {"Set-Cookie", "Vary", "Date", "Server", "Connection"}
# What these rows hold is on no public page, or changes at every visit of the signed-in.
SILENT_MODELS = {
    "network.OutgoingMail",
    "network.Invitation",
    "library.SavedSearch",
    "library.SearchCount",
    "wagtailcore.PageLogEntry",
    "wagtailcore.ModelLogEntry",
    "wagtailcore.ReferenceIndex",
    "wagtailcore.Revision",
    "pilots.EntryVersion",
}
WATCHED_APPS = {
    "home",
    "library",
    "notes",
    "practices",
    "lessons",
    "pilots",
    "cycles",
    "media",
    "network",
    "taggit",
    "wagtailcore",
}


def _store():
    return caches["pages"]


def _changed(sender: type[Model], **kwargs: object) -> None:
    label = sender._meta.label
    if sender._meta.app_label not in WATCHED_APPS or label in SILENT_MODELS:
        return
    if label == "network.User" and kwargs.get("update_fields") == frozenset({"last_login"}):
        return
    renew_on_commit()


def watch() -> None:
    """Listen to every change of what pages show; called once, when the rooms are ready."""
    for signal in (post_save, post_delete, m2m_changed):
        signal.connect(_changed, dispatch_uid="page_cache")


def may_look_up(request: HttpRequest) -> bool:
    """An anonymous reader's plain page: no session, no query string, nothing but reading."""
    return (
        request.method in {"GET", "HEAD"}
        and not request.META.get("QUERY_STRING")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "HTTP_HX_REQUEST" not in request.META
        and "HTTP_RANGE" not in request.META
        and not request.path.startswith(("/admin/", "/static/"))
    )


def may_keep(response: HttpResponse) -> bool:
    """A finished public answer that is the same for everyone."""
    control = response.get("Cache-Control", "")
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "private" not in control
        and "no-store" not in control
    )


def page_cache(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: answer an anonymous reader from the kept pages; keep what was made for one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with looked_up_once():
            return answer(request) if may_look_up(request) else get_response(request)

    def answer(request: HttpRequest) -> HttpResponse:
        try:
            language = get_language_from_request(request, check_path=True)
            place = f"{request.scheme}:{request.get_host()}:{request.path}"
            key = f"{generation()}:{timezone.localdate()}:{language}:{place}"
            kept = _store().get(key)
        except OSError:
            logger.warning("The page cache cannot be read; the page is made anew.")
            return get_response(request)
        if kept is not None:
            content, headers = kept
            response = HttpResponse(content)
            for name, value in headers:
                response.headers[name] = value
            return response
        response = get_response(request)
        if request.method == "GET" and may_keep(response):
            headers = [(name, value) for name, value in response.items() if name not in KEPT_HEADERS_NOT]
            try:
                _store().set(key, (response.content, headers), LONGEST)
            except OSError:
                logger.warning("The page cache cannot be written.")
        return response

    return middleware
