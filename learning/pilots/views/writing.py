"""Writing an entry: the form, its photos, its preview, and two versions that met."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from formats.markdown import TooLarge
from formats.markdown import render as rendered
from learning.pilots import actions, kept_drafts, permissions
from learning.pilots.differences import differences
from learning.pilots.forms import EntryForm, PhotoForms
from learning.pilots.models import Attachment, Entry, Pilot
from learning.pilots.views.caring import change_readers, say_readers
from learning.pilots.views.reading import crumb_of, crumbs_to, entry_at, pilot_at
from network.dates import day
from network.permissions import territories_of


@login_required
@require_safe
def write_somewhere(request: HttpRequest) -> HttpResponse:
    """Straight to the form of one's only journal; otherwise, the choice."""
    pilots = list(
        Pilot.objects.filter(territory__in=territories_of(request.user)).select_related("territory")
    )
    if len(pilots) == 1:
        return redirect("pilots:write", pilots[0].slug)
    context = {
        "crumbs": [{"label": _("Journals"), "url": reverse("pilots:index")}, {"label": _("Write")}],
        "pilots": pilots,
    }
    return render(request, "pilots/write_somewhere.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """A new entry."""
    if not request.user.is_authenticated:
        return ask_to_sign_in(request)
    pilot = pilot_at(slug)
    permissions.WRITE.check(request.user, pilot)
    return answer_form(request, pilot, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, entry_id: UUID) -> HttpResponse:
    """One's own entry, taken up again."""
    if not request.user.is_authenticated:
        return ask_to_sign_in(request)
    found = entry_at(slug, entry_id)
    permissions.EDIT.check(request.user, found)
    return answer_form(request, found.pilot, found)


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the login page and back; what was typed waits in the meantime."""
    if request.method == "POST":
        kept_drafts.keep(request)
    return redirect_to_login(request.path)


def answer_form(request: HttpRequest, pilot: Pilot, entry: Entry | None) -> HttpResponse:
    """Show the form, with what waited for this person if anything did, or save what it holds."""
    waiting = kept_drafts.kept(request)
    photos = entry.attachments.all() if entry else Attachment.objects.none()
    if request.method != "POST":
        form = EntryForm(pilot=pilot, author=request.user, entry=entry, initial=waiting)
        return show_form(
            request, pilot, entry, form, PhotoForms(queryset=photos, prefix="photos"), kept=bool(waiting)
        )
    form = EntryForm(request.POST, request.FILES, pilot=pilot, author=request.user, entry=entry)
    photo_forms = PhotoForms(request.POST if entry else None, queryset=photos, prefix="photos")
    if form.is_valid():
        answer = save(request, pilot, entry, form, photo_forms)
        if answer:
            return answer
    return show_form(request, pilot, entry, form, photo_forms)


def save(
    request: HttpRequest, pilot: Pilot, entry: Entry | None, form: EntryForm, photo_forms: Any
) -> HttpResponse | None:
    """The answer once the form is saved, or a conflict to settle; nothing when the form has to be shown again."""
    values = form.cleaned_data
    client_id = entry.pk if entry else values["client_id"]
    try:
        recorded = actions.record_entry(
            request.user, pilot, client_id, values["base_revision"], form.content()
        )
    except ValidationError as error:
        form.add_error(None, error)
        return None
    save_photos(request, recorded.entry, form, photo_forms)
    if recorded.conflict:
        return show_conflict(request, recorded)
    kept_drafts.forget(request)
    settle = say_readers if values["visibility"] == values["readers_shown"] else change_readers
    settle(request, recorded.entry, values["visibility"])
    if recorded.entry.happened_on > timezone.localdate():
        messages.warning(
            request,
            _("This entry is dated in the future, %(day)s. Is it right?")
            % {"day": day(recorded.entry.happened_on)},
        )
    return redirect(recorded.entry)


def save_photos(request: HttpRequest, entry: Entry, form: EntryForm, photo_forms: Any) -> None:
    """Attach, describe and remove photos; each that is refused is named with the reason, the text being kept already."""
    values = form.cleaned_data
    for upload in values["photos"]:
        try:
            actions.attach_photo(request.user, entry, upload, values["photo_alt"], values["people_agreed"])
        except ValidationError as error:
            messages.error(
                request,
                _("Photo refused, text kept: %(name)s. %(reason)s")
                % {"name": upload.name, "reason": " ".join(error.messages)},
            )
    if not photo_forms.is_bound:
        return
    for photo_form in photo_forms:
        if photo_form.instance.entry_id != entry.pk:
            continue  # Removed meanwhile, on another device.
        if not photo_form.is_valid():
            messages.error(
                request, " ".join(error for errors in photo_form.errors.values() for error in errors)
            )
            continue
        described = photo_form.cleaned_data
        if described["DELETE"]:
            actions.remove_photo(request.user, photo_form.instance)
        elif photo_form.has_changed():
            try:
                actions.describe_photo(
                    request.user, photo_form.instance, described["alt"], described["people_agreed"]
                )
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))


def show_form(
    request: HttpRequest,
    pilot: Pilot,
    entry: Entry | None,
    form: EntryForm,
    photo_forms: Any,
    *,
    kept: bool = False,
) -> HttpResponse:
    """The form, as it stands."""
    wrong = form.errors or any(photo_forms.errors)
    here = crumbs_to(pilot, crumb_of(entry), _("Edit")) if entry else crumbs_to(pilot, _("Write"))
    context = {
        "crumbs": here,
        "pilot": pilot,
        "entry": entry,
        "form": form,
        "photo_forms": photo_forms,
        "kept": kept,
    }
    return render(request, "pilots/write.html", context, status=422 if wrong else 200)


def show_conflict(request: HttpRequest, recorded: actions.Recorded) -> HttpResponse:
    """Both texts side by side. The form holds the one that was sent; keeping it answers the present revision."""
    entry, mine = recorded.entry, recorded.conflict
    data = request.POST.copy()
    data["base_revision"] = str(entry.revision)
    data["client_id"] = str(entry.pk)
    form = EntryForm(data, pilot=entry.pilot, author=request.user, entry=entry)
    context = {
        "crumbs": crumbs_to(entry.pilot, crumb_of(entry), _("Two versions")),
        "entry": entry,
        "pilot": entry.pilot,
        "form": form,
        "mine": mine,
        "lines": differences(entry.text, mine.text),
        "photo_forms": PhotoForms(queryset=entry.attachments.all(), prefix="photos"),
    }
    return render(request, "pilots/conflict.html", context, status=409)


@login_required
@require_POST
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """How the text will look; nothing is saved."""
    pilot = pilot_at(slug)
    permissions.WRITE.check(request.user, pilot)
    context: dict[str, Any] = {
        "crumbs": crumbs_to(pilot, _("Preview")),
        "pilot": pilot,
        "title": request.POST.get("title", ""),
    }
    try:
        context["html"] = rendered(request.POST.get("text", ""))
    except TooLarge as error:
        context["refusal"] = _(error.message) % error.params
    template = "pilots/preview_part.html" if request.htmx else "pilots/preview.html"
    return render(request, template, context)
