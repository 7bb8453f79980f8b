"""Reading an entry, and finding the way to it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from learning.pilots import actions, permissions
from learning.pilots.forms import ReadersForm
from learning.pilots.models import Entry, Pilot
from network.languages import lang_of
from network.restrictions import may_be_named
from network.twins import here


def pilot_at(slug: str) -> Pilot:
    """The pilot at this address, or 404."""
    return get_object_or_404(Pilot.objects.select_related("territory", "cycle"), slug=slug)


def entry_at(slug: str, entry_id: UUID) -> Entry:
    """The entry at this address, whoever asks: the caller asks the right next."""
    entries = Entry.objects.select_related("pilot__territory", "pilot__cycle", "author", "session__locale")
    return get_object_or_404(entries, pk=entry_id, pilot__slug=slug)


def crumbs_to(pilot: Pilot, *further: str | dict[str, str]) -> list[dict[str, str]]:
    """The way from the list of journals to a page below this one."""
    crumbs = [
        {"label": _("Journals"), "url": reverse("pilots:index")},
        {"label": pilot.title, "url": pilot.get_absolute_url(), "lang": lang_of(pilot)},
    ]
    return crumbs + [{"label": step} if isinstance(step, str) else step for step in further]


def crumb_of(entry: Entry) -> dict[str, str]:
    """One step of the way: the entry itself."""
    return {"label": entry.title, "url": entry.get_absolute_url(), "lang": lang_of(entry)}


@require_safe
def entry(request: HttpRequest, slug: str, entry_id: UUID) -> HttpResponse:
    """One entry, with what this reader may do with it."""
    found = entry_at(slug, entry_id)
    permissions.READ.check(request.user, found)
    permissions.log_readings(request.user, [found])
    choices = permissions.readers_offered(request.user, found)
    return render(
        request,
        "pilots/entry.html",
        {
            "crumbs": crumbs_to(found.pilot, {"label": found.title, "lang": lang_of(found)}),
            "entry": found,
            "photos": list(found.attachments.all()),
            "session": here(found.session) if may_be_named(found.session) else None,
            "may_edit": permissions.can_edit(request.user, found),
            "readers_form": ReadersForm(initial={"visibility": found.visibility}, choices=choices)
            if choices
            else None,
            "undo_days": actions.UNDO_PERIOD.days,
        },
    )
