"""How modelsearch fills an index: objects one by one through the outbox, or all of them beside the live one."""

import logging
from collections.abc import Iterable
from contextlib import ExitStack
from typing import TYPE_CHECKING

from django.db.models import Model
from modelsearch.backends.base import BaseIndex

from knowledge_base.search import outbox
from knowledge_base.search.documents import document
from knowledge_base.search.schema import Fields

if TYPE_CHECKING:
    from knowledge_base.search.backend import WhooshSearchBackend

logger = logging.getLogger(__name__)

#: How many documents a rebuild writes at a time.
SEGMENT = 5_000


class WhooshIndex(BaseIndex):
    """The index of one root model.

    Adding and deleting note the change; `refresh` takes all noted changes in.
    """

    def __init__(self, backend: "WhooshSearchBackend", fields: Fields) -> None:
        super().__init__(backend)
        self.store = backend.store(fields)

    def __str__(self) -> str:
        return self.store.fields.label

    def get_key(self) -> str:
        """The name of the index."""
        return self.store.fields.label

    def add_items(self, model: type[Model], items: Iterable[Model]) -> None:
        """Have these objects indexed as they will be once the transaction is committed."""
        outbox.note(model, [item.pk for item in items])

    def delete_item(self, item: Model) -> None:
        """Have the index look for this object again, and not find it."""
        outbox.note(type(item), [item.pk])

    def refresh(self) -> None:
        """Take in all that was noted."""
        outbox.drain(self.backend)

    def reset(self) -> None:
        """Empty the index."""
        with self.store.locked():
            self.store.publish(self.store.create())


class FreshIndex(BaseIndex):
    """An index being filled beside the live one."""

    def __init__(self, index: WhooshIndex) -> None:
        super().__init__(index.backend)
        self.store = index.store
        self.folder = self.store.create()
        self.waiting = 0
        self.open()

    def __str__(self) -> str:
        return self.store.fields.label

    def add_items(self, model: type[Model], items: Iterable[Model]) -> None:
        """Write these objects. One that cannot be read stops no other: it is noted, and tried again after the rebuild."""
        for item in items:
            try:
                kept = document(item, self.store.analyzer)
            except Exception:
                logger.exception("%s %s could not be indexed", model._meta.label, item.pk)
                outbox.note(model, [item.pk])
                continue
            if self.waiting == SEGMENT:
                self.close()
                self.open()
            self.writer.add_document(**kept)
            self.waiting += 1

    def open(self) -> None:
        """Begin a segment."""
        self.writer = self.store.writer(self.store.open(self.folder))
        self.waiting = 0

    def close(self) -> None:
        """End the segment: what is being written never fills more memory than one takes."""
        self.writer.commit(merge=False)


class WhooshRebuilder:
    """Builds an index again beside the live one, and puts it in its place at the end.

    It holds the lock meanwhile: changes made during the rebuild wait in the outbox and are taken in after it.
    """

    def __init__(self, index: WhooshIndex) -> None:
        self.index = index
        self.lock = ExitStack()

    def start(self) -> FreshIndex:
        """The index to fill."""
        self.lock.enter_context(self.index.store.locked())
        self.fresh = FreshIndex(self.index)
        return self.fresh

    def finish(self) -> None:
        """Publish what was filled."""
        with self.lock:
            self.fresh.close()
            self.index.store.publish(self.fresh.folder)
        self.index.refresh()

    def abandon(self) -> None:
        """Let go of what was begun; the live index stays."""
        with self.lock:
            self.fresh.writer.cancel()
