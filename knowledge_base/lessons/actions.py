"""What is done to lessons, and told of them."""

from collections.abc import Iterable

from django.db import transaction
from wagtail.models import Page

from knowledge_base.lessons.models import Lesson, Trial
from knowledge_base.lessons.signals import lesson_published, lesson_withdrawn
from network.models import Territory, User


@transaction.atomic
def publish(lessons: Iterable[Lesson], user: User | None = None) -> None:
    """Show the latest version of each lesson to everyone."""
    for lesson in lessons:
        if lesson.live and not lesson.has_unpublished_changes:
            continue
        revision = lesson.latest_revision or lesson.save_revision(user=user)
        revision.publish(user=user)
        lesson.refresh_from_db()
        lesson_published.send(sender=Lesson, lesson=lesson)


@transaction.atomic
def withdraw(lessons: Iterable[Lesson], user: User | None = None) -> None:
    """Hide each lesson; it stays a draft, with its history."""
    for lesson in lessons:
        if lesson.live:
            lesson.unpublish(user=user)
            lesson_withdrawn.send(sender=Lesson, lesson=lesson)


@transaction.atomic
def record_trial(person: User, territory: Territory, thing: Lesson | Page, told: dict[str, object]) -> Trial:
    """Keep what a territory tells of a trial; what it told before of the same thing is replaced."""
    of = {"lesson": thing} if isinstance(thing, Lesson) else {"page_id": thing.pk}
    trial, _created = Trial.objects.update_or_create(
        territory=territory, **of, defaults={**told, "told_by": person}
    )
    return trial
