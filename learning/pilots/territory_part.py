"""What the public page of a territory says about its pilots."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from learning.pilots.models import Pilot
from network.models import Territory
from network.slots import Part


def pilots_of(territory: Territory, request: HttpRequest) -> Part | None:
    """The pilots of the territory, with what this reader may read of their journals."""
    pilots = list(
        Pilot.objects.filter(territory=territory)
        .with_readable_entries(request.user)
        .order_by("-started", "title")
    )
    return Part(_("Pilot projects"), "pilots/of_territory.html", {"pilots": pilots}) if pilots else None
