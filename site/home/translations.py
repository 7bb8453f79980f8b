"""Every published page exists in each language's tree: translated by an editor, or as an alias of its source until then.

An alias has no life of its own: Wagtail already unpublishes it with its source; here it also moves and is deleted with
it, and waits with it for the day it is to appear.
"""

from django.db.models.signals import pre_delete, pre_save
from django.dispatch import receiver
from wagtail.models import Locale, Page
from wagtail.signals import page_published, post_page_move


def fill_other_trees(page: Page) -> None:
    """Make an alias of `page` in each locale that has neither a translation nor an alias of it.

    The parent must exist in that locale already; the root of a tree is left alone.
    """
    parent = page.get_parent()
    if parent is None or parent.is_root():
        return
    present = Page.objects.filter(translation_key=page.translation_key).values("locale_id")
    for locale in Locale.objects.exclude(pk__in=present):
        if parent.has_translation(locale):
            page.copy_for_translation(locale, alias=True)


@receiver(page_published, dispatch_uid="fill_other_trees")
def _published(instance: Page, **kwargs: object) -> None:
    # Wagtail says "published" of a page that will be, too.
    if instance.alias_of_id is None and instance.live:
        fill_other_trees(instance)


@receiver(pre_save, dispatch_uid="aliases_wait")
def _alias_saved(instance: Page, **kwargs: object) -> None:
    """Wagtail shows the aliases of a page at once, whatever the day the page itself is to appear."""
    if isinstance(instance, Page) and instance.alias_of_id and instance.live:
        instance.live = Page.objects.filter(pk=instance.alias_of_id, live=True).exists()


@receiver(post_page_move, dispatch_uid="move_aliases")
def _moved(instance: Page, parent_page_after: Page, **kwargs: object) -> None:
    for alias in instance.aliases.all():
        parent = parent_page_after.get_translation_or_none(alias.locale)
        if parent is not None and not alias.is_child_of(parent):
            alias.move(parent, "last-child")


@receiver(pre_delete, sender=Page, dispatch_uid="delete_aliases")
def _deleted(instance: Page, **kwargs: object) -> None:
    for alias in instance.aliases.all():
        alias.delete()
