import pytest
from django.utils import translation

from knowledge_base.practices.phones import mask_mobiles


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    "number",
    [
        "06 10 56 94 99",
        "0610569499",
        "+33 6 10 56 94 99",
        "0033610569499",
        "06.10.56.94.99",
        "07-10-56-94-99",
        "06\u00a010\u00a056\u00a094\u00a099",
        "+41 79 123 45 67",
        "+39 333 123 4567",
        "+33 (0)6 10 56 94 99",
    ],
)
def test_a_mobile_number_is_hidden_however_it_is_written(number):
    assert mask_mobiles(f"<p>ADRETS<br>{number}</p>") == "<p>ADRETS<br>[mobile number not shown]</p>"


@pytest.mark.parametrize(
    "text",
    [
        "04 92 00 00 00",
        "032 461 31 28",
        "2023-06-10",
        "source 06105694991234",
        "200077758",
        "https://x.org/0610569499123",
    ],
)
def test_other_figures_stay(text):
    assert mask_mobiles(text) == text


def test_the_number_its_owner_agreed_to_show_stays_and_only_that_one():
    text = "06 10 56 94 99 ou 06 11 22 33 44"

    assert mask_mobiles(text, agreed="+33610569499") == "06 10 56 94 99 ou [mobile number not shown]"
