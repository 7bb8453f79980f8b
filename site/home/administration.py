"""The door of the administration, for what Wagtail would let in or send round in circles."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from network.permissions import is_admin, is_staff_member

LOGS = ("wagtailadmin_reports:site_history", "wagtailadmin_reports:site_history_results")


def administration_door(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: who is signed in and may not enter is told so, not asked to sign in again; only administrators read the log."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/admin/") and request.user.is_authenticated:
            if not is_staff_member(request.user):
                raise PermissionDenied
            if request.path in {reverse(name) for name in LOGS} and not is_admin(request.user):
                raise PermissionDenied
        return get_response(request)

    return middleware
