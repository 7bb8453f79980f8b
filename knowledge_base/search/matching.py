"""Which documents answer a query, and how well: modelsearch's query trees over a snapshot.

Scores are BM25F: what a word weighs in each field is added up, shortened for long fields, before it is
saturated. A word counts by its stem, and again when it stands there exactly. There is no query language:
words, and nothing but words, are looked up, in the search fields of the models and in no other.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText, SearchQuery

from knowledge_base.search import bits
from knowledge_base.search.analysis import Concept, concepts, words
from knowledge_base.search.schema import COMPLETE, EXACT, STEM
from knowledge_base.search.snapshot import Segment, Snapshot
from knowledge_base.search.spelling import near, starting_with

SATURATION = 2.0
LENGTH = 0.7
EXACT_BONUS = 0.35
#: A query of more words than this is asked with its first ones.
MOST_WORDS = 32
DEEPEST = 50


@dataclass(slots=True)
class Matches:
    """The set of documents that match, and the scores of those that have one."""

    documents: int
    scores: dict[int, float] = field(default_factory=dict)


class Matcher:
    """Answers queries over one snapshot, in some or all of its search fields."""

    def __init__(self, snapshot: Snapshot, boosts: dict[str, float], languages: tuple[str, ...]) -> None:
        self.snapshot = snapshot
        self.boosts = boosts
        self.languages = languages

    def matches(self, query: SearchQuery, depth: int = 0) -> Matches:
        """The documents that match a query tree."""
        if depth > DEEPEST:
            return Matches(0)
        match query:
            case MatchAll():
                return Matches(self.snapshot.live)
            case PlainText():
                asked = concepts(query.query_string, self.languages, MOST_WORDS)
                return self.combined([self.concept(one) for one in asked], query.operator, query.boost)
            case Fuzzy():
                asked = concepts(query.query_string, self.languages, MOST_WORDS)
                return self.combined([self.fuzzy(one) for one in asked], query.operator)
            case Phrase():
                return self.phrase([word.term for word in words(query.query_string)][:MOST_WORDS])
            case Boost():
                found = self.matches(query.subquery, depth + 1)
                return Matches(found.documents, {n: score * query.boost for n, score in found.scores.items()})
            case And():
                return self.combined([self.matches(part, depth + 1) for part in query.subqueries], "and")
            case Or():
                return self.combined([self.matches(part, depth + 1) for part in query.subqueries], "or")
            case Not():
                return Matches(self.snapshot.live & ~self.matches(query.subquery, depth + 1).documents)
        raise NotImplementedError(f"{type(query).__name__} is not supported by this search backend.")

    def combined(self, parts: list[Matches], operator: str, boost: float = 1.0) -> Matches:
        """What matches every part, or any part; scores add up."""
        if not parts:
            return Matches(0)
        documents = parts[0].documents
        for part in parts[1:]:
            documents = documents & part.documents if operator == "and" else documents | part.documents
        scores: dict[int, float] = {}
        for part in parts:
            for number, score in part.scores.items():
                scores[number] = scores.get(number, 0.0) + score * boost
        return Matches(documents, scores)

    def concept(self, asked: Concept) -> Matches:
        """The documents that speak of one thing, in whatever form."""
        found = self.forms(asked.forms, asked.stems)
        if asked.parts:
            # Written in several words: all of them, as good as the word itself.
            parted = self.combined([self.forms(part.forms, part.stems) for part in asked.parts], "and")
            share = 1 / len(asked.parts)
            for number in bits.numbers(parted.documents):
                found.scores[number] = max(
                    found.scores.get(number, 0.0), parted.scores.get(number, 0.0) * share
                )
            found.documents |= parted.documents
        return found

    def fuzzy(self, asked: Concept) -> Matches:
        """The documents that hold a word, or one a typing error away from it."""
        exact = self.concept(asked)
        for form in asked.forms:
            close = self.forms(frozenset(near(self.snapshot, self.boosts, form)), frozenset())
            for number, score in close.scores.items():
                exact.scores[number] = max(exact.scores.get(number, 0.0), score / 2)
            exact.documents |= close.documents
        return exact

    def forms(self, exact: Iterable[str], stems: Iterable[str]) -> Matches:
        """The documents that hold one of these words or stems, scored together as one word."""
        weights: dict[int, float] = {}
        for name, boost in self.boosts.items():
            mean = self.snapshot.mean_length(EXACT + name)
            for prefix, terms, worth in ((STEM, stems, 1.0), (EXACT, exact, EXACT_BONUS)):
                for segment in self.snapshot.segments:
                    self.weigh(segment, prefix + name, EXACT + name, terms, boost * worth, mean, weights)
        weights = {number: weight for number, weight in weights.items() if self.snapshot.live >> number & 1}
        rarity = self.rarity(len(weights))
        scores = {
            n: rarity * weight * (SATURATION + 1) / (weight + SATURATION) for n, weight in weights.items()
        }
        return Matches(bits.from_numbers(weights, self.snapshot.size), scores)

    def weigh(
        self,
        segment: Segment,
        name: str,
        measured: str,
        terms: Iterable[str],
        worth: float,
        mean: float,
        into: dict[int, float],
    ) -> None:
        """Add what terms weigh in one field of a segment's documents.

        Of several stems of a word, the strongest counts.
        """
        lists = [found for found in (segment.postings(name, term) for term in terms) if found[0]]
        if not lists:
            return
        if len(lists) == 1:
            documents, counts = lists[0]
        else:
            strongest: dict[int, float] = {}
            for some_documents, some_counts in lists:
                for number, count in zip(some_documents, some_counts, strict=True):
                    if count > strongest.get(number, 0.0):
                        strongest[number] = count
            documents, counts = list(strongest), list(strongest.values())
        lengths = segment.lengths(measured)
        base = segment.base
        short, per_word = 1 - LENGTH, LENGTH / mean
        for number, count in zip(documents, counts, strict=True):
            weight = worth * count / (short + per_word * lengths[number])
            into[base + number] = into.get(base + number, 0.0) + weight

    def rarity(self, holding: int) -> float:
        """How much a word says: the fewer documents hold it, the more."""
        return math.log(1 + (self.snapshot.size - holding + 0.5) / (holding + 0.5))

    def phrase(self, terms: list[str]) -> Matches:
        """The documents in which these words follow one another."""
        if len(terms) < 2:
            return self.forms(terms, ())
        documents = 0
        counts: dict[int, float] = {}
        for name, boost in self.boosts.items():
            for segment in self.snapshot.segments:
                for number, count in follow(segment, EXACT + name, terms).items():
                    counts[segment.base + number] = counts.get(segment.base + number, 0.0) + count * boost
        documents = bits.from_numbers(counts, self.snapshot.size) & self.snapshot.live
        rarity = self.rarity(len(counts)) * len(terms)
        scores = {n: rarity * count * (SATURATION + 1) / (count + SATURATION) for n, count in counts.items()}
        return Matches(documents, scores)


def follow(segment: Segment, name: str, terms: list[str]) -> dict[int, int]:
    """How often these terms follow one another in each document of a segment that holds them so."""
    holders = [set(segment.postings(name, term)[0]) for term in terms]
    together = set.intersection(*holders)
    if not together:
        return {}
    places = [segment.places(name, term) for term in terms]
    found: dict[int, int] = {}
    for number in together:
        starts = set(places[0][number])
        for step, held in enumerate(places[1:], start=1):
            starts &= {place - step for place in held[number]}
        if starts:
            found[number] = len(starts)
    return found


class Completer(Matcher):
    """Answers half-typed queries.

    The last word may be a beginning. Looks only in the fields made to complete from.
    """

    def matches(self, query: SearchQuery, depth: int = 0) -> Matches:
        """The documents that hold every word of the text, and one that begins like the last."""
        if not isinstance(query, PlainText):
            return super().matches(query, depth)
        typed = [word.term for word in words(query.query_string)][:MOST_WORDS]
        parts = [self.held([term]) for term in typed[:-1]]
        for beginning in typed[-1:]:
            exact = self.held([beginning])
            begun = self.held(
                term
                for name in self.boosts
                for term in starting_with(self.snapshot, COMPLETE + name, beginning)
            )
            for number in exact.scores:
                begun.scores[number] = begun.scores.get(number, 0.0) + 1.0
            parts.append(begun)
        return self.combined(parts, query.operator, query.boost)

    def held(self, terms: Iterable[str]) -> Matches:
        """The documents that hold one of these words in a field to complete from."""
        documents = 0
        for term in set(terms):
            for name in self.boosts:
                documents |= self.snapshot.bits(COMPLETE + name, term)
        return Matches(documents, dict.fromkeys(bits.numbers(documents), 1.0))
