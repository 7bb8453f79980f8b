import pytest

from knowledge_base.lessons import actions
from knowledge_base.lessons.models import Lesson
from knowledge_base.lessons.signals import lesson_published, lesson_withdrawn
from knowledge_base.lessons.viewsets import NewLessonForm
from tests.factories.lessons import make_lesson

pytestmark = pytest.mark.django_db


def test_the_address_of_a_lesson_is_made_from_its_statement_and_is_its_own():
    one, two = make_lesson("Allez voir ailleurs."), make_lesson("Allez voir ailleurs.")

    assert (one.slug, two.slug) == ("allez-voir-ailleurs", "allez-voir-ailleurs-2")


def test_a_statement_without_letters_still_has_an_address():
    assert make_lesson("…").slug == "lesson"


def test_its_conditions_are_told_by_weight():
    lesson = make_lesson(required="Un hôte")

    assert Lesson.objects.get(pk=lesson.pk).conditions_by_weight == {"required": ["Un hôte"]}


def test_publishing_shows_the_latest_version_and_tells():
    lesson, heard = make_lesson("Ancien."), []
    lesson.statement = "Nouveau."
    lesson.save_revision()

    def listen(lesson, **kwargs):
        heard.append(lesson.statement)

    lesson_published.connect(listen)
    try:
        actions.publish([Lesson.objects.get(pk=lesson.pk)])
    finally:
        lesson_published.disconnect(listen)

    assert heard == ["Nouveau."]
    assert Lesson.objects.live().get().statement == "Nouveau."


def test_withdrawing_hides_and_tells_once():
    lesson, heard = make_lesson(live=True), []

    def listen(lesson, **kwargs):
        heard.append(lesson.pk)

    lesson_withdrawn.connect(listen)
    try:
        for _time in range(2):
            actions.withdraw([Lesson.objects.get(pk=lesson.pk)])
    finally:
        lesson_withdrawn.disconnect(listen)

    assert heard == [lesson.pk]
    assert not Lesson.objects.live().exists()


def test_a_lesson_stated_while_writing_a_note_is_a_draft():
    form = NewLessonForm({"statement": "Faites simple.", "context": "", "language": "fr"})
    form.is_valid()

    lesson = form.save()

    assert lesson.live is False
    assert lesson.latest_revision is not None
