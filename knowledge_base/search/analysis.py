"""From text to terms: the words of a text where they stand, folded, and stemmed in the language of the text.

Folding comes first and always: "Rénovée", "renovee" and "RÉNOVÉE" are one word. Elisions (l', d', qu'…) are
dropped, ligatures opened, hyphenated words kept whole and in parts. Nothing is dropped from an index; only a
query leaves out the little words, and only when something else is left.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from whoosh.lang.snowball.english import EnglishStemmer
from whoosh.lang.snowball.french import FrenchStemmer
from whoosh.lang.snowball.german import GermanStemmer
from whoosh.lang.snowball.italian import ItalianStemmer

#: Raised when what follows changes the terms of a text: indexes of another version are rebuilt.
VERSION = 1

STEMMERS = {"fr": FrenchStemmer(), "en": EnglishStemmer(), "de": GermanStemmer(), "it": ItalianStemmer()}
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})
APOSTROPHES = "'’ʼ"
HYPHENS = "-‐‑"
LONGEST_TERM = 60

# Letters and digits, with the marks that follow a letter in decomposed text and the signs that break a word
# invisibly.
WORD = re.compile("[^\\W_ʼ](?:[^\\W_ʼ]|[\u0300-\u036f\u00ad\u200b-\u200d])*")
INVISIBLE = re.compile("[\u00ad\u200b-\u200d]")
ELIDED = frozenset(
    ["l", "d", "j", "n", "s", "c", "m", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu"]
)
# "été" is not among them: it is a season.
_LITTLE = """
le la les un une des de du au aux à a et ou où en dans par pour sur sous avec sans chez vers
ce cet cette ces ça son sa ses mon ma mes notre nos votre vos leur leurs
se qui que quoi dont ne pas plus ni si est sont soit ont il elle ils elles on nous vous je tu y lui eux
comme mais donc car quel quelle quels quelles comment ai as avons avez avoir être peut peuvent veux veut voudrais
souhaite faire fait cherche chercher toujours tout tous toute toutes même mêmes autre autres très aussi bien ainsi
entre après avant
the of and to in on for with is are be by an at from or as it its this that these those how what which who
"""
LITTLE = frozenset(_LITTLE.split())


class _Folding(dict[int, str]):
    """What each letter becomes; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        opened = unicodedata.normalize("NFKD", INVISIBLE.sub("", chr(code)).translate(LIGATURES))
        self[code] = "".join(letter for letter in opened if not unicodedata.combining(letter))
        return self[code]


FOLDED = _Folding()


class Word(NamedTuple):
    """A word of a text: its folded form, where it stands in the raw text, its place among the words."""

    term: str
    raw: str
    start: int
    end: int
    position: int
    glued: bool = False  # joined to the word before it by a hyphen, without a space


def fold(text: str) -> str:
    """The text in small letters without accents: "Œuvre d'Été" gives "oeuvre d'ete"."""
    small = text.lower()
    return small if small.isascii() else small.translate(FOLDED)


def words(text: str) -> Iterator[Word]:
    """The words of a text in order, elisions left out."""
    position, last_end = 0, -1
    for found in WORD.finditer(text):
        start, end = found.span()
        raw = found.group()
        term = fold(raw)[:LONGEST_TERM]
        if not term:
            continue
        if text[end : end + 1] in APOSTROPHES and end < len(text) and term in ELIDED:
            continue
        if start and term in ("s", "t") and text[start - 1] in APOSTROPHES:  # people's, don't
            continue
        glued = start == last_end + 1 and text[last_end] in HYPHENS
        yield Word(term, raw, start, end, position, glued)
        position, last_end = position + 1, end


def compounds(text_words: list[Word]) -> Iterator[tuple[int, str]]:
    """The hyphenated words written as one, each with the position it begins at.

    Co-working gives "coworking".
    """
    start = 0
    for number in range(1, len(text_words) + 1):
        if number < len(text_words) and text_words[number].glued:
            continue
        if number - start > 1:
            yield (
                text_words[start].position,
                "".join(word.term for word in text_words[start:number])[:LONGEST_TERM],
            )
        start = number


@lru_cache(maxsize=50_000)
def stems(raw: str, language: str) -> tuple[str, ...]:
    """The stems of a word: of what is written, of what is left without accents, and of its singular.

    Where these differ all are kept: so rénovée meets rénovation and renovee, and élus meets élu.
    """
    plain = INVISIBLE.sub("", unicodedata.normalize("NFC", raw.lower()))
    stemmer = STEMMERS.get(language[:2])
    if stemmer is None or not plain.isalpha():
        return (fold(plain)[:LONGEST_TERM],)
    singular = plain[:-1] if len(plain) > 3 and plain[-1] in "sx" else plain
    forms = {plain, singular, fold(plain), fold(singular)}
    return tuple(sorted({fold(stemmer.stem(form))[:LONGEST_TERM] for form in forms}))


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing a query asks for.

    Its exact forms, its stems, and (for a hyphenated word) the parts it may be written in.
    """

    label: str
    forms: frozenset[str]
    stems: frozenset[str]
    parts: tuple["Concept", ...] = ()


def concept(word: Word, languages: tuple[str, ...]) -> Concept:
    """What one word of a query asks for, in whatever language the documents are."""
    found = {stem for language in languages for stem in stems(word.raw, language)}
    return Concept(word.term, frozenset({word.term}), frozenset(found))


def concepts(text: str, languages: tuple[str, ...], limit: int = 32) -> list[Concept]:
    """What a query asks for, at most `limit` things; little words only when there is nothing else."""
    group: list[Word] = []
    groups: list[list[Word]] = []
    for word in words(text):
        if word.glued and group:
            group.append(word)
        else:
            group = [word]
            groups.append(group)
    telling = [group for group in groups if len(group) > 1 or group[0].raw.lower() not in LITTLE] or groups
    asked: dict[str, Concept] = {}
    for group in telling:
        parts = tuple(concept(word, languages) for word in group)
        if len(parts) > 1:
            joined = "".join(word.term for word in group)[:LONGEST_TERM]
            raw = "".join(word.raw for word in group)
            joined_stems = {stem for language in languages for stem in stems(raw, language)}
            asked.setdefault(joined, Concept(joined, frozenset({joined}), frozenset(joined_stems), parts))
        else:
            asked.setdefault(parts[0].label, parts[0])
    return list(asked.values())[:limit]
