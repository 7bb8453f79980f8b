"""An index as it is at one moment: what the searches of one process read until somebody commits.

Segments never change once written, so what is decoded from one is kept as long as the segment lives; only
what is deleted, and the sums over all segments, are new in each snapshot. Sets of documents are arrays of truth
values, scores arrays of numbers, both with one place for each document.
"""

import logging
import threading
import time
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from whoosh.filedb.structfile import BufferFile
from whoosh.index import FileIndex
from whoosh.matching import FilterMatcher
from whoosh.reading import IndexReader, TermNotFound

from knowledge_base.search import outbox
from knowledge_base.search.codec import Codec, Postings
from knowledge_base.search.schema import KEY, SEPARATOR
from knowledge_base.search.store import Store, verify
from knowledge_base.search.values import decode

T = TypeVar("T")

logger = logging.getLogger(__name__)

Documents = NDArray[np.bool_]
Numbers = NDArray[np.int32]
Scores = NDArray[np.float32]
#: How many decoded things a segment or a snapshot keeps, those used last.
KEPT_PER_SEGMENT = 2000
KEPT_PER_SNAPSHOT = 64
NOTHING = np.empty(0, np.int32)
#: How often an index is opened anew before a file that is missing counts as gone.
GONE_AFTER = 15


class Kept(OrderedDict[Hashable, Any]):
    """What was worked out once, by one thread at a time; the longest unused is forgotten first."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size
        self.lock = threading.RLock()

    def of(self, key: Hashable, work_out: Callable[[], T]) -> T:
        """The kept value, or the one worked out now, while other threads wait: the files of a segment are read by one."""
        with self.lock:
            if key in self:
                self.move_to_end(key)
                return self[key]
            value = self[key] = work_out()
            while len(self) > self.size:
                self.popitem(last=False)
            return value


NONE = Postings(np.empty(0, np.uint32), np.empty(0, np.float32), np.empty(0, np.uint32))


class Column:
    """The terms of a field document by document: `documents[i]` has the term `terms[ordinals[i]]`."""

    def __init__(self, size: int, terms: list[str], documents: Numbers, ordinals: Numbers) -> None:
        self.size = size
        self.terms = terms
        self.documents = documents
        self.ordinals = ordinals

    @classmethod
    def of(cls, size: int, held: Iterable[str]) -> "Column":
        """The column of these texts, one for each document: its terms, separated."""
        numbers: dict[str, int] = {}
        documents: list[int] = []
        ordinals: list[int] = []
        for document, text in enumerate(held):
            if text:
                for term in text.split(SEPARATOR):
                    documents.append(document)
                    ordinals.append(numbers.setdefault(term, len(numbers)))
        terms = sorted(numbers)
        ranks = np.empty(len(terms), np.int32)
        ranks[[numbers[term] for term in terms]] = np.arange(len(terms), dtype=np.int32)
        return cls(size, terms, np.array(documents, np.int32), ranks[np.array(ordinals, np.int32)])

    @classmethod
    def joined(cls, parts: list[tuple[int, "Column"]], size: int) -> "Column":
        """The column of several segments, each with the number of its first document."""
        if len(parts) == 1:
            return parts[0][1]
        terms = sorted({term for _, part in parts for term in part.terms})
        ordinals = []
        for _, part in parts:
            places = [bisect_left(terms, term) for term in part.terms]
            ordinals.append(np.array(places, np.int32)[part.ordinals])
        documents = [part.documents + np.int32(base) for base, part in parts]
        return cls(
            size,
            terms,
            np.concatenate([NOTHING, *documents]),
            np.concatenate([NOTHING, *ordinals]),
        )

    @cached_property
    def values(self) -> list[Any]:
        """The values that the terms of a filter field stand for, in the same order."""
        return [decode(term) for term in self.terms]

    @cached_property
    def given(self) -> Documents:
        """The documents that have any term."""
        return self._marked(self.documents)

    def holding(self, term: str) -> Documents:
        """The documents that have this term."""
        place = bisect_left(self.terms, term)
        if place == len(self.terms) or self.terms[place] != term:
            return np.zeros(self.size, bool)
        return self._marked(self.documents[self.ordinals == place])

    def where(self, wanted: Documents) -> Documents:
        """The documents that have one of the terms; `wanted` has a place for each."""
        return self._marked(self.documents[wanted[self.ordinals]])

    def counts(self, documents: Documents) -> NDArray[np.int64]:
        """How many of the documents have each term."""
        return np.bincount(self.ordinals[documents[self.documents]], minlength=len(self.terms))

    def beginning(self, start: str) -> Documents:
        """Which terms begin so, as `where` takes them."""
        wanted = np.zeros(len(self.terms), bool)
        wanted[bisect_left(self.terms, start) : bisect_left(self.terms, start + "\U0010ffff")] = True
        return wanted

    @cached_property
    def ranks(self) -> Numbers:
        """The place of each document in the order of the terms, from 1; 0 without any, the first of several."""
        ranks = np.full(self.size, len(self.terms), np.int32)
        np.minimum.at(ranks, self.documents, self.ordinals)
        return np.where(self.given, ranks + 1, 0).astype(np.int32)

    def _marked(self, documents: Numbers) -> Documents:
        found = np.zeros(self.size, bool)
        found[documents] = True
        return found


def segment_name(reader: IndexReader) -> str:
    """What the files of a segment are called."""
    return reader.segment().segment_id()


class Segment:
    """One segment with what was decoded from it.

    `base` is the number of its first document in the snapshot.
    """

    def __init__(self, reader: IndexReader, base: int, known: "Segment | None" = None) -> None:
        self.name = segment_name(reader)
        self.base = base
        self.size = reader.doc_count_all()
        # What was opened and decoded of it before stays good: segments never change.
        self.reader: IndexReader = known.reader if known else reader
        self.kept: Kept = known.kept if known else Kept(KEPT_PER_SEGMENT)
        self.column_readers: dict[str, Any] = known.column_readers if known else {}
        if not known:
            self._open()

    def _open(self) -> None:
        """Have every file that may be read later: a merge takes them away. Columns are small and read whole."""
        folder = Path(self.reader.storage().folder)
        verify(folder, self.name)
        for name, field in self.reader.schema.items():
            if field.column_type and self.reader.has_column(name):
                content = (folder / Codec.column_filename(self.reader.segment(), name)).read_bytes()
                self.column_readers[name] = field.column_type.reader(
                    BufferFile(memoryview(content)), 0, len(content), self.size
                )
            if field.scorable:
                self.lengths(name)

    def postings(self, field: str, term: str) -> Postings:
        """The documents holding a term, also removed ones, by their number in the segment."""
        return self.kept.of((field, term), lambda: self._postings(field, term))

    def _postings(self, field: str, term: str) -> Postings:
        try:
            matcher = self.reader.postings(field, term)
        except TermNotFound:
            return NONE
        # Around it, a matcher that leaves removed documents out one by one.
        return (matcher.child if isinstance(matcher, FilterMatcher) else matcher).all()

    def places(self, field: str, term: str) -> NDArray[np.int64]:
        """Where a term stands: the number of the document times 2^32 and the place, in ascending order."""
        documents, counts, places = self.postings(field, term)
        return (np.repeat(documents.astype(np.int64), counts.astype(np.int64)) << 32) + places

    def lengths(self, field: str) -> Scores:
        """How many words each document has in a field."""
        return self.kept.of(
            ("lengths", field),
            lambda: np.fromiter(
                (self.reader.doc_field_length(number, field, 0) or 0 for number in range(self.size)),
                np.float32,
                self.size,
            ),
        )

    def terms(self, field: str) -> list[str]:
        """All terms of a field, in alphabetical order."""
        return self.kept.of(("terms", field), lambda: self._terms(field))

    def _terms(self, field: str) -> list[str]:
        if field not in self.reader.schema:
            return []
        return [term.decode("utf-8", "replace") for term in self.reader.lexicon(field)]

    def column(self, field: str) -> Column:
        """The terms of a field kept as a column, document by document."""
        return self.kept.of(("column", field), lambda: Column.of(self.size, self._texts(field)))

    def _texts(self, field: str) -> Iterable[str]:
        column = self.column_readers.get(field)
        return (column[number].decode() for number in range(self.size)) if column else ()

    @property
    def keys(self) -> list[str]:
        """The primary key of each document, as text."""
        return self.kept.of(("keys",), lambda: list(self._texts(KEY)))


class Snapshot:
    """Everything the index held when it was opened."""

    def __init__(
        self, index: FileIndex | None, generation: tuple[str, int], before: "Snapshot | None" = None
    ) -> None:
        self.generation = generation
        self.kept = Kept(KEPT_PER_SNAPSHOT)
        self.columns: dict[str, Column] = {}
        self.segments: list[Segment] = []
        reader = index.reader() if index is not None else None
        known = {segment.name: segment for segment in before.segments} if before else {}
        base = 0
        live = []
        for leaf, _ in reader.leaf_readers() if reader is not None and reader.doc_count_all() else ():
            segment = Segment(leaf, base, known.get(segment_name(leaf)))
            self.segments.append(segment)
            whole = np.ones(segment.size, bool)
            if leaf.has_deletions():
                whole[[number for number in range(segment.size) if leaf.is_deleted(number)]] = False
            live.append(whole)
            base += segment.size
        self.size = base
        self.live: Documents = np.concatenate([np.empty(0, bool), *live])
        self.live.flags.writeable = False

    def none(self) -> Documents:
        """The empty set of documents."""
        return np.zeros(self.size, bool)

    def holding(self, field: str, term: str) -> Numbers:
        """The numbers of the documents that hold a term, also of removed ones."""
        found = [
            segment.postings(field, term).documents.astype(np.int32) + np.int32(segment.base)
            for segment in self.segments
        ]
        return np.concatenate([NOTHING, *found])

    def terms(self, field: str) -> list[str]:
        """All terms of a field in alphabetical order, also of removed documents until a merge."""
        if len(self.segments) == 1:
            return self.segments[0].terms(field)
        return self.kept.of(
            ("terms", field), lambda: sorted({t for s in self.segments for t in s.terms(field)})
        )

    def column(self, field: str) -> Column:
        """The terms of a field kept as a column, document by document, also of removed ones."""
        if field not in self.columns:
            parts = [(segment.base, segment.column(field)) for segment in self.segments]
            self.columns[field] = Column.joined(parts, self.size)
        return self.columns[field]

    def mean_length(self, field: str) -> float:
        """How many words a document has in a field, on average over those that have any."""
        return self.kept.of(("mean", field), lambda: self._mean_length(field))

    def _mean_length(self, field: str) -> float:
        lengths = np.concatenate([np.empty(0, np.float32), *(s.lengths(field) for s in self.segments)])
        given = lengths[lengths > 0]
        return float(given.mean()) if given.size else 1.0

    @cached_property
    def keys(self) -> list[str]:
        """The primary key of each document, as text, by its number."""
        return [key for segment in self.segments for key in segment.keys]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each living document by its primary key."""
        keys = self.keys
        return {keys[number]: number for number in np.flatnonzero(self.live).tolist()}

    def with_keys(self, keys: Iterable[object]) -> Documents:
        """The living documents with these primary keys."""
        found = self.none()
        known = (self.numbers.get(str(key)) for key in keys)
        found[[number for number in known if number is not None]] = True
        return found


