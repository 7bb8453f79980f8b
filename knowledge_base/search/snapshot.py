"""An index as it is at one moment: what the searches of one process read until somebody commits.

Segments never change once written, so what is decoded from one is kept as long as the segment lives; only
what is deleted, and the sums over all segments, are new in each snapshot.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from itertools import chain
from typing import Any, TypeVar

from whoosh.index import FileIndex
from whoosh.reading import IndexReader

from knowledge_base.search import bits
from knowledge_base.search.schema import FILTER, KEY
from knowledge_base.search.store import Store
from knowledge_base.search.values import decode

T = TypeVar("T")

Postings = tuple[list[int], list[float]]
NONE: Postings = ([], [])
#: How many decoded things a segment or a snapshot keeps, newest first.
KEPT_PER_SEGMENT = 4000
KEPT_PER_SNAPSHOT = 2000


class Kept(OrderedDict[Hashable, Any]):
    """What was worked out once, the longest unused forgotten first."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size

    def of(self, key: Hashable, work_out: Callable[[], T]) -> T:
        """The kept value, or the one worked out now."""
        if key in self:
            self.move_to_end(key)
            return self[key]
        value = self[key] = work_out()
        while len(self) > self.size:
            self.popitem(last=False)
        return value


class Segment:
    """One segment with what was decoded from it.

    `base` is the number of its first document in the snapshot.
    """

    def __init__(self, reader: IndexReader, base: int, kept: Kept) -> None:
        self.reader = reader
        self.base = base
        self.kept = kept
        self.size = reader.doc_count_all()

    def postings(self, field: str, term: str) -> Postings:
        """The documents holding a term and how often, by their number in the segment."""
        return self.kept.of(("postings", field, term), lambda: self._postings(field, term))

    def _postings(self, field: str, term: str) -> Postings:
        if (field, term) not in self.reader:
            return NONE
        documents: list[int] = []
        weights: list[float] = []
        matcher = self.reader.postings(field, term)
        while matcher.is_active():
            documents.append(matcher.id())
            weights.append(matcher.weight())
            matcher.next()
        return documents, weights

    def places(self, field: str, term: str) -> dict[int, list[int]]:
        """Where a term stands in each document that holds it."""
        return self.kept.of(("places", field, term), lambda: self._places(field, term))

    def _places(self, field: str, term: str) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        if (field, term) in self.reader:
            matcher = self.reader.postings(field, term)
            while matcher.is_active():
                found[matcher.id()] = matcher.value_as("positions")
                matcher.next()
        return found

    def lengths(self, field: str) -> list[int]:
        """How many words each document has in a field."""
        return self.kept.of(
            ("lengths", field),
            lambda: [self.reader.doc_field_length(number, field) for number in range(self.size)],
        )

    def terms(self, field: str) -> list[str]:
        """All terms of a field, in alphabetical order."""
        return self.kept.of(("terms", field), lambda: self._terms(field))

    def _terms(self, field: str) -> list[str]:
        if field not in self.reader.schema:
            return []
        return [term.decode("utf-8", "replace") for term in self.reader.lexicon(field)]

    def keys(self) -> list[str]:
        """The primary key of each document, as text."""
        return self.kept.of(("keys",), self._keys)

    def _keys(self) -> list[str]:
        column = self.reader.column_reader(KEY)
        return [column[number] for number in range(self.size)]


