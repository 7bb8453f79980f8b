"""What is done to lessons, and told of them."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
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


class ToldMeanwhile(Exception):
    """The territory told of it already, and the person did not read that."""

    def __init__(self, trial: Trial | None) -> None:
        super().__init__()
        self.trial = trial


@transaction.atomic
def record_trial(
    person: User,
    territory: Territory,
    thing: Lesson | Page,
    told: dict[str, object],
    read: str | None = None,
) -> Trial:
    """Keep what a territory tells of a trial; what it told before of the same thing is replaced.

    `read`: the mark of what the person had read of it; raises ToldMeanwhile where the territory told something else.
    """
    of = {"lesson": thing} if isinstance(thing, Lesson) else {"page_id": thing.pk}
    earlier = Trial.objects.select_for_update().filter(territory=territory, **of).first()
    if read is not None and earlier and earlier.mark != read:
        raise ToldMeanwhile(earlier)
    if earlier:
        for name, value in (told | {"told_by": person}).items():
            setattr(earlier, name, value)
        earlier.save()
        return earlier
    try:
        with transaction.atomic():
            return Trial.objects.create(territory=territory, **of, **told, told_by=person)
    except IntegrityError as error:  # a colleague was a moment quicker
        raise ToldMeanwhile(Trial.objects.filter(territory=territory, **of).first()) from error
