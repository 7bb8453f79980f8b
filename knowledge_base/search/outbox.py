"""What the index still has to look at.

Noted in the saving transaction, drained after its commit by one process at a time.
"""

import logging
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from modelsearch.backends import get_search_backends_with_name
from modelsearch.backends.base import get_model_root
from modelsearch.index import get_indexed_models

from knowledge_base.search.models import PendingChange
from knowledge_base.search.schema import fields_for
from knowledge_base.search.store import Busy, Store
from knowledge_base.search.writer import in_parts, update

if TYPE_CHECKING:
    from knowledge_base.search.backend import WhooshSearchBackend

logger = logging.getLogger(__name__)

BATCH = 200


def note(model: type[Model], pks: Iterable[object]) -> None:
    """Ask that these objects be looked at again, once the current transaction is committed."""
    root = get_model_root(model)._meta.label_lower
    label = model._meta.label_lower
    rows = [
        PendingChange(
            key=f"{label}:{pk}:{uuid.uuid4().hex}"[-255:], root=root, model=label, object_pk=str(pk)
        )
        for pk in pks
    ]
    if not rows:
        return
    PendingChange.objects.bulk_create(rows, batch_size=500)
    if any(backend.drains_inline() for backend in ours()):
        transaction.on_commit(drain_all, robust=True)


#: What is pending of each index, while one page is made.
_known_pending: ContextVar[dict[str, set[str]] | None] = ContextVar("known_pending", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
    """Meanwhile the database is asked once what is pending: a page that counts often counts the same state."""
    before = _known_pending.set({})
    try:
        yield
    finally:
        _known_pending.reset(before)


def pending(root: str) -> set[str]:
    """The primary keys of the objects of an index that it may hold as they were before."""
    known = _known_pending.get()
    if known is None:
        known = {}
    if root not in known:
        changes = PendingChange.objects.filter(root=root)
        known[root] = set(changes.values_list("object_pk", flat=True).distinct())
    return known[root]


def drain_all() -> int:
    """Bring the index up to date; how many changes were taken in. Quiet when another process does it."""
    return sum(drain(backend) for backend in ours())


def ours() -> list["WhooshSearchBackend"]:
    """The backends of this engine that are configured, one for each path."""
    from knowledge_base.search.backend import WhooshSearchBackend

    backends = [backend for _, backend in get_search_backends_with_name()]
    return list(
        {backend.path: backend for backend in backends if isinstance(backend, WhooshSearchBackend)}.values()
    )


def drain(backend: "WhooshSearchBackend") -> int:
    """Bring the indexes of a backend up to date; how many changes were taken in.

    Whoever fails to get the lock may leave: the holder looks once more after letting it go.
    """
    for store in stores(backend):
        if store.lost():
            replace(store)
    forget_unknown()
    done = 0
    while roots := list(due().values_list("root", flat=True).distinct()):
        before = done
        for root in roots:
            store = backend.store(fields_for(apps.get_model(root)))
            try:
                with store.locked():
                    while count := drain_batch(store):
                        done += count
            except Busy:
                continue
        if done == before:
            break
    return done


def forget_unknown() -> None:
    """Let go of changes of models that are no longer installed: no index holds them."""
    known = {model._meta.label_lower for model in get_indexed_models()}
    gone = PendingChange.objects.exclude(model__in=known)
    for row in gone:
        logger.warning("%s is no longer indexed: its change is forgotten", row.model)
        row.delete()


def stores(backend: "WhooshSearchBackend") -> list[Store]:
    """All indexes of a backend, one for each root model."""
    roots = {get_model_root(model) for model in get_indexed_models()}
    return [
        backend.store(fields_for(root)) for root in sorted(roots, key=lambda root: root._meta.label_lower)
    ]


def replace_lost(store: Store) -> None:
    """Say that an index was lost, and rebuild it where no worker will. Searches find nothing in it meanwhile."""
    logger.error("The search index %s was lost, is damaged or is of another version", store.folder)
    if any(backend.drains_inline() for backend in ours()):
        replace(store)


def replace(store: Store) -> None:
    """Rebuild an index that was lost; where that fails, it is tried again at the next occasion, and stops no other."""
    try:
        rebuild(store)
    except Exception:
        logger.exception("The search index %s could not be rebuilt", store.folder)


def rebuild(store: Store, told: Callable[[int], object] = lambda count: None) -> None:
    """Write an index again from the database; nothing when another process does. `told` hears of each part."""
    for _, backend in get_search_backends_with_name():
        index = backend.get_index_for_model(store.fields.root)
        if getattr(index, "store", None) != store:
            continue
        try:
            rebuilder = backend.rebuilder_class(index)
            fresh = rebuilder.start()
        except Busy:
            return
        try:
            for model in store.fields.models:
                for part in in_parts(model):
                    fresh.add_items(model, part)
                    told(len(part))
        except BaseException:
            rebuilder.abandon()
            raise
        rebuilder.finish()
        logger.info("The search index %s is rebuilt", store.folder)


def due() -> QuerySet[PendingChange]:
    """The changes whose time has come, oldest first."""
    return PendingChange.objects.filter(next_try__lte=timezone.now()).order_by("pk")


def drain_batch(store: Store) -> int:
    """Take in the oldest changes of one index: commit the index, then forget the changes. Needs the lock.

    A crash in between leaves the changes: they are taken in again, to the same end.
    """
    rows = list(due().filter(root=store.fields.label)[:BATCH])
    if not rows:
        return 0
    try:
        update(store, {(apps.get_model(row.model), row.object_pk) for row in rows})
    except Exception as error:
        if len(rows) == 1:
            put_off(rows, error)
            return 0
        return sum(drain_one(store, row) for row in rows)
    PendingChange.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def drain_one(store: Store, row: PendingChange) -> int:
    """Take in one change alone, so that a bad one stops no other."""
    try:
        update(store, {(apps.get_model(row.model), row.object_pk)})
    except Exception as error:
        put_off([row], error)
        return 0
    row.delete()
    return 1


def put_off(rows: list[PendingChange], error: Exception) -> None:
    """Keep what failed, to be tried again later."""
    for row in rows:
        logger.error("%s could not be indexed", row, exc_info=error)
        row.put_off(error)
