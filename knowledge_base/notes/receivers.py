"""Lessons follow their note."""

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from knowledge_base.lessons.models import Lesson
from knowledge_base.notes import actions
from knowledge_base.notes.models import NotePage


@receiver(page_published, sender=NotePage, dispatch_uid="publish_lessons")
def _published(instance: NotePage, **kwargs: object) -> None:
    if instance.alias_of_id is None:
        actions.publish_lessons(instance)


@receiver(page_unpublished, sender=NotePage, dispatch_uid="withdraw_lessons")
def _unpublished(instance: NotePage, **kwargs: object) -> None:
    if instance.alias_of_id is None:
        actions.withdraw_lessons(instance)


@receiver(pre_delete, sender=NotePage, dispatch_uid="withdraw_lessons_of_deleted")
def _deleted(instance: NotePage, **kwargs: object) -> None:
    if instance.alias_of_id is not None:
        return
    stated = list(Lesson.objects.live().filter(note_lessons__note=instance).distinct())
    instance.note_lessons.all().delete()
    actions.withdraw_orphans(stated)
