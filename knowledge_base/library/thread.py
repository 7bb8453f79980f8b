"""Where a lesson comes from: the steps that lead to it, each one that the reader can open."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Page

from knowledge_base.lessons.models import Lesson
from knowledge_base.notes.models import NotePage
from knowledge_base.practices.models import PracticeLesson, PracticePage
from learning.cycles.models import SessionPage
from network.languages import text_language
from network.restrictions import without_restricted
from network.twins import in_readers_tree


@dataclass(frozen=True)
class Step:
    """A knot on the rope."""

    word: str
    title: str
    url: str
    note: str = ""
    language: str = ""


@dataclass(frozen=True)
class Thread:
    """The way a lesson came: seen, noted, stated."""

    steps: list[Step]


def thread_of(lesson: Lesson) -> Thread:
    """The thread of a lesson, of published pages only; the number of queries does not grow with it."""
    everyone = without_restricted()
    notes = list(
        NotePage.objects.live()
        .filter(everyone, note_lessons__lesson=lesson, alias_of__isnull=True)
        .prefetch_related("sources")
        .distinct()
    )
    sources = {source.page_id for note in notes for source in note.sources.all() if source.page_id}
    sessions = list(
        SessionPage.objects.live()
        .filter(everyone, pk__in=sources)
        .select_related("locale")
        .order_by("first_published_at")
    )
    stating = PracticeLesson.objects.filter(lesson=lesson, practice__alias_of__isnull=True)
    practices = list(
        PracticePage.objects.live()
        .filter(everyone, Q(pk__in=stating.values("practice")) | Q(pk__in=sources))
        .select_related("territory")
        .order_by("first_published_at")
    )
    twins = in_readers_tree([*sessions, *practices, *notes])

    def step(word: str, page: Page, note: str) -> Step:
        address = twins[page.pk].get_url() or ""
        return Step(word, page.title, address, note, text_language(page))

    steps = [
        *(step(_("Seen"), page, session_note(page)) for page in sessions),
        *(step(_("Done"), page, page.place_name) for page in practices),
        *(step(_("Stated"), page, _("Capitalisation note")) for page in notes),
    ]
    return Thread(steps=steps)


def session_note(session: SessionPage) -> str:
    """What kind of session it was."""
    return str(session.get_kind_display()).capitalize()
