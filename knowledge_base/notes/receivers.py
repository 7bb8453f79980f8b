"""Lessons follow their note."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from knowledge_base.lessons.models import Lesson
from knowledge_base.notes import actions
from knowledge_base.notes.models import NotePage


@receiver(page_published, sender=NotePage, dispatch_uid="publish_lessons")
def _published(instance: NotePage, **kwargs: object) -> None:
    # Wagtail says "published" of a note that will be, too.
    if instance.alias_of_id is None and instance.live:
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


@receiver(post_page_move, dispatch_uid="lessons_of_moved")
def _moved(instance: Page, **kwargs: object) -> None:
    actions.follow_restrictions(instance)


@receiver(post_save, sender=PageViewRestriction, dispatch_uid="lessons_of_closed")
def _closed(instance: PageViewRestriction, **kwargs: object) -> None:
    actions.follow_restrictions(instance.page)


@receiver(post_delete, sender=PageViewRestriction, dispatch_uid="lessons_of_opened")
def _opened(instance: PageViewRestriction, **kwargs: object) -> None:
    """Once it is known whether the page itself is still there."""

    def follow() -> None:
        for page in Page.objects.filter(pk=instance.page_id):
            actions.follow_restrictions(page)

    transaction.on_commit(follow)
