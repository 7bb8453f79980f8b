import pytest
from django.core.exceptions import ValidationError

from knowledge_base.practices.partial_dates import parse, parse_period


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", ""),
        ("2023", "2023"),
        ("2023-11", "2023-11"),
        ("2023-11-27", "2023-11-27"),
        ("novembre 2023", "2023-11"),
        ("Novembre\u00a02023", "2023-11"),
        ("août 2024", "2024-08"),
        ("27 nov. 2023", "2023-11-27"),
        ("1er février 2024", "2024-02-01"),
        ("27/11/2023", "2023-11-27"),
        ("11/2023", "2023-11"),
        ("November 27, 2023", "2023-11-27"),
        ("September 2024", "2024-09"),
    ],
)
def test_a_date_is_read_as_people_write_it(written, read):
    assert parse(written) == read


@pytest.mark.parametrize(
    "written", ["bientôt", "31/02/2024", "2024-13", "0000", "novembre", "12 brumaire 2023", "2023-11-27-04"]
)
def test_a_date_that_means_nothing_is_refused_with_an_example(written):
    with pytest.raises(ValidationError, match="2023"):
        parse(written)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("novembre 2023 - septembre 2024", ("2023-11", "2024-09")),
        ("novembre 2023 – septembre 2024", ("2023-11", "2024-09")),
        ("2022–2025", ("2022", "2025")),
        ("from 2022".replace("from ", ""), ("2022", "")),
        ("juin 2022 à septembre 2022", ("2022-06", "2022-09")),
        ("2023-11 - 2024-09", ("2023-11", "2024-09")),
        ("", ("", "")),
    ],
)
def test_a_period_is_read_at_the_precision_of_its_source(written, read):
    assert parse_period(written) == read


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValidationError) as refused:
        parse_period("septembre 2024 - novembre 2023")

    assert refused.value.code == "period_reversed"
