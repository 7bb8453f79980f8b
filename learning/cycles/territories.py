"""What cycles tell on the page of a territory."""

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from learning.cycles.models import CyclePage, Participation, SessionPage
from network.models import Territory
from network.restrictions import without_restricted
from network.slots import Part


def cycles_of(territory: Territory, request: HttpRequest) -> Part | None:
    """The cycles in which it takes part, and the sessions it hosts, in the reader's language."""
    here = Q(without_restricted(), live=True, locale__language_code=get_language())
    taken_part = Participation.objects.filter(
        territory=territory, cycle__in=CyclePage.objects.filter(here)
    ).select_related("cycle__locale")
    hosted = SessionPage.objects.filter(here, territory=territory)
    context = {
        "participations": list(taken_part.order_by("-cycle__start_date", "cycle__title")),
        "hosted": list(hosted.in_order().with_fictional().select_related("locale")),
    }
    return Part(_("Cycles"), "cycles/parts/of_territory.html", context) if any(context.values()) else None
