"""Making the index equal to the database.

Look at objects again, write or remove what the index holds of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import ForeignKey, Model, QuerySet
from modelsearch.index import class_is_indexed

from knowledge_base.search.documents import document
from knowledge_base.search.schema import KEY
from knowledge_base.search.store import Store


def with_language(queryset: QuerySet[Any]) -> QuerySet[Any]:
    """The objects with the locale that says their language, where they have one."""
    fields = {field.name: field for field in queryset.model._meta.get_fields()}
    return queryset.select_related("locale") if isinstance(fields.get("locale"), ForeignKey) else queryset


def in_parts(model: Any, size: int = 500) -> Iterator[list[Model]]:
    """All objects of exactly this model that belong in the index, some hundreds at a time."""
    objects = with_language(model.get_indexed_objects()).order_by("pk")
    part = list(objects[:size])
    while part:
        yield part
        # From the last one on, not so many further: objects are deleted meanwhile.
        part = list(objects.filter(pk__gt=part[-1].pk)[:size])


def indexed(model: Any, pks: set[str]) -> dict[str, Model]:
    """Those objects of exactly this model that belong in the index, by primary key."""
    return {str(obj.pk): obj for obj in with_language(model.get_indexed_objects().filter(pk__in=pks))}


def indexed_now(root: type[Model], keys: Iterable[tuple[type[Model], str]]) -> dict[str, Model]:
    """Those objects that belong in the index at this moment, by primary key, in their own class."""
    wanted: defaultdict[type[Model], set[str]] = defaultdict(set)
    for model, pk in keys:
        wanted[model].add(pk)
    found: dict[str, Model] = {}
    missing: set[str] = set()
    for model, pks in wanted.items():
        found |= indexed(model, pks)
        missing |= pks - found.keys()
    if missing:
        # Saved through a parent class, or no longer in this one: ask the object itself where it belongs.
        elsewhere: defaultdict[type[Model], set[str]] = defaultdict(set)
        for obj in root._default_manager.filter(pk__in=missing):
            instance = obj.get_indexed_instance()  # type: ignore[attr-defined]
            if instance is not None and class_is_indexed(type(instance)):
                elsewhere[type(instance)].add(str(instance.pk))
        for model, pks in elsewhere.items():
            found |= indexed(model, pks)
    return found


def update(store: Store, keys: Iterable[tuple[type[Model], str]]) -> None:
    """Write these objects as they are in the database now, or remove them if they no longer belong.

    Needs the lock.
    """
    keys = list(keys)
    if not keys:
        return
    found = indexed_now(store.fields.root, keys)
    index = store.writable()
    writer = store.writer(index)
    try:
        with index.reader() as reader:
            for pk in sorted({pk for _, pk in keys}):
                if (KEY, pk) in reader:
                    for number in reader.postings(KEY, pk).all_ids():
                        writer.delete_document(number)
                if pk in found:
                    writer.add_document(**document(found[pk], store.analyzer))
    except BaseException:
        writer.cancel()
        raise
    writer.commit()
