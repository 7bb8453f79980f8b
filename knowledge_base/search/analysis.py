"""From text to terms: the words of a text where they stand, folded, and stemmed in the language of the text.

Folding comes first and always: "Rénovée", "renovee" and "RÉNOVÉE" are one word. Elisions (l', d', qu'…) are
dropped, ligatures opened, hyphenated words kept whole and in parts. Nothing is dropped from an index; only a
query leaves out the little words, and only when something else is left.

An engine reads texts and queries with one `Analyzer`. The option ANALYZER names another class than the one here: a
subclass that stems another language, leaves out other words or folds in another way, under a `version` of its own.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import ClassVar, NamedTuple

from django.conf import settings
from django.utils.module_loading import import_string
from whoosh.lang.snowball.english import EnglishStemmer
from whoosh.lang.snowball.french import FrenchStemmer
from whoosh.lang.snowball.german import GermanStemmer
from whoosh.lang.snowball.italian import ItalianStemmer

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
# "été" is not among them: it is a season. Nor are the verbs that lend themselves to a noun ("prendre une décision") in
# forms that are nouns too: "pouvoir", "devoir", "passe", "allée".
_LITTLE = """
le la les un une des de du au aux à a et ou où en dans par pour sur sous avec sans chez vers
ce cet cette ces ça son sa ses mon ma mes notre nos votre vos leur leurs
se qui que quoi dont ne pas plus ni si il elle ils elles on nous vous je tu y lui eux moi toi soi
comme mais donc car quel quelle quels quelles comment pourquoi quand combien
toujours tout tous toute toutes même mêmes autre autres très aussi bien ainsi entre après avant
plusieurs quelque quelques certain certaine certains certaines chaque
être est sont soit étant ont ai as avons avez avoir ayant peut peuvent veux veut veulent voudrais souhaite
faire fait font faites faisant aller va vais vont allons allez venir vient viennent vouloir doit doivent falloir faut
prendre prend prennent prenons prenez prenant mettre met mets mettent mettons mettez mettant
donner donne donnent donnons donnez donnant passer passent passons passez passant
trouver trouve trouvent trouvons trouvez cherche cherchons chercher
the of and to in on for with is are be by an at from or as it its this that these those how what which who
do does did have has had get make take give go our my your their some any
"""


class Word(NamedTuple):
    """A word of a text: its folded form, where it stands in the raw text, its place among the words."""

    term: str
    raw: str
    start: int
    end: int
    position: int
    glued: bool = False  # joined to the word before it by a hyphen, without a space


class Terms(NamedTuple):
    """What an index holds of a text: the places of each exact word, and how often each stem stands there."""

    places: dict[str, list[int]]
    stems: dict[str, int]


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing a query asks for.

    Its exact forms, its stems, and (for a hyphenated word) the parts it may be written in.
    """

    label: str
    forms: frozenset[str]
    stems: frozenset[str]
    parts: tuple["Concept", ...] = ()


