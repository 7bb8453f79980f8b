"""What cycles tell on the page of a territory."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from learning.cycles.models import CyclePage, Participation, SessionPage
from network.models import Territory
from network.slots import Part


def cycles_of(territory: Territory, request: HttpRequest) -> Part | None:
    """The cycles in which it takes part, and the sessions it hosts, in the reader's language."""
    locale = Locale.get_active()
    taken_part = Participation.objects.filter(
        territory=territory, cycle__in=CyclePage.objects.live().public().filter(locale=locale)
    ).select_related("cycle__locale")
    hosted = SessionPage.objects.live().public().filter(locale=locale, territory=territory)
    context = {
        "participations": list(taken_part.order_by("-cycle__start_date", "cycle__title")),
        "hosted": list(hosted.in_order().select_related("locale")),
    }
    return Part(_("Cycles"), "cycles/parts/of_territory.html", context) if any(context.values()) else None
