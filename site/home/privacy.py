"""What is not public is kept by nobody: neither a browser nor a proxy between."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def private_by_default(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: `private, no-store` on every answer to someone signed in, and on every answer that is not a plain 200.

    Public pages say `no-cache`: they may be kept, and are asked for again, so that what is withdrawn is gone.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "Cache-Control" in response:
            return response
        personal = (
            settings.SESSION_COOKIE_NAME in request.COOKIES
            or bool(response.cookies)
            or request.method not in {"GET", "HEAD"}
        )
        response["Cache-Control"] = (
            "no-cache" if response.status_code in {200, 304} and not personal else "private, no-store"
        )
        return response

    return middleware