class _Folding(dict[int, str]):
    """What each letter becomes; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        opened = unicodedata.normalize("NFKD", INVISIBLE.sub("", chr(code)).translate(LIGATURES))
        self[code] = "".join(letter for letter in opened if not unicodedata.combining(letter))
        return self[code]


FOLDED = _Folding()


def fold(text: str) -> str:
    """The text in small letters without accents: "Œuvre d'Été" gives "oeuvre d'ete"."""
    small = text.lower()
    return small if small.isascii() else small.translate(FOLDED)


class Analyzer:
    """How texts and queries become terms; `languages` are those a query is asked in, whatever its documents are in."""

    #: Raised when a text gives other terms than before: indexes of another version are rebuilt.
    version: ClassVar[str] = "3"
    #: From a word in small letters to its stem, by language.
    stemmers: ClassVar[Mapping[str, Callable[[str], str]]] = {
        "fr": FrenchStemmer().stem,
        "en": EnglishStemmer().stem,
        "de": GermanStemmer().stem,
        "it": ItalianStemmer().stem,
    }
    #: What a query leaves out, with its accents or without.
    little: ClassVar[frozenset[str]] = frozenset(_LITTLE.split()) | frozenset(map(fold, _LITTLE.split()))

    def __init__(self, languages: tuple[str, ...]) -> None:
        self.languages = languages

    def fold(self, raw: str) -> str:
        """A word in the form in which it is looked for."""
        return fold(raw)

    def stems(self, raw: str, language: str) -> tuple[str, ...]:
        """The stems of a word: of what is written, of what is left without accents, and of its singular.

        Where these differ all are kept: so rénovée meets rénovation and renovee, and élus meets élu.
        """
        plain = INVISIBLE.sub("", unicodedata.normalize("NFC", raw.lower()))
        stem = self.stemmers.get(language[:2])
        if stem is None or not plain.isalpha():
            return (self.fold(plain)[:LONGEST_TERM],)
        singular = plain[:-1] if len(plain) > 3 and plain[-1] in "sx" else plain
        forms = {plain, singular, self.fold(plain), self.fold(singular)}
        return tuple(sorted({self.fold(stem(form))[:LONGEST_TERM] for form in forms}))

    def forms(self, raw: str, language: str) -> tuple[str, tuple[str, ...]]:
        """The folded form of a word as it is written, and its stems."""
        return _forms(self, raw, language)

    def is_little(self, raw: str) -> bool:
        """Whether a query says nothing with this word."""
        return raw.lower() in self.little

    def words(self, text: str) -> Iterator[Word]:
        """The words of a text in order, elisions left out."""
        position, last_end = 0, -1
        for found in TOKEN.finditer(text):
            raw = found[2]
            term = self.fold(raw)[:LONGEST_TERM]
            if not term or (found[3] and term in ELIDED):
                continue
            start, end = found.span(2)
            yield Word(term, raw, start, end, position, bool(found[1]) and start == last_end + 1)
            position, last_end = position + 1, end

    def index_terms(self, text: str, language: str, into: Terms, place: int = 0) -> int:
        """Add the terms of a text that begins at a place; the place after it.

        A hyphenated word is there in its parts, and as one at the place of the first: co-working as coworking too.
        """
        run: list[str] = []
        begun = place
        for hyphen, raw, apostrophe in TOKEN.findall(text):
            term, roots = _forms(self, raw, language)
            if not term or (apostrophe and term in ELIDED):
                continue
            if not (hyphen and run):
                if len(run) > 1:
                    self._add_compound(run, language, into, begun)
                run, begun = [], place
            run.append(term)
            into.places.setdefault(term, []).append(place)
            for root in roots:
                into.stems[root] = into.stems.get(root, 0) + 1
            place += 1
        if len(run) > 1:
            self._add_compound(run, language, into, begun)
        return place

    def _add_compound(self, parts: list[str], language: str, into: Terms, place: int) -> None:
        joined = "".join(parts)[:LONGEST_TERM]
        into.places.setdefault(joined, []).append(place)
        for root in self.stems(joined, language):
            into.stems[root] = into.stems.get(root, 0) + 1

    def concept(self, term: str, raw: str, parts: tuple[Concept, ...] = ()) -> Concept:
        """What one word of a query asks for, in whatever language the documents are."""
        found = {stem for language in self.languages for stem in self.forms(raw, language)[1]}
        return Concept(term, frozenset({term}), frozenset(found), parts)

    def groups(self, text: str) -> list[list[Word]]:
        """The words of a text, those that hyphens join together."""
        groups: list[list[Word]] = []
        for word in self.words(text):
            if word.glued and groups:
                groups[-1].append(word)
            else:
                groups.append([word])
        return groups

    def concepts(self, text: str, limit: int = 32) -> list[Concept]:
        """What a query asks for, at most `limit` things; little words only when there is nothing else."""
        groups = self.groups(text)
        telling = [group for group in groups if len(group) > 1 or not self.is_little(group[0].raw)] or groups
        asked: dict[str, Concept] = {}
        for group in telling:
            parts = tuple(self.concept(word.term, word.raw) for word in group)
            if len(parts) > 1:
                joined = "".join(word.term for word in group)[:LONGEST_TERM]
                asked.setdefault(joined, self.concept(joined, "".join(word.raw for word in group), parts))
            else:
                asked.setdefault(parts[0].label, parts[0])
        return list(asked.values())[:limit]


@lru_cache(maxsize=50_000)
def _forms(analyzer: Analyzer, raw: str, language: str) -> tuple[str, tuple[str, ...]]:
    """The same words come back again and again: what they become is worked out once."""
    return analyzer.fold(raw)[:LONGEST_TERM], analyzer.stems(raw, language)


def analyzer_of(name: str = "", languages: tuple[str, ...] = ()) -> Analyzer:
    """The one analyzer of this class and these languages in this process; by default ours, and those of the site."""
    return _analyzer(name, languages or tuple(code[:2] for code, _ in settings.LANGUAGES))


@cache
def _analyzer(name: str, languages: tuple[str, ...]) -> Analyzer:
    return (import_string(name) if name else Analyzer)(languages)
