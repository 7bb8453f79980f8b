"""Dates, hours and figures as people write them in the reader's language. The unknown stays unwritten."""

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.dates import MONTHS, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

NO_BREAK = "\u00a0"
DASH = "–"


def day(value: date | datetime | None) -> str:
    """18 avril 2024 / 18 April 2024"""
    value = _local(value)
    return _join(_day_number(value), _month(value), str(value.year)) if value else ""


def day_of_year(value: date | datetime | None) -> str:
    """18 avril / 18 April, where the year is plain."""
    value = _local(value)
    return _join(_day_number(value), _month(value)) if value else ""


def short_day(value: date | datetime | None) -> str:
    """18 avr. / 18 Apr"""
    value = _local(value)
    return _join(_day_number(value), _short_month(value)) if value else ""


def weekday_day(value: date | datetime | None) -> str:
    """jeudi 18 avril / Thursday 18 April"""
    value = _local(value)
    return f"{WEEKDAYS[value.weekday()]} {day_of_year(value)}" if value else ""


def short_weekday_day(value: date | datetime | None) -> str:
    """jeu. 18 / Thu 18"""
    value = _local(value)
    if not value:
        return ""
    weekday, number = WEEKDAYS_ABBR[value.weekday()], _day_number(value)
    return pgettext("short weekday and day", "%(weekday)s\u00a0%(day)s") % {"weekday": weekday, "day": number}


def weekday(value: date | datetime | None) -> str:
    """jeudi / Thursday"""
    value = _local(value)
    return str(WEEKDAYS[value.weekday()]) if value else ""


def day_range(
    start: date | None, end: date | None = None, *, short: bool = True, with_year: bool = True
) -> str:
    """27–28 nov. 2023; 30 nov. – 2 déc. 2023; 18 avril 2024 where it is one day."""
    start, end = _local(start), _local(end)
    if not start:
        return ""
    month = _short_month if short else _month
    year = [str((end or start).year)] if with_year else []
    if not end or end == start:
        return _join(_day_number(start), month(start), *year)
    if (start.year, start.month) == (end.year, end.month):
        return _join(f"{_day_number(start)}{DASH}{_day_number(end)}", month(end), *year)
    left = [_day_number(start), month(start)]
    if start.year != end.year:
        left.append(str(start.year))
    return f"{_join(*left)}{NO_BREAK}{DASH} {_join(_day_number(end), month(end), *year)}"


def partial(value: str | None) -> str:
    """A date of any precision, written YYYY, YYYY-MM or YYYY-MM-DD; any other text comes back as it is."""
    try:
        parts = [int(part) for part in (value or "").strip().split("-")]
        if len(parts) == 3:
            return day(date(*parts))
        if len(parts) == 2:
            return _join(_month(date(parts[0], parts[1], 1)), str(parts[0]))
    except ValueError:
        pass
    return value or ""


def partial_range(start: str | None, end: str | None) -> str:
    """novembre 2023 – septembre 2024; one date alone where the other is not given or is the same."""
    if not start or not end or start == end:
        return partial(start or end)
    left, right = partial(start), partial(end)
    if len(start) == len(end) == 7 and start[:4] == end[:4]:
        left = left.removesuffix(f"{NO_BREAK}{start[:4]}")
    return f"{left}{NO_BREAK}{DASH} {right}"


def clock(value: time | datetime | None) -> str:
    """19 h 30, 9 h / 19:30, 9:00"""
    value = timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
    if value is None:
        return ""
    if value.minute == 0:
        return pgettext("clock, on the hour", "%(hour)s:00") % {"hour": value.hour}
    return pgettext("clock", "%(hour)s:%(minute)s") % {"hour": value.hour, "minute": f"{value.minute:02}"}


def spaced(value: int | None) -> str:
    """2 100 / 2,100"""
    if value is None or 0 <= value < 1000:
        return "" if value is None else str(value)
    return formats.number_format(value, use_l10n=True, force_grouping=True)


def _local(value: date | datetime | None) -> date | None:
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value or None


def _join(*parts: str) -> str:
    return NO_BREAK.join(parts)


def _day_number(value: date) -> str:
    return pgettext("first day of a month", "1") if value.day == 1 else str(value.day)


def _month(value: date) -> str:
    return str(MONTHS[value.month])


def _short_month(value: date) -> str:
    return {
        1: _("Jan"),
        2: _("Feb"),
        3: pgettext("short month", "Mar"),
        4: _("Apr"),
        5: pgettext("short month", "May"),
        6: pgettext("short month", "June"),
        7: pgettext("short month", "July"),
        8: _("Aug"),
        9: _("Sept"),
        10: _("Oct"),
        11: _("Nov"),
        12: _("Dec"),
    }[value.month]


FIRST, LAST = date(1900, 1, 1), date(2200, 12, 31)


def refuse_implausible(*days: date | None) -> None:
    """Refuse in a sentence a day with which nobody now living can have to do; one that is not given passes."""
    if any(day and not FIRST <= day <= LAST for day in days):
        raise ValidationError(_("This year cannot be meant: check the date."), code="implausible")
