"""Taking care of an entry: its readers, its earlier versions, its deletion."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from learning.pilots import actions, permissions
from learning.pilots.differences import differences
from learning.pilots.models import Entry, Visibility
from learning.pilots.views.reading import crumb_of, crumbs_to, entry_at, pilot_at


@login_required
@require_POST
def readers(request: HttpRequest, slug: str, entry_id: UUID) -> HttpResponse:
    """Change who may read the entry."""
    found = entry_at(slug, entry_id)
    wanted = request.POST.get("visibility", "")
    if wanted not in Visibility.values:
        permissions.READ.check(request.user, found)
        return redirect(found)
    permissions.check_readers(request.user, found, Visibility(wanted))
    change_readers(request, found, wanted)
    found.refresh_from_db()
    return redirect(found if permissions.can_read(request.user, found) else found.pilot)


def change_readers(request: HttpRequest, entry: Entry, wanted: str) -> None:
    """Open or close the entry as wished, and say what became of the wish."""
    try:
        entry = actions.change_readers(request.user, entry, wanted)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        say_readers(request, entry, wanted)


def say_readers(request: HttpRequest, entry: Entry, wanted: str) -> None:
    """Say that the entry is kept, and who reads it now."""
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
