"""Writing to those who answer for a practice, without their address, and asking for what a sheet does not say.

These pages set no cookie. Instead of a session's token, a form carries one that we signed for this practice.
"""

import secrets

from allauth.account.adapter import get_adapter
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from knowledge_base.practices import actions
from knowledge_base.practices.forms import MessageForm
from knowledge_base.practices.models import PracticePage
from knowledge_base.practices.sheet import LABELS
from network.languages import lang_of
from network.models import User
from network.restrictions import without_restricted
from network.twins import here

SALT = "practices.contact"
TOKEN_LIFE = 4 * 3600
PER_HOUR = 5
PER_DAY = 40


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """A message to the contact of a practice."""
    return _relay(request, _published(pk))


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    """A question about a field that the sheet leaves blank."""
    if field not in LABELS:
        raise Http404
    return _relay(request, _published(pk), field)


def _relay(request: HttpRequest, practice: PracticePage, field: str = "") -> HttpResponse:
    label = str(LABELS[field]) if field else ""
    form = MessageForm(
        request.POST if request.method == "POST" else None, initial=_initial(practice, label, request)
    )
    sheet = here(practice).url
    context = {
        "practice": practice,
        "sheet": sheet,
        "form": form,
        "label": label,
        "small_label": label[:1].lower() + label[1:],
        "crumbs": [{"label": practice.title, "url": sheet, "lang": lang_of(practice)}],
    }
    if request.method != "POST":
        return render(request, "practices/contact.html", context)
    key = _key(request.POST.get("token", ""), practice)
    if form.is_from_a_program:
        # Told that it worked, so that the program learns nothing.
        return render(request, "practices/contact_sent.html", context)
    if not form.is_valid() or key is None:
        if key is None:
            form.add_error(
                None, gettext("This page waited for too long. What you typed is still here: send it again.")
            )
        form.data = form.data.copy()
        form.data["token"] = _token(practice)
        return render(request, "practices/contact.html", context, status=422)
    if not _within_limits(request, practice):
        form.add_error(
            None,
            gettext(
                "Too many messages were sent from here. Try again in an hour; what you typed is still here."
            ),
        )
        return render(request, "practices/contact.html", context, status=429)
    values = {name: form.cleaned_data[name] for name in ("name", "email", "message")}
    if field:
        actions.ask(practice, field, label, **values, key=key)
    else:
        actions.relay(practice, **values, key=key)
    return render(request, "practices/contact_sent.html", context)


def _published(pk: int) -> PracticePage:
    practice = get_object_or_404(
        PracticePage.objects.live().filter(without_restricted()).select_related("owner", "territory"), id=pk
    )
    if practice.alias_of_id:
        return _published(practice.alias_of_id)
    return practice


def _initial(practice: PracticePage, label: str, request: HttpRequest) -> dict[str, str]:
    initial = {"token": _token(practice)}
    if isinstance(request.user, User):
        initial |= {"name": request.user.get_full_name(), "email": request.user.email}
    if label:
        initial["message"] = gettext(
            "Hello,\n\nThe sheet “%(title)s” does not say: %(label)s. Could you tell us?\n"
        ) % {
            "title": practice.title,
            "label": label[:1].lower() + label[1:],
        }
    return initial


def _token(practice: PracticePage) -> str:
    """Signed for this practice, and different each time: a form sent twice is one message."""
    return signing.dumps([practice.pk, secrets.token_urlsafe(9)], salt=SALT)


def _key(token: str, practice: PracticePage) -> str | None:
    """What makes this form unique; None when it waited for too long. A token we did not sign is refused."""
    try:
        pk, key = signing.loads(token, salt=SALT, max_age=TOKEN_LIFE)
    except signing.SignatureExpired:
        return None
    except signing.BadSignature as error:
        raise PermissionDenied(gettext("This form was not made by this site.")) from error
    if pk != practice.pk:
        raise PermissionDenied(gettext("This form was not made by this site."))
    return f"{pk}-{key}"


def _within_limits(request: HttpRequest, practice: PracticePage) -> bool:
    """A few messages an hour from one place, a few dozen a day for one practice. The place is kept as a digest, for an hour."""
    place = salted_hmac(SALT, get_adapter().get_client_ip(request)).hexdigest()[:24]
    return (
        _count(f"relay-from-{place}", 3600) <= PER_HOUR
        and _count(f"relay-to-{practice.pk}", 86400) <= PER_DAY
    )


def _count(key: str, seconds: int) -> int:
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:
        cache.set(key, 1, seconds)
        return 1
