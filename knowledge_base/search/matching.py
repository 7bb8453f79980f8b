"""Which documents answer a query, and how well: modelsearch's query trees over a snapshot.

Scores are BM25F: what a word weighs in each field is added up, shortened for long fields, before it is
saturated. A word counts by its stem, and again when it stands there exactly. There is no query language:
words, and nothing but words, are looked up, in the search fields of the models and in no other.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText, SearchQuery
from numpy.typing import NDArray

from knowledge_base.search import synonyms
from knowledge_base.search.allowance import Allowance
from knowledge_base.search.analysis import Analyzer, Concept
from knowledge_base.search.schema import COMPLETE, EXACT, STEM
from knowledge_base.search.snapshot import Documents, Scores, Segment, Snapshot
from knowledge_base.search.spelling import near, near_beginnings
from knowledge_base.search.synonyms import Synonyms

SATURATION = 2.0
LENGTH = 0.7
EXACT_BONUS = 0.15
#: What a word that stands for the asked one counts, beside it.
SYNONYM = 0.5
#: A query of more words than this is asked with its first ones.
MOST_WORDS = 32
DEEPEST = 50


@dataclass(slots=True)
class Matches:
    """The set of documents that match, and how well each does (0 for those that only match)."""

    documents: Documents
    scores: Scores


class Matcher:
    """Answers queries over one snapshot, in some or all of its search fields."""

    def __init__(
        self,
        snapshot: Snapshot,
        boosts: dict[str, float],
        analyzer: Analyzer,
        seconds: float = math.inf,
        meant: Synonyms | None = None,
    ) -> None:
        self.snapshot = snapshot
        self.boosts = boosts
        self.analyzer = analyzer
        self.synonyms = synonyms.current(analyzer) if meant is None else meant
        self.time = Allowance(seconds)

    def matches(self, query: SearchQuery, depth: int = 0) -> Matches:
        """The documents that match a query tree."""
        if depth > DEEPEST:
            return self.nothing()
        match query:
            case MatchAll():
                return self.unscored(self.snapshot.live)
            case PlainText():
                asked = self.analyzer.concepts(query.query_string, MOST_WORDS)
                return self.combined(
                    [self.concept(one) for one in self.time.for_each(asked)], query.operator, query.boost
                )
            case Fuzzy():
                asked = self.analyzer.concepts(query.query_string, MOST_WORDS)
                return self.combined([self.fuzzy(one) for one in self.time.for_each(asked)], query.operator)
            case Phrase():
                return self.phrase(
                    [word.term for word in self.analyzer.words(query.query_string)][:MOST_WORDS]
                )
            case Boost():
                found = self.matches(query.subquery, depth + 1)
                return Matches(found.documents, found.scores * np.float32(query.boost))
            case And():
                return self.combined(self.parts(query, depth), "and")
            case Or():
                return self.combined(self.parts(query, depth), "or")
            case Not():
                return self.unscored(self.snapshot.live & ~self.matches(query.subquery, depth + 1).documents)
        raise NotImplementedError(f"{type(query).__name__} is not supported by this search backend.")

    def parts(self, query: And | Or, depth: int) -> list[Matches]:
        """What matches each part of a query."""
        return [self.matches(part, depth + 1) for part in self.time.for_each(query.subqueries)]

    def nothing(self) -> Matches:
        """No document."""
        return self.unscored(self.snapshot.none())

    def unscored(self, documents: Documents) -> Matches:
        """Documents that are all as good."""
        return Matches(documents, np.zeros(self.snapshot.size, np.float32))

    def combined(self, parts: list[Matches], operator: str, boost: float = 1.0) -> Matches:
        """What matches every part, or any part; scores add up."""
        if not parts:
            return self.nothing()
        both = np.logical_and if operator == "and" else np.logical_or
        documents = parts[0].documents
        scores = parts[0].scores
        for part in parts[1:]:
            documents = both(documents, part.documents)
            scores = scores + part.scores
        return Matches(documents, scores if boost == 1.0 else scores * np.float32(boost))

    def concept(self, asked: Concept) -> Matches:
        """The documents that speak of one thing, in whatever form, or of what stands for it."""
        found = self.written(asked)
        for other in self.synonyms.others(asked):
            meant = self.written(other)
            found = Matches(
                found.documents | meant.documents,
                np.maximum(found.scores, meant.scores * np.float32(SYNONYM)),
            )
        return found

    def written(self, asked: Concept) -> Matches:
        """The documents that hold a word, or the parts it may be written in."""
        found = self.forms(asked.forms, asked.stems)
        if not asked.parts:
            return found
        # Written in several words: all of them, as good as the word itself.
        parted = self.combined([self.forms(part.forms, part.stems) for part in asked.parts], "and")
        shared = np.where(parted.documents, parted.scores / np.float32(len(asked.parts)), np.float32(0))
        return Matches(found.documents | parted.documents, np.maximum(found.scores, shared))

    def fuzzy(self, asked: Concept) -> Matches:
        """The documents that hold a word, or one a typing error away from it."""
        found = self.concept(asked)
        for form in asked.forms:
            close = self.forms(frozenset(near(self.snapshot, self.boosts, form)), frozenset())
            found = Matches(
                found.documents | close.documents, np.maximum(found.scores, close.scores / np.float32(2))
            )
        return found

    def forms(self, exact: Iterable[str], stems: Iterable[str]) -> Matches:
        """The documents that hold one of these words or stems, scored together as one word."""
        weights = np.zeros(self.snapshot.size, np.float32)
        for name, boost in self.boosts.items():
            mean = self.snapshot.mean_length(EXACT + name)
            for prefix, terms, worth in ((STEM, stems, 1.0), (EXACT, exact, EXACT_BONUS)):
                for segment in self.snapshot.segments:
                    into = weights[segment.base : segment.base + segment.size]
                    self.weigh(segment, prefix + name, EXACT + name, terms, boost * worth, mean, into)
        weights[~self.snapshot.live] = 0
        return self.saturated(weights, 1.0)

    def saturated(self, weights: Scores, worth: float) -> Matches:
        """The documents that have a weight, scored: a word that stands there often says a little more, a rare one a lot."""
        documents = weights > 0
        rarity = self.rarity(int(np.count_nonzero(documents))) * worth * (SATURATION + 1)
        return Matches(documents, np.float32(rarity) * weights / (weights + np.float32(SATURATION)))

    def weigh(
        self,
        segment: Segment,
        name: str,
        measured: str,
        terms: Iterable[str],
        worth: float,
        mean: float,
        into: Scores,
    ) -> None:
        """Add what terms weigh in one field of a segment's documents.

        Of several stems of a word, the strongest counts.
        """
        held = [found for found in (segment.postings(name, term) for term in terms) if found.documents.size]
        if not held:
            return
        documents, counts, _ = held[0]
        if len(held) > 1:
            strongest = np.zeros(segment.size, np.float32)
            for found in held:
                strongest[found.documents] = np.maximum(strongest[found.documents], found.counts)
            documents = np.flatnonzero(strongest).astype(np.uint32)
            counts = strongest[documents]
        lengths = segment.lengths(measured)[documents]
        into[documents] += (
            np.float32(worth) * counts / (np.float32(1 - LENGTH) + np.float32(LENGTH / mean) * lengths)
        )

    def rarity(self, holding: int) -> float:
        """How much a word says: the fewer documents hold it, the more."""
        return math.log(1 + (self.snapshot.size - holding + 0.5) / (holding + 0.5))

    def phrase(self, terms: list[str]) -> Matches:
        """The documents in which these words follow one another."""
        if len(terms) < 2:
            return self.forms(terms, ())
        counts = np.zeros(self.snapshot.size, np.float32)
        for name, boost in self.boosts.items():
            for segment in self.snapshot.segments:
                documents, times = follow(segment, EXACT + name, terms)
                counts[segment.base + documents] += np.float32(boost) * times
        counts[~self.snapshot.live] = 0
        return self.saturated(counts, len(terms))


def follow(segment: Segment, name: str, terms: list[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The documents of a segment in which these terms follow one another, and how often."""
    starts = segment.places(name, terms[0])
    for step, term in enumerate(terms[1:], start=1):
        if not starts.size:
            break
        starts = np.intersect1d(starts, segment.places(name, term) - step, assume_unique=True)
    return np.unique(starts >> 32, return_counts=True)


