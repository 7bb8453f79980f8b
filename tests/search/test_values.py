import datetime as dt
import uuid
from decimal import Decimal

import pytest

from knowledge_base.search.values import decode, encode, flat


@pytest.mark.parametrize(
    "value",
    [
        True,
        False,
        0,
        -12,
        2_100,
        3.5,
        -0.25,
        "Été d’élus",
        dt.date(2024, 4, 18),
        dt.time(19, 30),
        dt.datetime(2024, 4, 18, 19, 30, tzinfo=dt.UTC),
        uuid.UUID(int=42),
    ],
)
def test_a_value_comes_back_as_it_was(value: object):
    assert decode(encode(value)) == value


@pytest.mark.parametrize(
    "values",
    [
        [-5, 0, 3, 20, 1000],
        [-2.5, -0.1, 0.0, 0.1, 7e9],
        [dt.date(1999, 12, 31), dt.date(2024, 1, 2), dt.date(2024, 10, 1)],
        [dt.time(8), dt.time(19, 30)],
    ],
)
def test_the_order_of_terms_is_the_order_of_values(values: list):
    assert sorted(encode(value) for value in values) == [encode(value) for value in values]


def test_a_decimal_is_compared_as_a_number():
    assert encode(Decimal("3.5")) == encode(3.5)


def test_flat_gives_single_values():
    assert list(flat([1, [2, None], 3])) == [1, 2, 3]
