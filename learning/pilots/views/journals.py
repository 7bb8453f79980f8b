"""The list of journals, and a journal as a timeline."""

from functools import cache

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from learning.pilots import permissions, stems
from learning.pilots.models import Entry, Pilot
from learning.pilots.timeline import Timeline
from network.drawing import drawn_for_everyone, lazily
from network.languages import lang_of
from network.restrictions import may_be_named
from network.twins import here

PER_PAGE = 30


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every pilot, the most lately told on top, with what this reader may read of its journal."""
    pilots = Pilot.objects.select_related("territory").with_readable_entries(request.user)
    pilots = pilots.order_by(F("last_told").desc(nulls_last=True), "title")
    return render(
        request,
        "pilots/index.html",
        {
            "crumbs": [{"label": _("Journals")}],
            **lazily(page_obj=lambda: Paginator(pilots, PER_PAGE).get_page(request.GET.get("page"))),
            **drawn_for_everyone(request, "journals"),
            "may_start": permissions.startable_territories(request.user).exists(),
        },
    )


@require_safe
def journal(request: HttpRequest, slug: str) -> HttpResponse:
    """What a pilot is, and the entries of its journal that this reader may read."""
    pilot = get_object_or_404(Pilot.objects.for_reading(), slug=slug)
    timeline = Timeline(pilot, request.user, request.GET.get("kind", ""), request.GET.get("page", 1))
    if request.user.is_authenticated:
        permissions.log_readings(request.user, timeline.page.object_list)
    measures = cache(lambda: list(pilot.measures.all()))
    may_write = permissions.can_write(request.user, pilot)
    return render(
        request,
        "pilots/journal.html",
        {
            "crumbs": [
                {"label": _("Journals"), "url": reverse("pilots:index")},
                {"label": pilot.title, "lang": lang_of(pilot)},
            ],
            "pilot": pilot,
            "cycle": here(pilot.cycle) if may_be_named(pilot.cycle) else None,
            "timeline": timeline,
            **lazily(measures=measures, plot=lambda: stems.plot(pilot, measures())),
            **drawn_for_everyone(request, f"journal:{pilot.pk}", kind=timeline.kind),
            "may_write": may_write,
            "may_run": permissions.can_run(request.user, pilot),
            "has_deleted": may_write
            and Entry.objects.deleted_by_author(request.user).filter(pilot=pilot).exists(),
        },
    )