class Snapshot:
    """Everything the index held when it was opened."""

    def __init__(
        self, index: FileIndex | None, generation: tuple[str, int], before: "Snapshot | None" = None
    ) -> None:
        self.generation = generation
        self.kept = Kept(KEPT_PER_SNAPSHOT)
        self.segments: list[Segment] = []
        reader = index.reader() if index is not None else None
        old = (
            {segment.reader.segment().segment_id(): segment for segment in before.segments} if before else {}
        )
        base = 0
        live = 0
        for leaf, _ in reader.leaf_readers() if reader is not None and reader.doc_count_all() else ():
            known = old.get(leaf.segment().segment_id())
            segment = Segment(leaf, base, known.kept if known else Kept(KEPT_PER_SEGMENT))
            self.segments.append(segment)
            whole = bits.full(segment.size)
            if leaf.has_deletions():
                whole &= ~bits.from_numbers(
                    (n for n in range(segment.size) if leaf.is_deleted(n)), segment.size
                )
            live |= whole << base
            base += segment.size
        self.size = base
        self.live = live

    def bits(self, field: str, term: str) -> int:
        """The set of living documents that hold a term."""
        return self.kept.of(("bits", field, term), lambda: self._bits(field, term))

    def _bits(self, field: str, term: str) -> int:
        found = 0
        for segment in self.segments:
            documents, _ = segment.postings(field, term)
            if documents:
                found |= bits.from_numbers(documents, segment.size) << segment.base
        return found & self.live

    def terms(self, field: str) -> list[str]:
        """All terms of a field in alphabetical order, also of removed documents until a merge."""
        return self.kept.of(
            ("terms", field), lambda: sorted({t for s in self.segments for t in s.terms(field)})
        )

    def values(self, name: str) -> list[tuple[Any, int]]:
        """The values of a filter field in their order, each with the set of documents that have it."""
        return self.kept.of(("values", name), lambda: self._values(name))

    def _values(self, name: str) -> list[tuple[Any, int]]:
        field = FILTER + name
        held = ((decode(term), self._bits(field, term)) for term in self.terms(field))
        return [(value, documents) for value, documents in held if documents]

    def ranks(self, name: str) -> list[int]:
        """The place of each document in the order of a filter field, those without a value first."""
        return self.kept.of(("ranks", name), lambda: self._ranks(name))

    def _ranks(self, name: str) -> list[int]:
        ranks = [0] * self.size
        for rank, (_, documents) in enumerate(self.values(name), start=1):
            for number in bits.numbers(documents):
                ranks[number] = ranks[number] or rank
        return ranks

    def mean_length(self, field: str) -> float:
        """How many words a document has in a field, on average over those that have any."""
        return self.kept.of(("mean", field), lambda: self._mean_length(field))

    def _mean_length(self, field: str) -> float:
        lengths = [length for segment in self.segments for length in segment.lengths(field) if length]
        return sum(lengths) / len(lengths) if lengths else 1.0

    def keys(self) -> list[str]:
        """The primary key of each document, as text, by its number."""
        return self.kept.of(
            ("keys",), lambda: list(chain.from_iterable(segment.keys() for segment in self.segments))
        )

    def numbers(self) -> dict[str, int]:
        """The number of each living document by its primary key."""
        keys = self.keys()
        return self.kept.of(("numbers",), lambda: {keys[n]: n for n in bits.numbers(self.live)})


class Reader:
    """The snapshot of one store in this process, opened again when the store has changed."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.lock = threading.RLock()
        self.snapshot = Snapshot(None, ("", -1))

    def current(self) -> Snapshot:
        """The newest snapshot. It stays whole for whoever holds it, whatever is committed meanwhile."""
        for attempt in range(20):
            folder = self.store.live()
            if folder is None:
                with self.lock:
                    if self.snapshot.generation[0]:
                        self.snapshot = Snapshot(None, ("", -1))
                    return self.snapshot
            try:
                index = self.store.open(folder)
                generation = (folder.name, index.latest_generation())
                with self.lock:
                    if self.snapshot.generation != generation:
                        before = self.snapshot if self.snapshot.generation[0] == folder.name else None
                        self.snapshot = Snapshot(index, generation, before)
                    return self.snapshot
            except (OSError, ValueError, KeyError) as error:
                # A commit or a swap took the files away between two reads: look again.
                if attempt == 19:
                    raise RuntimeError(f"The search index {folder.name} cannot be opened") from error
        return self.snapshot


_readers: dict[Store, Reader] = {}
_readers_lock = threading.Lock()


def reader_of(store: Store) -> Reader:
    """The one reader of a store in this process."""
    with _readers_lock:
        return _readers.setdefault(store, Reader(store))
