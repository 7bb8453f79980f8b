"""What people look for is counted; who looks is not."""

from datetime import date

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knowledge_base.library import counting
from knowledge_base.library.models import SearchCount
from learning.pilots.models import Visibility
from network.actions import create_groups
from tests.factories.network import TerritoryFactory, editor, member_of
from tests.factories.pilots import EntryFactory
from tests.factories.practices import make_practice

pytestmark = pytest.mark.django_db


def search(client: Client, **query: str) -> None:
    assert client.get(reverse("library:search"), query).status_code == 200


def counted() -> list[tuple[str, int, int]]:
    return list(SearchCount.objects.values_list("words", "times", "found"))


def test_searches_are_counted_whatever_their_accents_with_what_they_found(client: Client, indexed):
    make_practice("Une épicerie")
    indexed()

    for words in ("Épicerie", "epicerie", "ÉPICERIE", "fusée épicerie"):
        search(client, q=words)

    assert counted() == [("Épicerie", 3, 1), ("fusée épicerie", 1, 0)], "the first spelling stays"
    assert SearchCount.objects.first().month == timezone.localdate().replace(day=1)


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"q": " "},
        {"q": "é"},
        {"kind": "note"},
        {"q": "lea@example.org"},
        {"q": "06 12 34 56 78"},
        {"q": "tel 06/12,34 :56"},
        {"q": "06‑12‑34‑56"},
        {"q": "+33 (0) 6 - 12 - 34 - 56"},
        {"q": "1_85_05_78_006"},
        {"q": "FR76/3000/4000"},
        {"q": "jean.dupont＠example.org"},
        {"q": "jean.dupont (at) example.org"},
        {"q": "Jean Dupont 12 bis, rue des Lilas"},
        {"q": "haie", "view": "map"},
    ],
)
def test_what_is_no_search_or_may_be_personal_is_not_counted(client: Client, indexed, query: dict):
    search(client, **query)

    assert counted() == []


def test_the_next_pages_of_a_search_are_no_more_searches(client: Client, indexed):
    for number in range(14):
        make_practice(f"Une haie {number}")
    indexed()

    search(client, q="haie")
    search(client, q="haie", page="2")

    assert counted() == [("haie", 1, 14)]


def test_a_search_without_a_word_is_no_search_for_it(client: Client, indexed):
    make_practice("Une épicerie")
    indexed()

    for words in ("épicerie", "-épicerie", "épicerie -café"):
        search(client, q=words)

    assert set(counted()) == {("épicerie", 1, 1), ("-épicerie", 1, 0), ("épicerie -café", 1, 1)}


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"user-agent": "Some Crawler"},
        {"sec-purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
    ],
)
def test_what_programs_ask_is_not_counted(client: Client, indexed, headers: dict[str, str]):
    client.get(reverse("library:search"), {"q": "haie"}, headers=headers)
    client.head(reverse("library:search"), {"q": "haie"})

    assert counted() == []


@pytest.mark.parametrize(
    "words", ["leader 2014-2020", "programme 2021 2027", "young people at risk", "1 000 arbres"]
)
def test_years_and_the_word_at_are_nobodys_number_or_address(client: Client, indexed, words: str):
    search(client, q=words)

    assert [said for said, _, _ in counted()] == [words]


def test_the_exact_spelling_is_counted_as_it_was_asked(client: Client, indexed):
    make_practice("Un jardin")
    indexed()
    client.force_login(member_of(TerritoryFactory()))

    search(client, q="jardn", exact="1")

    assert [(count.found, count.mended) for count in SearchCount.objects.all()] == [(0, "")]


def test_invented_searches_fill_no_table(client: Client, indexed, monkeypatch):
    monkeypatch.setattr(counting, "MOST", 2)

    for words in ("haie", "pré", "fusée", "haie"):
        search(client, q=words)

    assert counted() == [("haie", 2, 0), ("pré", 1, 0)]


def test_a_word_that_was_taken_for_another_was_not_found(client: Client, indexed):
    create_groups()
    make_practice("Une forme de haie")
    indexed()
    search(client, q="forge")
    search(client, q="forme")
    client.force_login(editor())

    missing = client.get(reverse("library_searches"), {"answered": "no"}).content.decode()

    assert SearchCount.objects.get(words="forge").mended == "forme"
    assert "forge" in missing
    assert missing.count(">forme<") <= 1, "only beside what was taken for it"


def test_the_count_of_results_is_that_of_everybody_whoever_asked(client: Client, indexed):
    entry = EntryFactory(title="Une haie discrète", visibility=Visibility.TEAM)
    indexed()
    client.force_login(member_of(entry.pilot.territory))
    assert "haie" in client.get(reverse("library:search"), {"q": "haie"}).content.decode()

    search(client, q="haie")

    assert counted() == [("haie", 2, 0)]


def test_nothing_is_kept_of_who_asked():
    assert {field.name for field in SearchCount._meta.get_fields()} == {
        "id",
        "month",
        "folded",
        "words",
        "times",
        "found",
        "mended",
    }


def test_a_database_that_is_busy_costs_the_count_and_not_the_search(
    client: Client, indexed, monkeypatch, caplog
):
    def refuse(*args: object, **options: object) -> None:
        raise DatabaseError("database is locked")

    make_practice("Une haie")
    indexed()
    monkeypatch.setattr("django.db.models.query.QuerySet.update", refuse)

    search(client, q="haie")

    assert "not counted" in caplog.text


def test_old_counts_are_forgotten():
    SearchCount.objects.create(month=date(2020, 1, 1), folded="haie", words="haie")
    SearchCount.objects.create(month=timezone.localdate().replace(day=1), folded="haie", words="haie")

    assert counting.purge() == 1
    assert SearchCount.objects.count() == 1


def test_editors_read_what_was_looked_for_and_not_found(client: Client):
    create_groups()
    this_month = timezone.localdate().replace(day=1)
    SearchCount.objects.create(month=this_month, folded="haie", words="haie", times=3, found=2)
    SearchCount.objects.create(month=this_month, folded="fusee", words="fusée", times=9, found=0)
    client.force_login(editor())

    everything = client.get(reverse("library_searches")).content.decode()
    missing = client.get(reverse("library_searches"), {"answered": "no"}).content.decode()
    table = client.get(reverse("library_searches"), {"export": "csv"})

    assert everything.index("fusée") < everything.index("haie")
    assert "fusée" in missing
    assert "haie" not in missing
    assert "fusée" in b"".join(table.streaming_content).decode()
    assert reverse("library_searches") in client.get(reverse("wagtailadmin_home")).content.decode()


def test_others_do_not_read_it(client: Client):
    create_groups()
    client.force_login(member_of(TerritoryFactory()))

    assert client.get(reverse("library_searches")).status_code in (302, 403, 404)
