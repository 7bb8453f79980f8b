"""Whoosh's own files, with postings kept as plain arrays: written and read a run at a time instead of one by one.

Whoosh reads what is written here (segments name their codec), so that it merges segments as ever. A posting is a
document, a count, and in fields that keep them its places: as many as it counts, unsigned integers of four bytes.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3LeafMatcher, W3PostingsWriter

#: A posting as Whoosh hands it around: field, term, document, weight, value.
Posting = tuple[str, bytes, int, float, bytes | None]
BLOCK = 4096


class Postings(NamedTuple):
    """The documents that hold a term, in ascending order, how often each does, and the places of all, one after the other."""

    documents: NDArray[np.uint32]
    counts: NDArray[np.float32]
    places: NDArray[np.uint32]


class _Gathered:
    """The postings of one field, in the order they came."""

    def __init__(self) -> None:
        self.numbers: dict[bytes, int] = {}
        self.terms, self.documents = array("I"), array("I")
        self.counts, self.places = array("f"), array("I")

    def add(self, term: bytes, document: int, count: float, places: bytes | None) -> None:
        self.terms.append(self.numbers.setdefault(term, len(self.numbers)))
        self.documents.append(document)
        self.counts.append(count)
        if places:
            self.places.frombytes(places)

    def runs(self) -> Iterator[tuple[bytes, Postings]]:
        """The postings of each term, by term; documents came in ascending order and stay so."""
        terms = np.frombuffer(self.terms, np.uint32)
        order = np.argsort(terms, kind="stable").astype(np.int32)
        documents = np.frombuffer(self.documents, np.uint32)[order]
        counts = np.frombuffer(self.counts, np.float32)
        places, place_ends = self._places_in(order, counts)
        counts = counts[order]
        ends = np.cumsum(np.bincount(terms, minlength=len(self.numbers))).tolist()
        for term, number in sorted(self.numbers.items()):
            start, end = ends[number - 1] if number else 0, ends[number]
            first = place_ends[start - 1] if start else 0
            yield term, Postings(documents[start:end], counts[start:end], places[first : place_ends[end - 1]])

    def _places_in(
        self, order: NDArray[np.int32], counts: NDArray[np.float32]
    ) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
        """The places in another order of the postings, and where those of each posting end."""
        places = np.frombuffer(self.places, np.uint32)
        if not places.size:
            return places, np.zeros(len(order), np.int32)
        held = counts.astype(np.int32)
        starts = np.cumsum(held, dtype=np.int32) - held
        held, starts = held[order], starts[order]
        ends = np.cumsum(held, dtype=np.int32)
        index = np.repeat(starts - (ends - held), held)
        index += np.arange(places.size, dtype=np.int32)
        return places[index], ends


class Pool:
    """Gathers the postings of a segment in little memory; Whoosh's own keeps and sorts one Python object for each."""

    def __init__(self) -> None:
        self.fields: defaultdict[str, _Gathered] = defaultdict(_Gathered)

    def add(self, posting: Posting) -> None:
        """Take one posting; those of a term come in the order of their documents."""
        self.fields[posting[0]].add(*posting[1:])

    def iter_postings(self) -> "Pool":
        """What `FieldWriter.add_postings` takes."""
        return self

    def cleanup(self) -> None:
        """Forget them."""
        self.fields.clear()


class FieldWriter(W3FieldWriter):
    """Writes what a pool gathered."""

    def add_postings(self, schema: Any, lengths: Any, items: Pool) -> None:
        """Write all fields of the pool, term by term."""
        for name in sorted(items.fields):
            self.start_field(name, schema[name])
            for term, postings in items.fields.pop(name).runs():
                self.start_term(term)
                self._postwriter.add_run(postings)
                self.finish_term()
            self.finish_field()


class PostingsWriter(W3PostingsWriter):
    """Writes the postings of a term in as many blocks as they fill."""

    def add_run(self, postings: Postings) -> None:
        """All postings of the term that was started."""
        documents, counts, places = postings
        for start in range(0, len(documents), BLOCK):
            if start:
                self._write_block()
            block = counts[start : start + BLOCK]
            self._ids.frombytes(documents[start : start + BLOCK].tobytes())
            self._weights.frombytes(block.tobytes())
            self._maxweight = float(block.max())
            if places.size:
                held = int(block.sum())
                self._values, places = [places[:held].tobytes()], places[held:]

    def _mini_ids(self) -> bytes:
        return self._ids.tobytes()

    def _mini_weights(self) -> bytes | None:
        weights = self._weights.tobytes()
        return None if weights == ONES[: len(weights)] else weights

    def _mini_values(self) -> bytes:
        return b"".join(self._values)


ONES = np.ones(BLOCK, np.float32).tobytes()


class PostingsReader(W3LeafMatcher):
    """Reads them: one by one, as Whoosh does when it merges, or all at once."""

    def all(self) -> Postings:
        """All postings of the term, wherever the reading stood before."""
        self.reset()
        blocks = []
        while self.is_active():
            blocks.append(self._block())
            self._next_block()
        return blocks[0] if len(blocks) == 1 else Postings(*map(np.concatenate, zip(*blocks, strict=True)))

    def _block(self) -> Postings:
        if self._data is None:
            self._read_data()
        documents, counts, places = self._data
        return Postings(
            np.frombuffer(documents, np.uint32),
            np.frombuffer(ONES[: len(documents)] if counts is None else counts, np.float32),
            np.frombuffer(places, np.uint32),
        )

    def _read_ids(self) -> None:
        self._ids = self._block().documents.tolist()

    def _read_weights(self) -> None:
        self._weights = self._block().counts.tolist()

    def _read_values(self) -> None:
        _, counts, places = self._block()
        if not places.size:
            self._values = [b""] * len(counts)
            return
        ends = np.cumsum(counts.astype(np.int64))
        self._values = [part.tobytes() for part in np.split(places, ends[:-1])]


class Codec(W3Codec):
    """Whoosh's codec with these postings, and no statistics that only its own scoring reads."""

    length_stats = False

    def __init__(self) -> None:
        super().__init__(blocklimit=BLOCK, compression=0)

    def field_writer(self, storage: Any, segment: Any) -> FieldWriter:
        """What writes terms and postings."""
        return FieldWriter(self, storage, segment)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> PostingsWriter:
        """What writes postings."""
        return PostingsWriter(dbfile, self._blocklimit, byteids, self._compression, self._inlinelimit)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> PostingsReader:
        """What reads postings."""
        offset, length = terminfo.extent()
        return PostingsReader(dbfile, offset, length, format_, term=term, scorer=scorer)
