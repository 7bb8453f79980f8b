"""Whoever may enter the administration protects the account with more than a password."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from network.models import User
from network.permissions import is_staff_member

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def lacks_second_factor(user: User) -> bool:
    """May enter the administration, and has neither an authenticator app nor a passkey."""
    return is_staff_member(user) and not Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


class SecondFactorMiddleware:
    """Where `STAFF_SECOND_FACTOR` is "required", /admin/ opens once a second factor is set up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.stops(request):
            return self.get_response(request)
        messages.warning(
            request, _("Set up two-factor authentication first: the administration opens after that.")
        )
        response = redirect("mfa_index")
        add_never_cache_headers(response)
        return response

    def stops(self, request: HttpRequest) -> bool:
        """Only the administration asks, so that no other page pays for the question."""
        if settings.STAFF_SECOND_FACTOR != "required" or not request.path.startswith("/admin/"):
            return False
        return request.user.is_authenticated and lacks_second_factor(request.user)
