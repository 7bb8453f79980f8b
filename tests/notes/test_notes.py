import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published

from home.front import Front
from knowledge_base.lessons.models import Lesson
from knowledge_base.library.thread import thread_of
from knowledge_base.notes.models import NoteLesson, NotePage, NoteSource
from knowledge_base.notes.presentation import sources_of
from knowledge_base.practices.models import PracticeLesson
from tests.factories.cycles import SessionPageFactory
from tests.factories.lessons import make_lesson
from tests.factories.network import editor
from tests.factories.notes import make_note, make_note_draft
from tests.factories.pages import site_root
from tests.factories.practices import make_draft, make_practice

pytestmark = pytest.mark.django_db


LATER = timezone.now() + dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _both_trees():
    """A note is shown in the other tree too; its copies must hold nothing."""
    site_root("en")


def test_publishing_a_note_publishes_its_lessons():
    lesson = make_lesson()
    assert not Lesson.objects.live().exists()

    make_note(lessons=[lesson])

    assert list(Lesson.objects.live()) == [lesson]


def test_a_draft_of_a_note_publishes_nothing():
    make_note_draft(lessons=[make_lesson()])

    assert not Lesson.objects.live().exists()


def test_the_note_and_its_lessons_are_published_together_or_not_at_all():
    draft = make_note_draft(lessons=[make_lesson()])

    def fail(**kwargs):
        raise RuntimeError

    page_published.connect(fail, sender=NotePage)
    try:
        with pytest.raises(RuntimeError), transaction.atomic():
            draft.latest_revision.publish()
    finally:
        page_published.disconnect(fail, sender=NotePage)

    assert not NotePage.objects.filter(live=True).exists()
    assert not Lesson.objects.live().exists()


def test_unpublishing_a_note_withdraws_its_lessons():
    note = make_note(lessons=[make_lesson()])

    note.unpublish()

    assert not Lesson.objects.live().exists()


@pytest.mark.parametrize("holder", ["note", "practice"])
def test_a_lesson_that_something_else_states_stays(holder):
    lesson = make_lesson()
    note = make_note(lessons=[lesson])
    if holder == "note":
        make_note("Une autre note", lessons=[lesson])
    else:
        PracticeLesson.objects.create(practice=make_practice(), lesson=lesson)

    note.unpublish()

    assert list(Lesson.objects.live()) == [lesson]


def test_a_draft_holds_no_lesson():
    lesson = make_lesson()
    note = make_note(lessons=[lesson])
    make_note_draft("Un brouillon", lessons=[lesson])
    PracticeLesson.objects.create(practice=make_draft(), lesson=lesson)

    note.unpublish()

    assert not Lesson.objects.live().exists()


def test_a_note_for_later_publishes_no_lesson_before_its_day():
    draft = make_note_draft(lessons=[make_lesson()], go_live_at=LATER)

    draft.latest_revision.publish()

    assert not Lesson.objects.live().exists()


def test_the_lessons_of_a_closed_note_are_hidden_until_it_is_open(django_capture_on_commit_callbacks):
    note, other = make_note(lessons=[make_lesson()]), make_lesson("Ce qu’une autre note dit aussi.")
    make_note("Une autre note", lessons=[other])
    NoteLesson.objects.create(note=note, lesson=other)

    closed = PageViewRestriction.objects.create(page=note.get_parent(), restriction_type="login")
    assert not Lesson.objects.live().exists()
    note.save_revision().publish()
    assert not Lesson.objects.live().exists()

    with django_capture_on_commit_callbacks(execute=True):
        closed.delete()
    assert Lesson.objects.live().count() == 2

    PageViewRestriction.objects.create(page=note, restriction_type="login")
    assert list(Lesson.objects.live()) == [other]


def test_a_lesson_taken_out_of_a_note_is_withdrawn_when_the_note_is_published_again():
    kept, dropped = make_lesson("Gardé."), make_lesson("Retiré.")
    note = make_note(lessons=[kept, dropped])

    note.note_lessons = [NoteLesson(lesson=kept)]
    note.save_revision().publish()

    assert list(Lesson.objects.live()) == [kept]


def test_deleting_a_note_withdraws_its_lessons_and_keeps_their_history():
    lesson = make_lesson()
    note = make_note(lessons=[lesson])

    note.delete()

    assert list(Lesson.objects.values_list("pk", "live")) == [(lesson.pk, False)]


def test_a_note_shows_its_lessons_in_order_and_where_it_comes_from(client):
    practice = make_practice("La pratique vue")
    sources = [
        NoteSource(page=Page.objects.get(pk=practice.pk)),
        NoteSource(title="Un récit", address="https://exemple.fr/"),
    ]
    lessons = [make_lesson("Deuxième lettre."), make_lesson("Alphabet.", required="Du temps")]
    note = make_note(lessons=lessons, sources=sources)

    page = client.get(note.url).content.decode()

    assert page.index("Deuxième lettre.") < page.index("Alphabet.")
    assert "Du temps" in page
    assert practice.url in page
    assert "https://exemple.fr/" in page


def test_a_practice_is_done_and_a_session_is_seen_wherever_the_thread_is_told(client):
    session = SessionPageFactory(title="Voyage en Lozère")
    practice = make_practice("Accueillir")
    lesson = make_lesson()
    pages = [Page.objects.get(pk=session.pk), Page.objects.get(pk=practice.pk)]
    note = make_note(lessons=[lesson], sources=[NoteSource(page=page) for page in pages])
    told = [("Vu", "Voyage en Lozère"), ("Fait", "Accueillir")]
    lesson.refresh_from_db()

    assert [(source.word, source.title) for source in sources_of(note)] == told
    assert [(step.word, step.title) for step in thread_of(lesson).steps][:2] == told
    front = Front(locale_id=note.locale_id).thread
    assert front is not None
    assert [(step.word, step.title) for step in front.steps][:2] == told


def test_a_source_that_is_not_published_is_not_named(client):
    draft = make_draft("Le titre secret")
    note = make_note(sources=[NoteSource(page=Page.objects.get(pk=draft.pk))])

    assert "Le titre secret" not in client.get(note.url).content.decode()


def test_a_draft_note_is_not_found(client):
    draft = make_note_draft("Brouillon de note")

    assert client.get(f"/fr/notes/{draft.slug}/").status_code == 404


def test_the_list_of_notes_names_the_published_ones(client):
    make_note("Une note publiée")
    make_note_draft("Une note en brouillon")

    page = client.get("/fr/notes/").content.decode()

    assert "Une note publiée" in page
    assert "Une note en brouillon" not in page


def test_the_form_of_the_administration_lists_the_blanks_of_the_note_that_is_edited(client):
    note = make_note(title="Rouvrir un commerce", lessons=[make_lesson()], summary="Court.")
    note.licence = "CC BY 4.0"
    note.save_revision()
    client.force_login(editor(language="en"))

    form = client.get(reverse("wagtailadmin_pages:edit", args=[note.pk])).content.decode()
    new = client.get(
        reverse("wagtailadmin_pages:add", args=["notes", "notepage", note.get_parent().pk])
    ).content.decode()

    labels = [
        "Summary",
        "Text",
        "Lessons stated",
        "Sources",
        "Territory",
        "Themes",
        "Tags",
        "Picture",
        "Licence",
    ]
    filled = {"Summary", "Lessons stated", "Licence"}
    assert [label for label in labels if f"<li>{label}</li>" not in form and label not in filled] == []
    assert [label for label in filled if f"<li>{label}</li>" in form] == []
    assert "9 blanks out of 9 fields" in new