class Reader:
    """The snapshot of one store in this process, opened again when the store has changed."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.lock = threading.RLock()
        self.snapshot = Snapshot(None, ("", -1))

    def current(self) -> Snapshot:
        """The newest snapshot. It stays whole for whoever holds it, whatever is committed meanwhile.

        An empty one where the index was lost or is damaged: that is logged, and the index rebuilt (`outbox.drain`).
        """
        failed: OSError | None = None
        for attempt in range(GONE_AFTER + 5):
            folder = self.store.live()
            if folder is None and self.store.lost():
                outbox.replace_lost(self.store)
                folder = self.store.live()
            if folder is None:
                with self.lock:
                    if self.snapshot.generation[0]:
                        self.snapshot = Snapshot(None, ("", -1))
                    return self.snapshot
            try:
                return self._opened(folder)
            except FileNotFoundError as error:
                # A commit or a swap took the files away between two reads: look again. Or they are gone.
                failed = error
                if attempt == GONE_AFTER:
                    logger.exception("The search index %s is damaged: a file is missing", folder)
                    self.store.give_up(folder)
                time.sleep(0.01 * attempt)
            except OSError as error:
                failed = error  # The disk does not answer: what is on it may be whole.
                time.sleep(0.01 * attempt)
            except Exception:
                logger.exception("The search index %s is damaged", folder)
                try:
                    self.store.give_up(folder)
                except OSError:
                    logger.exception("The search index %s cannot be given up", folder)
                    return Snapshot(None, ("", -1))
        raise RuntimeError(f"The search index {self.store.folder} cannot be opened") from failed

    def _opened(self, folder: Path) -> Snapshot:
        index = self.store.open(folder)
        generation = (folder.name, index.latest_generation())
        with self.lock:
            if self.snapshot.generation != generation:
                before = self.snapshot if self.snapshot.generation[0] == folder.name else None
                self.snapshot = Snapshot(index, generation, before)
            return self.snapshot


_readers: dict[Store, Reader] = {}
_readers_lock = threading.Lock()


def reader_of(store: Store) -> Reader:
    """The one reader of a store in this process."""
    with _readers_lock:
        return _readers.setdefault(store, Reader(store))
