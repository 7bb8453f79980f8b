"""Dates read as people write them, in French and in English."""

from datetime import date, time

import pytest
from django.utils.translation import override

from network import dates


@pytest.mark.parametrize(
    ("language", "written"),
    [("fr", "18 avril 2024"), ("en", "18 April 2024")],
)
def test_a_day(language, written):
    with override(language):
        assert dates.day(date(2024, 4, 18)) == written.replace(" ", "\u00a0")


def test_the_first_day_of_a_month_is_an_ordinal_in_french():
    with override("fr"):
        assert dates.day_of_year(date(2024, 5, 1)) == "1er\u00a0mai"


@pytest.mark.parametrize(
    ("language", "day", "written"),
    [
        ("fr", date(2026, 11, 23), "lun.~23"),
        ("fr", date(2026, 11, 1), "dim.~1er"),
        ("en", date(2026, 11, 23), "Mon~23"),
        ("fr", None, ""),
    ],
)
def test_a_short_weekday_is_an_abbreviation(language, day, written):
    with override(language):
        assert dates.short_weekday_day(day) == written.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("language", "start", "end", "written"),
    [
        ("fr", date(2023, 11, 27), date(2023, 11, 28), "27–28~nov.~2023"),
        ("fr", date(2023, 11, 30), date(2023, 12, 2), "30~nov.~– 2~déc.~2023"),
        ("fr", date(2023, 12, 30), date(2024, 1, 2), "30~déc.~2023~– 2~janv.~2024"),
        ("fr", date(2024, 9, 23), None, "23~sept.~2024"),
        ("fr", date(2024, 9, 23), date(2024, 9, 23), "23~sept.~2024"),
        ("en", date(2023, 11, 27), date(2023, 11, 28), "27–28~Nov~2023"),
        ("fr", None, None, ""),
    ],
)
def test_a_range_says_each_part_once(language, start, end, written):
    with override(language):
        assert dates.day_range(start, end) == written.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        ("2023-11", "2024-09", "novembre~2023~– septembre~2024"),
        ("2023-06", "2023-09", "juin~– septembre~2023"),
        ("2018", "2021", "2018~– 2021"),
        ("2022-06-13", "", "13~juin~2022"),
        ("", "2009", "2009"),
        ("2018", "2018", "2018"),
        ("", "", ""),
    ],
)
def test_a_period_keeps_the_precision_it_was_given(start, end, written):
    with override("fr"):
        assert dates.partial_range(start, end) == written.replace("~", "\u00a0")


@pytest.mark.parametrize("text", ["2024-13", "printemps 2024", "2024-02-30"])
def test_what_is_not_a_date_comes_back_as_it_was_written(text):
    assert dates.partial(text) == text


@pytest.mark.parametrize(
    ("language", "hour", "written"),
    [
        ("fr", time(19, 30), "19~h~30"),
        ("fr", time(9, 5), "9~h~05"),
        ("fr", time(9), "9~h"),
        ("en", time(19, 30), "19:30"),
        ("en", time(9), "9:00"),
    ],
)
def test_an_hour(language, hour, written):
    with override(language):
        assert dates.clock(hour) == written.replace("~", "\u00a0")


def test_an_unknown_date_is_written_as_nothing():
    assert [
        dates.day(None),
        dates.short_day(None),
        dates.weekday_day(None),
        dates.clock(None),
        dates.spaced(None),
    ] == [""] * 5


def test_a_weekday_stands_before_its_day():
    with override("fr"):
        assert dates.weekday_day(date(2024, 4, 18)) == "jeudi 18\u00a0avril"


def test_thousands_stand_apart():
    with override("fr"):
        assert dates.spaced(2100) in {"2\u00a0100", "2\u202f100"}
