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

#: Raised when what follows, or the shape of an index, changes: indexes of another version are rebuilt.
VERSION = 3

STEMMERS = {"fr": FrenchStemmer(), "en": EnglishStemmer(), "de": GermanStemmer(), "it": ItalianStemmer()}
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})
APOSTROPHES = "'’ʼ"
HYPHENS = "-‐‑"
LONGEST_TERM = 60

# A letter or digit, and what may follow one: the marks of decomposed text and the signs that break a word invisibly.
_LETTER, _FOLLOWS = "[^\\W_ʼ]", "\u0300-\u036f\u00ad\u200b-\u200d"
# A word, with the hyphen that glues it to the word before and the apostrophe after it; no 's of people's, no 't of don't.
TOKEN = re.compile(
    rf"(?:(?<={_LETTER}|[{_FOLLOWS}])([{HYPHENS}]))?"
    rf"(?!(?<=[{APOSTROPHES}])[sStT](?!{_LETTER}|[{_FOLLOWS}]))"
    rf"({_LETTER}(?:{_LETTER}|[{_FOLLOWS}])*)"
    rf"([{APOSTROPHES}])?"
)
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
    for found in TOKEN.finditer(text):
        raw = found[2]
        term = fold(raw)[:LONGEST_TERM]
        if not term or (found[3] and term in ELIDED):
            continue
        start, end = found.span(2)
        yield Word(term, raw, start, end, position, bool(found[1]) and start == last_end + 1)
        position, last_end = position + 1, end


class Terms(NamedTuple):
    """What an index holds of a text: the places of each exact word, and how often each stem stands there."""

    places: dict[str, list[int]]
    stems: dict[str, int]


def index_terms(text: str, language: str, into: Terms, place: int = 0) -> int:
    """Add the terms of a text that begins at a place; the place after it.

    A hyphenated word is there in its parts, and as one at the place of the first: co-working as coworking too.
    """
    run: list[str] = []
    begun = place
    for hyphen, raw, apostrophe in TOKEN.findall(text):
        term, roots = forms(raw, language)
        if not term or (apostrophe and term in ELIDED):
            continue
        if not (hyphen and run):
            if len(run) > 1:
                _add_compound(run, language, into, begun)
            run, begun = [], place
        run.append(term)
        into.places.setdefault(term, []).append(place)
        for root in roots:
            into.stems[root] = into.stems.get(root, 0) + 1
        place += 1
    if len(run) > 1:
        _add_compound(run, language, into, begun)
    return place


def _add_compound(parts: list[str], language: str, into: Terms, place: int) -> None:
    joined = "".join(parts)[:LONGEST_TERM]
    into.places.setdefault(joined, []).append(place)
    for root in stems(joined, language):
        into.stems[root] = into.stems.get(root, 0) + 1


@lru_cache(maxsize=50_000)
def forms(raw: str, language: str) -> tuple[str, tuple[str, ...]]:
    """The folded form of a word as it is written, and its stems."""
    return fold(raw)[:LONGEST_TERM], stems(raw, language)


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
