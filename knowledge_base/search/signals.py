"""Every save or removal of an indexed object is noted, also when it leaves `get_indexed_objects()`.

modelsearch itself tells a backend only of objects that belong in the index, so one that is withdrawn would
stay.
"""

from typing import Any

from django.apps import apps
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from modelsearch.index import get_indexed_models

from knowledge_base.search import outbox


def note_change(sender: type[Model], instance: Model, raw: bool = False, **_: Any) -> None:
    """Note one object; fixtures (raw) are followed by a rebuild."""
    if not raw and outbox.ours():
        outbox.note(sender, [instance.pk])


def note_moved_pages(instance: Any, **_: Any) -> None:
    """Note a page that was moved, and all below it: their paths changed without a save."""
    if outbox.ours():
        pages = instance.get_descendants(inclusive=True)
        outbox.note(pages.model, pages.values_list("pk", flat=True))


def connect() -> None:
    """Listen to every indexed model."""
    for model in get_indexed_models():
        if getattr(model, "search_auto_update", True):
            post_save.connect(note_change, sender=model, dispatch_uid=f"search.save.{model._meta.label}")
            post_delete.connect(note_change, sender=model, dispatch_uid=f"search.delete.{model._meta.label}")
    if apps.is_installed("wagtail"):
        from wagtail.signals import post_page_move

        post_page_move.connect(note_moved_pages, dispatch_uid="search.move")