class Completer(Matcher):
    """Answers half-typed queries among the documents `seen`, of which alone anything can be told from its answers.

    The last word may be a beginning. Looks only in the fields made to complete from. A word that none of them holds
    is taken for a typing error.
    """

    def __init__(self, *given: Any, seen: Documents) -> None:
        super().__init__(*given)
        self.seen = seen

    def matches(self, query: SearchQuery, depth: int = 0) -> Matches:
        """The documents that hold every word of the text, and one that begins like the last."""
        if not isinstance(query, PlainText):
            return super().matches(query, depth)
        typed = [word.term for word in self.analyzer.words(query.query_string)][:MOST_WORDS]
        parts = []
        for place, term in enumerate(self.time.for_each(typed), start=1):
            whole = self.held(term)
            found = self.begun(term) if place == len(typed) else whole
            if not found.any():
                found = self.meant(term)
            parts.append(Matches(found, whole.astype(np.float32)))
        return self.combined(parts, query.operator, query.boost)

    def held(self, term: str) -> Documents:
        """The documents that hold this word in a field to complete from."""
        found = self.snapshot.none()
        for name in self.boosts:
            found |= self.snapshot.column(COMPLETE + name).holding(term)
        return found & self.seen

    def begun(self, beginning: str) -> Documents:
        """The documents that hold a word that begins so."""
        found = self.snapshot.none()
        for name in self.boosts:
            column = self.snapshot.column(COMPLETE + name)
            found |= column.where(column.beginning(beginning))
        return found & self.seen

    def meant(self, term: str) -> Documents:
        """The documents that hold a word that begins nearly so."""
        found = self.snapshot.none()
        for name in self.boosts:
            column = self.snapshot.column(COMPLETE + name)
            held = np.flatnonzero(column.counts(self.seen)).tolist()
            for beginning in near_beginnings([column.terms[place] for place in held], term):
                found |= self.begun(beginning)
        return found
