"""Words that are there: to complete what is half typed, to correct what is mistyped.

Every word offered stands in at least one document that the asker may see; nothing else of the index shows
through.
"""

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np

from knowledge_base.search import synonyms
from knowledge_base.search.allowance import Allowance
from knowledge_base.search.analysis import HYPHENS, Analyzer, Word
from knowledge_base.search.schema import COMPLETE, EXACT, STEM
from knowledge_base.search.snapshot import Documents, Snapshot

SHORTEST = 4
LONG = 8
#: A text of more unknown words than this is no sentence with typing errors.
MOST_MENDED = 8
#: Of so many words that begin like a cut one, the best is taken.
MOST_BEGUN = 200


def distance(one: str, other: str, most: int) -> int:
    """How many typing errors lie between two words (a letter missing, added, wrong, or two swapped).

    `most` + 1 if more.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [i] + [0] * len(other)
        for j, facing in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != facing))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == facing:
                cost = min(cost, earlier[j - 2] + 1)
            row[j] = cost
        if min(row) > most:
            return most + 1
    return row[-1]


def near(snapshot: Snapshot, names: Iterable[str], word: str) -> dict[str, int]:
    """The words of the index a typing error or two away (the first letter right), with their distance."""
    found: dict[str, int] = {}
    for name in names:
        found |= near_among(starting_with(snapshot.terms(EXACT + name), word[:1]), word)
    return found


def near_among(terms: Iterable[str], word: str) -> dict[str, int]:
    """Those of the terms that are a typing error or two away from a word, with their distance."""
    if len(word) < SHORTEST or not word.isalpha():
        return {}
    most = 1 if len(word) < LONG else 2
    letters = set(word)
    found: dict[str, int] = {}
    for term in terms:
        if abs(len(term) - len(word)) <= most and len(letters.symmetric_difference(term)) <= 2 * most:
            steps = distance(word, term, most)
            if steps <= most:
                found[term] = steps
    return found


def near_beginnings(terms: list[str], word: str) -> Iterable[str]:
    """The beginnings of terms that a half-typed word with a typing error may mean, the nearest ones."""
    some = starting_with(terms, word[:1])
    beginnings = {term[: len(word) + more] for term in some for more in (-1, 0, 1)}
    found = near_among(beginnings, word)
    nearest = min(found.values(), default=0)
    return (beginning for beginning, steps in found.items() if steps == nearest)


def starting_with(terms: list[str], beginning: str) -> list[str]:
    """Those of the terms, which are in alphabetical order, that begin so."""
    return terms[bisect_left(terms, beginning) : bisect_left(terms, beginning + "\U0010ffff")]


def holders(snapshot: Snapshot, names: Iterable[str], term: str, seen: Documents) -> int:
    """How many documents of a set have this exact word in a search field."""
    found = snapshot.none()
    for name in names:
        found[snapshot.holding(EXACT + name, term)] = True
    return int(np.count_nonzero(found & seen))


def known(snapshot: Snapshot, names: Iterable[str], raw: str, seen: Documents, analyzer: Analyzer) -> bool:
    """Whether a word, or another form of it, stands in a document of the set."""
    if any(seen[snapshot.holding(EXACT + name, analyzer.fold(raw))].any() for name in names):
        return True
    found = {stem for language in analyzer.stemmers for stem in analyzer.stems(raw, language)}
    return any(seen[snapshot.holding(STEM + name, stem)].any() for name in names for stem in found)


def corrected(
    snapshot: Snapshot,
    names: Iterable[str],
    text: str,
    seen: Documents,
    analyzer: Analyzer,
    seconds: float = math.inf,
) -> str | None:
    """The text with each unknown word replaced by the nearest known one, or by one that begins so; None when nothing
    can be made better.

    Known is what stands in a document of the set `seen`; among equally near words the one in most documents
    is taken. What comes after so many seconds of processor time stays as it is.
    """
    names = list(names)
    parts: list[str] = []
    end = 0
    mendable = islice(unknown(snapshot, names, text, seen, analyzer), MOST_MENDED)
    for word in Allowance(seconds).for_each(mendable):
        better = nearest(snapshot, names, word.term, seen, analyzer) or begun(
            snapshot, names, word.term, seen, analyzer
        )
        if better:
            parts += [text[end : word.start], better]
            end = word.end
    return "".join([*parts, text[end:]]) if parts else None


def unknown(
    snapshot: Snapshot, names: list[str], text: str, seen: Documents, analyzer: Analyzer
) -> Iterator[Word]:
    """The words of a text that no document of the set holds in any form, that stand for nothing, and that say something."""
    meant = synonyms.current(analyzer)
    for group in analyzer.groups(text):
        if len(group) > 1 and known(snapshot, names, "".join(word.raw for word in group), seen, analyzer):
            continue
        for word in group:
            if not (
                analyzer.is_little(word.raw)
                or known(snapshot, names, word.raw, seen, analyzer)
                or any(meant.others(analyzer.concept(word.term, word.raw)))
            ):
                yield word


def nearest(snapshot: Snapshot, names: list[str], word: str, seen: Documents, analyzer: Analyzer) -> str:
    """The word a typing error or two away that most documents of the set hold; "" where there is none.

    Nobody looks for a little word: "danse" is not "dans".
    """
    offered = (
        (-steps, holders(snapshot, names, term, seen), term)
        for term, steps in near(snapshot, names, word).items()
        if not analyzer.is_little(term)
    )
    return max((one for one in offered if one[1]), default=(0, 0, ""))[2]


def begun(snapshot: Snapshot, names: list[str], word: str, seen: Documents, analyzer: Analyzer) -> str:
    """The word that begins so and that most documents of the set hold, for who cuts words short; "" where there is none."""
    if len(word) < SHORTEST or not word.isalpha():
        return ""
    starting = {term for name in names for term in starting_with(snapshot.terms(EXACT + name), word)}
    telling = (term for term in sorted(starting)[:MOST_BEGUN] if not analyzer.is_little(term))
    offered = ((holders(snapshot, names, term, seen), term) for term in telling)
    return max((one for one in offered if one[0]), default=(0, ""))[1]


def completed(
    snapshot: Snapshot, names: Iterable[str], text: str, seen: Documents, analyzer: Analyzer, most: int = 8
) -> list[str]:
    """Ways to finish the last word of a text, those in most documents of the set `seen` first."""
    typed = list(analyzer.words(text))
    if not typed or (text and text[-1].isspace()) or text[-1:] in HYPHENS:
        return []
    last = typed[-1]
    counts: dict[str, int] = {}
    for name in names:
        column = snapshot.column(COMPLETE + name)
        held = column.counts(seen)
        for place in np.flatnonzero(column.beginning(last.term) & (held > 0)).tolist():
            term = column.terms[place]
            counts[term] = counts.get(term, 0) + int(held[place])
    best = sorted(counts, key=lambda term: (-counts[term], term))[:most]
    return [text[: last.start] + term for term in best]
