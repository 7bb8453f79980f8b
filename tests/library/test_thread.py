import pytest
from django.test import Client
from django.urls import reverse

from knowledge_base.library.thread import thread_of
from knowledge_base.notes.models import NoteSource
from knowledge_base.practices.models import PracticeLesson
from tests.factories.cycles import SessionPageFactory
from tests.factories.lessons import make_lesson
from tests.factories.notes import make_note, make_note_draft
from tests.factories.practices import make_practice

pytestmark = pytest.mark.django_db


def test_the_thread_follows_a_lesson_from_what_was_seen_to_what_is_stated():
    lesson = make_lesson()
    session = SessionPageFactory(title="Voyage en Lozère")
    practice = make_practice("Accueillir")
    practice.practice_lessons = [PracticeLesson(lesson=lesson)]
    practice.save()
    make_note("Ce que le voyage a appris", lessons=[lesson], sources=[NoteSource(page=session)])
    lesson.refresh_from_db()

    steps = thread_of(lesson).steps

    assert [(step.word, step.title) for step in steps] == [
        ("Vu", "Voyage en Lozère"),
        ("Fait", "Accueillir"),
        ("Énoncé", "Ce que le voyage a appris"),
    ]
    assert all(step.url for step in steps)


def test_drafts_are_no_step():
    lesson = make_lesson(live=True)
    make_note_draft("Un brouillon", lessons=[lesson])

    assert thread_of(lesson).steps == []


def test_the_page_of_a_lesson_shows_what_it_takes_and_where_it_comes_from(client: Client):
    lesson = make_lesson("Choisissez un hôte.", required="Un hôte qui vous attend")
    make_note("Ce que le voyage a appris", lessons=[lesson])
    lesson.refresh_from_db()

    html = client.get(reverse("library:lesson", args=[lesson.slug])).content.decode()

    assert "Choisissez un hôte." in html
    assert "Un hôte qui vous attend" in html
    assert "Ce que le voyage a appris" in html


def test_a_draft_lesson_does_not_exist_for_readers(client: Client):
    lesson = make_lesson(live=False)

    assert client.get(reverse("library:lesson", args=[lesson.slug])).status_code == 404


def test_the_address_of_a_lesson_is_its_page():
    lesson = make_lesson(live=True)

    assert lesson.address == reverse("library:lesson", args=[lesson.slug])
