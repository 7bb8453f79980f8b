"""Whoosh's own file format, written and read many postings at a time instead of one by one."""

from array import array
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3LeafMatcher, W3PostingsWriter

#: A posting as Whoosh hands it around: field, term, document, weight, value.
Posting = tuple[str, bytes, int, float, bytes]
#: The postings of a term: documents in ascending order, weights, values where the field keeps any.
Run = tuple[bytes, Any, Any, list[bytes]]


class _Gathered:
    """The postings of one field, in the order they came."""

    def __init__(self) -> None:
        self.numbers: dict[bytes, int] = {}
        self.terms, self.documents, self.weights = array("I"), array("I"), array("f")
        self.values, self.ends = bytearray(), array("Q", [0])

    def add(self, term: bytes, document: int, weight: float, value: bytes) -> None:
        self.terms.append(self.numbers.setdefault(term, len(self.numbers)))
        self.documents.append(document)
        self.weights.append(weight)
        if value:
            self.values += value
            # Where the values of earlier postings ended, if these had none.
            missing = len(self.terms) - len(self.ends)
            if missing:
                self.ends.extend([len(self.values) - len(value)] * missing)
            self.ends.append(len(self.values))

    def runs(self) -> Iterator[Run]:
        """The postings of each term, by term; documents came in ascending order and stay so."""
        terms = np.frombuffer(self.terms, np.uint32)
        order = np.argsort(terms, kind="stable")
        documents = np.frombuffer(self.documents, np.uint32)[order]
        weights = np.frombuffer(self.weights, np.float32)[order]
        last = np.cumsum(np.bincount(terms, minlength=len(self.numbers)))
        ends, values = self.ends, memoryview(self.values)
        for term, number in sorted(self.numbers.items()):
            start, end = int(last[number - 1]) if number else 0, int(last[number])
            held = [bytes(values[ends[n] : ends[n + 1]]) for n in order[start:end].tolist()] if values else []
            yield term, documents[start:end], weights[start:end], held


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


class PostingsWriter(W3PostingsWriter):
    """Writes the postings of a term in as many blocks as they fill."""

    def add_run(self, documents: Any, weights: Any, values: list[bytes]) -> None:
        """All postings of the term that was started."""
        limit = self._blocklimit
        for start in range(0, len(documents), limit):
            if start:
                self._write_block()
            self._ids.frombytes(documents[start : start + limit].tobytes())
            self._weights.frombytes(weights[start : start + limit].tobytes())
            self._values.extend(values[start : start + limit])
            self._maxweight = max(self._weights)


class FieldWriter(W3FieldWriter):
    """Writes what a pool gathered."""

    def add_postings(self, schema: Any, lengths: Any, items: Pool) -> None:
        """Write all fields of the pool, term by term."""
        for name in sorted(items.fields):
            self.start_field(name, schema[name])
            for term, documents, weights, values in items.fields[name].runs():
                self.start_term(term)
                self._postwriter.add_run(documents, weights, values)
                self.finish_term()
            self.finish_field()


class Codec(W3Codec):
    """Larger blocks, no compression, no statistics that only Whoosh's own scoring reads."""

    length_stats = False

    def __init__(self) -> None:
        super().__init__(blocklimit=4096, compression=0)

    def field_writer(self, storage: Any, segment: Any) -> FieldWriter:
        """What writes terms and postings."""
        return FieldWriter(self, storage, segment)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> PostingsWriter:
        """What writes postings."""
        return PostingsWriter(dbfile, self._blocklimit, byteids, self._compression, self._inlinelimit)


def decoded(matcher: Any) -> tuple[Any, Any, list[bytes]]:
    """The documents, weights and values of a list of postings, as `reader.postings` gives it."""
    documents, weights, values = [], [], []
    if not isinstance(matcher, W3LeafMatcher):
        while matcher.is_active():
            documents.append([matcher.id()])
            weights.append([matcher.weight()])
            values.append(matcher.value() or b"")
            matcher.next()
    while matcher.is_active():
        matcher._read_data()
        ids, block_weights, block_values = matcher._data
        documents.append(np.cumsum(np.array(ids, np.int32), dtype=np.int32))
        whole = (
            block_weights
            if isinstance(block_weights, tuple)
            else 1.0
            if block_weights is None
            else block_weights
        )
        weights.append(np.broadcast_to(np.array(whole, np.float32), len(ids)))
        values.extend(block_values or ())
        matcher._next_block()
    if not documents:
        return np.empty(0, np.int32), np.empty(0, np.float32), []
    return np.concatenate(documents), np.concatenate(weights), values
