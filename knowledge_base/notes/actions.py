"""What happens to the lessons of a note when the note is published, rewritten, withdrawn or deleted."""

from collections.abc import Iterable

from django.db.models import Q
from wagtail.models import Page

from knowledge_base.lessons import actions as lesson_actions
from knowledge_base.lessons.models import Lesson
from knowledge_base.notes.models import NotePage
from knowledge_base.practices.models import PracticePage
from network.models import User

RECENT = 20


def publish_lessons(note: NotePage, user: User | None = None) -> None:
    """Show the lessons of a note that everyone may open; hide those it no longer states, when nothing else does."""
    stated = list(Lesson.objects.filter(note_lessons__note=note).distinct())
    if NotePage.objects.filter(pk=note.pk).public().exists():
        lesson_actions.publish(stated, user)
    dropped = (
        Lesson.objects.live()
        .filter(pk__in=_stated_before(note))
        .exclude(pk__in=[lesson.pk for lesson in stated])
    )
    withdraw_orphans(dropped, user)


def withdraw_lessons(note: NotePage, user: User | None = None) -> None:
    """Hide the lessons of the note that no other published note or practice states."""
    withdraw_orphans(Lesson.objects.live().filter(note_lessons__note=note).distinct(), user)


def follow_restrictions(page: Page) -> None:
    """Hide the lessons of the notes at and under a page that was closed; show those of the notes that are open again."""
    below = NotePage.objects.descendant_of(page, inclusive=True).live().filter(alias_of__isnull=True)
    for note in below.public():
        lesson_actions.publish(Lesson.objects.filter(note_lessons__note=note, live=False).distinct())
    for note in below.not_public():
        withdraw_lessons(note)


def withdraw_orphans(lessons: Iterable[Lesson], user: User | None = None) -> None:
    """Hide those of the lessons that no published note or practice states that everyone may open."""
    pks = [lesson.pk for lesson in lessons]
    # Copies shown in other languages state nothing by themselves.
    notes, practices = (
        model.objects.live().public().filter(alias_of__isnull=True) for model in (NotePage, PracticePage)
    )
    held = Q(note_lessons__note__in=notes) | Q(practice_lessons__practice__in=practices)
    held_pks = set(Lesson.objects.filter(held, pk__in=pks).values_list("pk", flat=True))
    lesson_actions.withdraw(Lesson.objects.filter(pk__in=[pk for pk in pks if pk not in held_pks]), user)


def _stated_before(note: NotePage) -> set[int]:
    """The lessons that recent versions of the note stated."""
    stated: set[int] = set()
    for content in note.revisions.order_by("-created_at").values_list("content", flat=True)[:RECENT]:
        stated |= {row["lesson"] for row in content.get("note_lessons") or [] if row.get("lesson")}
    return stated
