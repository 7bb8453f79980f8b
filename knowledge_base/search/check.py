"""Whether an index says what the database says."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from knowledge_base.search import outbox
from knowledge_base.search.documents import document
from knowledge_base.search.schema import MODEL, PRINT
from knowledge_base.search.snapshot import Snapshot
from knowledge_base.search.store import Store
from knowledge_base.search.values import decode
from knowledge_base.search.writer import in_parts


@dataclass
class Differences:
    """Primary keys of what the index lacks, holds too much, and holds as it was before; each with its model."""

    missing: list[tuple[Any, str]] = field(default_factory=list)
    superfluous: list[tuple[Any, str]] = field(default_factory=list)
    different: list[tuple[Any, str]] = field(default_factory=list)
    #: How many objects were looked at.
    compared: int = field(default=0, compare=False)

    def __bool__(self) -> bool:
        return bool(self.missing or self.superfluous or self.different)

    def note(self) -> None:
        """Have the indexer look at all of them again."""
        for model, pk in (*self.missing, *self.superfluous, *self.different):
            outbox.note(model, [pk])


def compare(
    snapshot: Snapshot, store: Store, told: Callable[[int], object] = lambda count: None
) -> Differences:
    """What differs between an index and the database, every object read again. `told` hears of each part."""
    models = {model._meta.label_lower: model for model in store.fields.models}
    held = {
        (label, key): print_
        for label, key, print_ in zip(
            single(snapshot, MODEL), snapshot.keys, single(snapshot, PRINT), strict=True
        )
        if label is not None
    }
    found = Differences()
    for label, model in models.items():
        for part in in_parts(model):
            for obj in part:
                print_ = held.pop((label, str(obj.pk)), None)
                if print_ is None:
                    found.missing.append((model, str(obj.pk)))
                elif print_ != document(obj, store.analyzer)[PRINT][0]:
                    found.different.append((model, str(obj.pk)))
            found.compared += len(part)
            told(len(part))
    found.superfluous = [(models.get(label, store.fields.root), key) for label, key in held]
    return found


def single(snapshot: Snapshot, name: str) -> list[str | None]:
    """The one term of each document in a column; None for removed documents."""
    column = snapshot.column(name)
    terms: list[str | None] = [None] * snapshot.size
    for number, ordinal in zip(column.documents.tolist(), column.ordinals.tolist(), strict=True):
        terms[number] = column.terms[ordinal]
    for number in np.flatnonzero(~snapshot.live).tolist():
        terms[number] = None
    return [decode(term) if term is not None and name == MODEL else term for term in terms]
