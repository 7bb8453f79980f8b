"""Dates as precise as their source: "2023", "2023-11" or "2023-11-27", read from what people write."""

import re
import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from network import dates

MONTHS = (
    ("janvier", "january", "janv", "jan"),
    ("fevrier", "february", "fevr", "fev", "feb"),
    ("mars", "march", "mar"),
    ("avril", "april", "avr", "apr"),
    ("mai", "may"),
    ("juin", "june", "jun"),
    ("juillet", "july", "juil", "jul"),
    ("aout", "august", "aug"),
    ("septembre", "september", "sept", "sep"),
    ("octobre", "october", "oct"),
    ("novembre", "november", "nov"),
    ("decembre", "december", "dec"),
)
MONTH_NUMBERS = {name: number for number, names in enumerate(MONTHS, start=1) for name in names}
ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
NUMERIC = re.compile(r"(?:(\d{1,2})[/.])?(\d{1,2})[/.](\d{4})")
WRITTEN = re.compile(r"(?:(?:le )?(\d{1,2})(?:er|st|nd|rd|th)? )?([a-z]+)\.?,? (\d{4})")
WRITTEN_MONTH_FIRST = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
BETWEEN = re.compile(r"\s+(?:-|–|—|à|au|to|until|jusqu['’](?:à|en|au))\s+|\s*[–—]\s*")
UNREADABLE = _("This date is not understood. Write for example “27/11/2023”, “November 2023” or “2023”.")
REVERSED = _("The period ends before it begins.")


def parse(text: str) -> str:
    """The partial ISO date that `text` says, in French, English, figures or ISO. Raises `ValidationError` with a way out."""
    words = _plain(text)
    if not words:
        return ""
    year, month, day = _parts(words)
    try:
        date(year, month or 1, day or 1)
    except ValueError as error:
        raise ValidationError(UNREADABLE, code="partial_date") from error
    return "-".join([f"{year:04d}", *(f"{part:02d}" for part in (month, day) if part)])


def parse_period(text: str) -> tuple[str, str]:
    """Both ends of what `text` says: "novembre 2023 - septembre 2024" is ("2023-11", "2024-09"); one date has no end."""
    halves = [half for half in BETWEEN.split(text.strip()) if half.strip()]
    if len(halves) > 2:
        raise ValidationError(UNREADABLE, code="partial_date")
    ends = [parse(half) for half in halves] + ["", ""]
    start, end = ends[0], ends[1]
    check_order(start, end)
    return start, end


def check_order(start: str, end: str) -> None:
    """Refuse a period that ends before it begins, as far as its precision tells."""
    shared = min(len(start), len(end))
    if start and end and end[:shared] < start[:shared]:
        raise ValidationError(REVERSED, code="period_reversed")


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.strip().casefold())
    return " ".join("".join(sign for sign in decomposed if not unicodedata.combining(sign)).split())


def _parts(words: str) -> tuple[int, int | None, int | None]:
    if found := ISO.fullmatch(words):
        return int(found[1]), _number(found[2]), _number(found[3])
    if found := NUMERIC.fullmatch(words):
        return int(found[3]), int(found[2]), _number(found[1])
    if (found := WRITTEN.fullmatch(words)) and found[2] in MONTH_NUMBERS:
        return int(found[3]), MONTH_NUMBERS[found[2]], _number(found[1])
    if (found := WRITTEN_MONTH_FIRST.fullmatch(words)) and found[1] in MONTH_NUMBERS:
        return int(found[3]), MONTH_NUMBERS[found[1]], int(found[2])
    raise ValidationError(UNREADABLE, code="partial_date")


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def validate_partial_date(value: str) -> None:
    """Refuse anything that is not a partial ISO date."""
    if parse(value) != value:
        raise ValidationError(UNREADABLE, code="partial_date")


class PartialDateFormField(forms.CharField):
    """A line where people write a day, a month or a year as they are used to."""

    def clean(self, value: object) -> str:
        return parse(super().clean(value))

    def prepare_value(self, value: object) -> object:
        try:
            return dates.partial(parse(value)) if isinstance(value, str) else value
        except ValidationError:
            return value


class PartialDateField(models.CharField):
    """A day, a month or a year, as precise as its source; sorts as text."""

    default_validators = [validate_partial_date]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"max_length": 10, "blank": True, "default": "", **options})

    def formfield(self, **options: Any) -> forms.Field | None:
        return super().formfield(**{"form_class": PartialDateFormField, "max_length": 40, **options})
