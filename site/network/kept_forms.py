"""What was typed in a form whose session expired: it waits in the new session, and comes back after signing in.

The form says who writes in it (`<input type="hidden" name="writer" value="…">`): it comes back to the same person only.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

View = Callable[..., HttpResponse]
KEPT = "kept_forms"
#: What is longer is no text that somebody typed.
LONGEST = 400_000
#: How many forms wait beside the newest one.
MOST = 2


def signed_in(view: View) -> View:
    """Ask to sign in first; what is posted meanwhile waits."""

    @wraps(view)
    def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return never_cache(view)(request, *args, **kwargs)
        if request.method == "POST" and request.POST.get("writer"):
            typed = request.POST.urlencode()
            if len(typed) <= LONGEST:
                request.session[KEPT] = {**kept_of(request), request.path: typed}
        return redirect_to_login(request.get_full_path())

    return asking


def kept_of(request: HttpRequest) -> dict[str, str]:
    """What waits, by the address of its form; what an earlier version of the site kept is left out."""
    kept = request.session.get(KEPT)
    return dict(list(kept.items())[-MOST:]) if isinstance(kept, dict) else {}


def forget(request: HttpRequest) -> None:
    """What was typed in this form is shown, or sent."""
    kept = kept_of(request)
    if kept.pop(request.path, None) is not None:
        request.session[KEPT] = kept


def typed_in(request: HttpRequest) -> QueryDict | None:
    """What is posted, or what was typed before the session expired."""
    if request.method == "POST":
        forget(request)
        return request.POST
    typed = QueryDict(kept_of(request).get(request.path, ""), mutable=True)
    if typed.get("writer", "") != str(request.user.pk):
        return None
    forget(request)
    messages.info(request, _("You were signed out. What you had typed is here: keep it now."))
    return typed
