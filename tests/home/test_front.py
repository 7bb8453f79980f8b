from datetime import date

import pytest
from wagtail.models import Page, PageViewRestriction

from home.front import Front
from knowledge_base.notes.models import NoteSource
from learning.cycles.models import SessionPage
from tests.factories.cycles import CyclePageFactory, SessionPageFactory
from tests.factories.lessons import make_lesson
from tests.factories.notes import make_note
from tests.factories.pages import settle, site_root

pytestmark = pytest.mark.django_db
TODAY = date(2024, 4, 8)


def front() -> Front:
    return Front(site_root().locale_id, today=TODAY)


def session(day: date | None, title: str, **fields) -> SessionPage:
    return SessionPageFactory(title=title, start_date=day, **fields)


def test_home_names_what_is_next_and_not_what_is_over():
    session(date(2024, 2, 15), "Webinaire 2")
    session(date(2024, 9, 23), "Voyage", end_date=date(2024, 9, 26))
    session(date(2024, 4, 18), "Webinaire 3")

    found = front()

    assert [page.title for page in found.dated_sessions] == ["Webinaire 3", "Voyage"]
    assert not found.nothing_ahead


def test_home_names_a_session_under_way():
    session(date(2024, 4, 7), "Séminaire", end_date=date(2024, 4, 9))

    assert [page.title for page in front().dated_sessions] == ["Séminaire"]
    assert not front().nothing_ahead


def test_home_says_so_when_nothing_is_ahead_and_names_the_last_ones():
    session(date(2023, 11, 27), "Séminaire")
    session(date(2024, 2, 15), "Webinaire 2")

    assert front().nothing_ahead
    assert [page.title for page in front().dated_sessions] == ["Webinaire 2", "Séminaire"]


def test_a_session_without_a_date_is_named_apart():
    session(None, "Plateau")

    assert front().undated_session.title == "Plateau"
    assert front().dated_sessions == []


def test_home_marks_what_was_made_up():
    invented = CyclePageFactory(fictional=True)
    session(date(2024, 4, 18), "Inventée", parent=invented)
    session(date(2024, 4, 19), "Vraie")

    assert [page.fictional for page in front().dated_sessions] == [True, False]


def test_home_names_no_draft_and_nothing_restricted():
    session(date(2024, 4, 18), "Brouillon", live=False)
    kept = session(date(2024, 4, 19), "Réservé")
    PageViewRestriction.objects.create(page=kept.page_ptr, restriction_type=PageViewRestriction.LOGIN)

    assert front().dated_sessions == []


def test_home_costs_twelve_queries_at_most_whatever_the_rows(client, django_assert_max_num_queries):
    cycle = CyclePageFactory()
    for day in range(1, 9):
        session(date(2024, 4, day), f"Séance {day}", parent=cycle)
    settle()
    client.get("/fr/?made=anew")  # a query string is never answered from the kept pages

    with django_assert_max_num_queries(12):
        assert client.get("/fr/?made=anew").status_code == 200


def test_the_thread_says_in_which_language_each_of_its_parts_is(client):
    page = Page.objects.get(pk=SessionPageFactory(title="Voyage").pk)
    make_note(
        "A note",
        content_language="en",
        lessons=[make_lesson("Lesson", language="it")],
        sources=[NoteSource(page=page)],
    )

    thread = front().thread

    assert thread is not None
    assert (thread.language, [step.language for step in thread.steps]) == ("it", ["fr", "en"])
    assert '<h2 class="h3" lang="it">' in client.get("/fr/").content.decode()
