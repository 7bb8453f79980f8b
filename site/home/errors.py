"""What a reader sees when something is wrong; in their language, without a query where the database may be down."""

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


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the thing may be known, the act is not allowed."""
    return _answer(request, 403, gettext("You may not do this."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: it is not here, or not for this reader; the page does not say which."""
    return _answer(request, 404, gettext("Nothing is here."))


def server_error(request: HttpRequest) -> HttpResponse:
    """500: rendered without context processors, as the database may be what failed."""
    return _answer_without_request(request, 500)
