"""What a reader sees when something is wrong; in their language, without a query where the database may be down."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language_from_path, gettext, override


def _answer(request: HttpRequest, status: int, message: str) -> HttpResponse:
    if request.path.startswith("/api/"):
        return JsonResponse({"error": message}, status=status)
    with override(get_language_from_path(request.path) or "fr"):
        return render(request, f"{status}.html", status=status)


def _answer_without_request(request: HttpRequest, status: int) -> HttpResponse:
    with override(get_language_from_path(request.path) or "fr"):
        return HttpResponse(render_to_string(f"{status}.html"), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, without saying what an attacker would like to hear; nothing is asked of a request whose host may be forged."""
    if request.path.startswith("/api/"):
        return JsonResponse({"error": gettext("This request cannot be read.")}, status=400)
    return _answer_without_request(request, 400)


class TooLongNumbers:
    """Middleware: a number that no database holds cannot be the answer to any form of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """400 instead of 500."""
        return bad_request(request) if isinstance(exception, OverflowError) else None


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the thing may be known, the act is not allowed."""
    return _answer(request, 403, gettext("You may not do this."))


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is not that of this session, with what was typed, to be sent again."""
    with override(get_language_from_path(request.path) or "fr"):
        return render(request, "403_csrf.html", {"typed": typed_in(request)}, status=403)


def typed_in(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of a form of ours that came too late; empty where they must not be given back.

    Another site could have written them (then the browser names it as the origin), they may hold a secret, or be the
    text of somebody else than who is signed in now.
    """
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    view = (request.resolver_match and request.resolver_match.view_name) or ""
    secret = view.startswith(("account_", "mfa_")) or any("password" in name for name, _value in fields)
    writer = request.POST.get("writer", "")
    another = request.user.is_authenticated and writer not in {"", str(request.user.pk)}
    if not ours or secret or another:
        return []
    return [(name, value) for name, value in fields if name != "csrfmiddlewaretoken"]


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: it is not here, or not for this reader; the page does not say which."""
    return _answer(request, 404, gettext("Nothing is here."))


def server_error(request: HttpRequest) -> HttpResponse:
    """500: rendered without context processors, as the database may be what failed."""
    return _answer_without_request(request, 500)
