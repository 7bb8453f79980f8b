"""Writing, reading and taking care of entries."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from formats.markdown import TooLarge
from formats.markdown import render as rendered
from learning.pilots import actions, kept_drafts, permissions
from learning.pilots.differences import differences
from learning.pilots.forms import EntryForm, PhotoForms, ReadersForm
from learning.pilots.models import Attachment, Entry, Pilot, Visibility
from network.dates import day
from network.permissions import territories_of
from network.restrictions import may_be_named


def pilot_at(slug: str) -> Pilot:
    """The pilot at this address, or 404."""
    return get_object_or_404(Pilot.objects.select_related("territory", "cycle"), slug=slug)


def entry_at(slug: str, entry_id: UUID) -> Entry:
    """The entry at this address, whoever asks: the caller asks the right next."""
    entries = Entry.objects.select_related("pilot__territory", "pilot__cycle", "author", "session")
    return get_object_or_404(entries, pk=entry_id, pilot__slug=slug)


def crumbs_to(pilot: Pilot, *further: str | dict[str, str]) -> list[dict[str, str]]:
    """The way from the list of journals to a page below this one."""
    crumbs = [
        {"label": _("Journals"), "url": reverse("pilots:index")},
        {"label": pilot.title, "url": pilot.get_absolute_url()},
    ]
    return crumbs + [{"label": step} if isinstance(step, str) else step for step in further]


def crumb_of(entry: Entry) -> dict[str, str]:
    """One step of the way: the entry itself."""
    return {"label": entry.title, "url": entry.get_absolute_url()}


# ---------------------------------------------------------------- reading


@require_safe
def entry(request: HttpRequest, slug: str, entry_id: UUID) -> HttpResponse:
    """One entry, with what this reader may do with it."""
    found = entry_at(slug, entry_id)
    permissions.READ.check(request.user, found)
    permissions.log_readings(request.user, [found])
    choices = readers_offered(request.user, found)
    return render(
        request,
        "pilots/entry.html",
        {
            "crumbs": crumbs_to(found.pilot, found.title),
            "entry": found,
            "photos": list(found.attachments.all()),
            "session": found.session if may_be_named(found.session) else None,
            "may_edit": permissions.can_edit(request.user, found),
            "readers_form": ReadersForm(initial={"visibility": found.visibility}, choices=choices)
            if choices
            else None,
            "undo_days": actions.UNDO_PERIOD.days,
        },
    )


def readers_offered(user: Any, entry: Entry) -> list[Visibility]:
    """The visibilities this person may give the entry, with the present one; empty when there is nothing to choose."""
    now = Visibility(entry.visibility)
    if permissions.can_edit(user, entry):
        offered = set(Visibility)
    else:
        offered = {now}
        if permissions.can_narrow(user, entry):
            offered |= {one for one in (Visibility.TEAM, Visibility.CYCLE) if one.width < now.width}
        if permissions.can_make_public(user, entry):
            offered.add(Visibility.PUBLIC)
    if entry.pilot.cycle_id is None:
        offered -= {Visibility.CYCLE} - {now}
    return [one for one in Visibility if one in offered] if len(offered) > 1 else []


# ---------------------------------------------------------------- writing


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
    change_readers(request, recorded.entry, values["visibility"])
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


def change_readers(request: HttpRequest, entry: Entry, wanted: str) -> None:
    """Open or close the entry as wished, and say what became of the wish."""
    try:
        entry = actions.change_readers(request.user, entry, wanted)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return
    if wanted == Visibility.PUBLIC and entry.visibility != Visibility.PUBLIC:
        messages.success(request, _("Kept. The lead of your territory decides whether everyone may read it."))
    else:
        messages.success(request, READERS_SAID[Visibility(entry.visibility)]())


READERS_SAID = {
    Visibility.DRAFT: lambda: _("Kept. It is a draft: only you read it."),
    Visibility.TEAM: lambda: _("Kept. Your team reads it."),
    Visibility.CYCLE: lambda: _("Kept. Your team and the cycle read it."),
    Visibility.PUBLIC: lambda: _("Kept. Everyone may read it."),
}


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
    here = crumbs_to(pilot, crumb_of(entry), _("Edit")) if entry else crumbs_to(pilot, _("Write"))
    context = {
        "crumbs": here,
        "pilot": pilot,
        "entry": entry,
        "form": form,
        "photo_forms": photo_forms,
        "kept": kept,
    }
    return render(request, "pilots/write.html", context, status=400 if form.errors else 200)


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


# ---------------------------------------------------------------- taking care


@login_required
@require_POST
def readers(request: HttpRequest, slug: str, entry_id: UUID) -> HttpResponse:
    """Change who may read the entry."""
    found = entry_at(slug, entry_id)
    wanted = request.POST.get("visibility", "")
    if wanted not in Visibility.values:
        permissions.READ.check(request.user, found)
        return redirect(found)
    right = permissions.MAKE_PUBLIC if wanted == Visibility.PUBLIC else permissions.NARROW
    if not permissions.can_edit(request.user, found):
        right.check(request.user, found)
    change_readers(request, found, wanted)
    found.refresh_from_db()
    return redirect(found if permissions.can_read(request.user, found) else found.pilot)


@login_required
@require_safe
def versions(request: HttpRequest, slug: str, entry_id: UUID) -> HttpResponse:
    """What the entry said before, and what changed each time; for its author."""
    found = entry_at(slug, entry_id)
    permissions.SEE_VERSIONS.check(request.user, found)
    kept = list(found.versions.select_related("author"))
    steps = [
        {"version": new, "before": old, "lines": differences(old.text, new.text) if old else []}
        for new, old in zip(kept, [*kept[1:], None], strict=True)
    ]
    context = {
        "crumbs": crumbs_to(found.pilot, crumb_of(found), _("Versions")),
        "entry": found,
        "steps": steps,
    }
    return render(request, "pilots/versions.html", context)


@login_required
@require_POST
def restore(request: HttpRequest, slug: str, entry_id: UUID, revision: int) -> HttpResponse:
    """Say again what the entry said then."""
    found = entry_at(slug, entry_id)
    permissions.RESTORE.check(request.user, found)
    get_object_or_404(found.versions, revision=revision)
    actions.restore_version(request.user, found, revision)
    messages.success(
        request, _("Version %(n)d is back. The one before it stays among the versions.") % {"n": revision}
    )
    return redirect(found)


@login_required
@require_POST
def delete(request: HttpRequest, slug: str, entry_id: UUID) -> HttpResponse:
    """Take the entry away; the next page offers to undo."""
    found = entry_at(slug, entry_id)
    actions.delete(request.user, found)
    return redirect("pilots:deleted", slug)


@login_required
@require_safe
def deleted(request: HttpRequest, slug: str) -> HttpResponse:
    """One's own deleted entries, which can be taken back."""
    pilot = pilot_at(slug)
    permissions.WRITE.check(request.user, pilot)
    entries = Entry.objects.deleted_by_author(request.user).filter(pilot=pilot).order_by("-deleted")
    context = {"crumbs": crumbs_to(pilot, _("Deleted entries")), "pilot": pilot, "entries": entries}
    return render(request, "pilots/deleted.html", context)


@login_required
@require_POST
def take_back(request: HttpRequest, slug: str, entry_id: UUID) -> HttpResponse:
    """Undo a deletion."""
    found = entry_at(slug, entry_id)
    actions.undo_delete(request.user, found)
    messages.success(request, _("The entry is back, for the same readers as before."))
    return redirect(found)
