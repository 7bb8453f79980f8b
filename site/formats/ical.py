"""Calendars that a phone can subscribe to (iCalendar, RFC 5545).

    calendar("Cycle 2023–2024", [Event(uid="session-12@cordee.example", title="Séminaire", start=date(2023, 11, 27),
                                       end=date(2023, 11, 28))], timezone="Europe/Paris")

An event keeps its `uid` for ever: that is how a calendar moves it instead of showing it twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar

from formats.plain_text import on_one_line

PRODUCT = "-//Cordee//Cordee//FR"


@dataclass(frozen=True, kw_only=True)
class Event:
    """One event. `start` and `end` are both days (whole days, `end` the last one) or both aware moments.

    `updated` is when the event last changed and `sequence` how often it was moved: calendars follow the higher one.
    """

    uid: str
    title: str
    start: date | datetime
    end: date | datetime | None = None
    updated: datetime | None = None
    sequence: int = 0
    cancelled: bool = False
    description: str = ""
    location: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        end = self.start if self.end is None else self.end
        if isinstance(self.start, datetime) is not isinstance(end, datetime):
            raise ValueError("An event has two days or two moments, not one of each.")
        if any(isinstance(moment, datetime) and moment.tzinfo is None for moment in (self.start, end)):
            raise ValueError("A moment needs its time zone.")
        if end < self.start:
            raise ValueError("An event ends after it begins.")

    @property
    def is_all_day(self) -> bool:
        """Whole days, without an hour."""
        return not isinstance(self.start, datetime)


def calendar(
    name: str,
    events: Iterable[Event],
    timezone: str = "Europe/Paris",
    *,
    language: str = "fr",
    url: str = "",
    refresh: timedelta = timedelta(hours=6),
) -> bytes:
    """The file of a calendar: UTF-8, folded lines, the rules of `timezone` where an hour is given.

    Moments are written in `timezone`, so that a reader elsewhere sees their own hour and one on the spot the local one.
    """
    events = list(events)
    zone = ZoneInfo(timezone)
    name = on_one_line(name)
    file = icalendar.Calendar()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", "PUBLISH")
    file.add("name", name, parameters={"LANGUAGE": language})
    file.add("x-wr-calname", name)
    file.add("x-wr-timezone", timezone)
    if url:
        file.add("url", url)
    file.add("refresh-interval", refresh, parameters={"VALUE": "DURATION"})
    file.add("x-published-ttl", icalendar.vDuration(refresh))
    moments = [
        moment for event in events for moment in (event.start, event.end) if isinstance(moment, datetime)
    ]
    if moments:
        file.add_component(_rules(timezone, moments))
    for event in events:
        file.add_component(_component(event, zone))
    return file.to_ical()


def _rules(timezone: str, moments: list[datetime]) -> icalendar.Timezone:
    """When the clocks change, over the years of the events only."""
    first, last = min(moments).year, max(moments).year
    return icalendar.Timezone.from_tzid(
        timezone, first_date=date(first, 1, 1), last_date=date(last + 1, 12, 31)
    )


def _component(event: Event, zone: ZoneInfo) -> icalendar.Event:
    component = icalendar.Event()
    component.add("uid", event.uid)
    component.add("summary", event.title)
    component.add("dtstamp", (event.updated or datetime(2000, 1, 1, tzinfo=UTC)).astimezone(UTC))
    if event.updated:
        component.add("last-modified", event.updated.astimezone(UTC))
    component.add("sequence", event.sequence)
    component.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    component.add("dtstart", _moment(event.start, zone))
    if event.is_all_day:
        # The end of whole days is the morning after the last one.
        component.add("dtend", (event.end or event.start) + timedelta(days=1))
        component.add("transp", "TRANSPARENT")
    elif event.end:
        component.add("dtend", _moment(event.end, zone))
    for key in ("description", "location", "url"):
        if value := getattr(event, key):
            component.add(key, value)
    return component


def _moment(moment: date | datetime, zone: ZoneInfo) -> date | datetime:
    return moment.astimezone(zone) if isinstance(moment, datetime) else moment
