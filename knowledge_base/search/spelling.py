"""Words that are there: to complete what is half typed, to correct what is mistyped.

Every word offered stands in at least one document that the asker may see; nothing else of the index shows
through.
"""

from bisect import bisect_left
from collections.abc import Iterable

from knowledge_base.search.analysis import HYPHENS, LITTLE, STEMMERS, fold, stems, words
from knowledge_base.search.schema import COMPLETE, EXACT, STEM
from knowledge_base.search.snapshot import Snapshot

SHORTEST = 4
LONG = 8
MOST_COMPLETIONS = 2000


def starting_with(snapshot: Snapshot, field: str, beginning: str) -> list[str]:
    """The terms of a field that begin so, in alphabetical order."""
    terms = snapshot.terms(field)
    start = bisect_left(terms, beginning)
    end = bisect_left(terms, beginning + "\U0010ffff")
    return terms[start:end][:MOST_COMPLETIONS]


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
    if len(word) < SHORTEST or not word.isalpha():
        return {}
    most = 1 if len(word) < LONG else 2
    letters = set(word)
    found: dict[str, int] = {}
    for name in names:
        for term in starting_with_letter(snapshot, EXACT + name, word[0]):
            if (
                term in found
                or abs(len(term) - len(word)) > most
                or len(letters.symmetric_difference(term)) > 2 * most
            ):
                continue
            steps = distance(word, term, most)
            if steps <= most:
                found[term] = steps
    return found


def starting_with_letter(snapshot: Snapshot, field: str, letter: str) -> list[str]:
    """All terms of a field with this first letter."""
    terms = snapshot.terms(field)
    return terms[bisect_left(terms, letter) : bisect_left(terms, letter + "\U0010ffff")]


def holders(snapshot: Snapshot, names: Iterable[str], term: str) -> int:
    """The set of documents with this exact word in a search field."""
    documents = 0
    for name in names:
        documents |= snapshot.bits(EXACT + name, term)
    return documents


def known(snapshot: Snapshot, names: Iterable[str], raw: str, seen: int) -> bool:
    """Whether a word, or another form of it, stands in a document of the set."""
    if holders(snapshot, names, fold(raw)) & seen:
        return True
    found = {stem for language in STEMMERS for stem in stems(raw, language)}
    return any(snapshot.bits(STEM + name, stem) & seen for name in names for stem in found)


def corrected(snapshot: Snapshot, names: Iterable[str], text: str, seen: int) -> str | None:
    """The text with each unknown word replaced by the nearest known one; None when nothing can be made
    better.

    Known is what stands in a document of the set `seen`; among equally near words the one in most documents
    is taken.
    """
    names = list(names)
    parts: list[str] = []
    end = 0
    better = False
    for word in words(text):
        if word.raw.lower() in LITTLE or known(snapshot, names, word.raw, seen):
            continue
        offered = []
        for term, steps in near(snapshot, names, word.term).items():
            count = (holders(snapshot, names, term) & seen).bit_count()
            if count:
                offered.append((-steps, count, term))
        if offered:
            parts += [text[end : word.start], max(offered)[2]]
            end = word.end
            better = True
    return "".join([*parts, text[end:]]) if better else None


def completed(snapshot: Snapshot, names: Iterable[str], text: str, seen: int, most: int = 8) -> list[str]:
    """Ways to finish the last word of a text, those in most documents of the set `seen` first."""
    typed = list(words(text))
    if not typed or (text and text[-1].isspace()) or text[-1:] in HYPHENS:
        return []
    last = typed[-1]
    counts: dict[str, int] = {}
    for name in names:
        for term in starting_with(snapshot, COMPLETE + name, last.term):
            documents = (snapshot.bits(COMPLETE + name, term) & seen).bit_count()
            if documents:
                counts[term] = counts.get(term, 0) + documents
    best = sorted(counts, key=lambda term: (-counts[term], term))[:most]
    return [text[: last.start] + term for term in best]
