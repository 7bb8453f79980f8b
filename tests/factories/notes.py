"""The smallest valid note, as a draft or published."""

from knowledge_base.lessons.models import Lesson
from knowledge_base.notes.models import NoteIndexPage, NoteLesson, NotePage, NoteSource
from tests.factories.pages import index_page


def make_note_draft(
    title: str = "Ce que le voyage a appris",
    lessons: list[Lesson] | None = None,
    sources: list[NoteSource] | None = None,
    **fields: object,
) -> NotePage:
    """A draft with one version, under the French list, stating these lessons."""
    note = NotePage(title=title, live=False, has_unpublished_changes=True, **fields)
    note.note_lessons = [
        NoteLesson(lesson=lesson, sort_order=place) for place, lesson in enumerate(lessons or [])
    ]
    note.sources = sources or []
    index_page(NoteIndexPage).add_child(instance=note)
    note.save_revision()
    return note


def make_note(*args: object, **fields: object) -> NotePage:
    """The same, published."""
    note = make_note_draft(*args, **fields)  # type: ignore[arg-type]
    note.latest_revision.publish()
    return NotePage.objects.get(pk=note.pk)
