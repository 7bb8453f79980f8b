"""The time zones an editor may choose from: Europe's, and those of the French territories overseas."""

from datetime import datetime
from zoneinfo import available_timezones

from django.utils import timezone

OVERSEAS = (
    "America/Cayenne",
    "America/Guadeloupe",
    "America/Martinique",
    "America/Miquelon",
    "Indian/Mayotte",
    "Indian/Reunion",
    "Pacific/Noumea",
    "Pacific/Tahiti",
    "Pacific/Wallis",
)


def time_zones() -> list[tuple[str, str]]:
    """Choices for a form; a function, so that a newer time zone database makes no migration."""
    europe = sorted(zone for zone in available_timezones() if zone.startswith("Europe/"))
    return [(zone, zone.replace("_", " ")) for zone in (*europe, *OVERSEAS)]


def foreign_city(moment: datetime | None, time_zone: str) -> str:
    """The city of this time zone, where its clocks differ from the site's at that moment; else nothing."""
    if moment is None or moment.utcoffset() == timezone.localtime(moment).utcoffset():
        return ""
    return time_zone.rpartition("/")[2].replace("_", " ")
