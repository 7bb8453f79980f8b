"""Showing why a text was found: its best passage, with the words that were asked for marked.

Words are found in the raw text, where they stand; everything is escaped before a mark goes around it.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from knowledge_base.search import synonyms
from knowledge_base.search.analysis import Analyzer, Concept, Word, analyzer_of
from knowledge_base.search.synonyms import Synonyms


class Wanted(NamedTuple):
    """What a query asks for, worked out once for many texts: each exact form and each stem, with the thing it belongs to."""

    terms: dict[str, str]
    roots: dict[str, str]
    analyzer: Analyzer


#: A passage is looked for in this much of a text.
READ = 40_000


def highlight(text: str, query: str | Wanted, language: str = "fr") -> SafeString:
    """The whole text as safe HTML, what the query asks for in `<mark>`."""
    return marked(text, 0, len(text), hits(text, query, language))


def excerpt(text: str, query: str | Wanted, language: str = "fr", length: int = 240) -> SafeString:
    """The passage of the text that says most about the query, as safe HTML with marks, cut between words."""
    return best_excerpt([text], query, language, length)


def best_excerpt(
    texts: Iterable[str], query: str | Wanted, language: str = "fr", length: int = 240
) -> SafeString:
    """The excerpt of the first of these texts that says something of the query, or of the first one where none does."""
    read = [tidy for text in texts if (tidy := " ".join(text[:READ].split()))]
    for text in read:
        if found := hits(text, query, language):
            return _cut(text, found, length)
    return _cut(read[0], [], length) if read else mark_safe("")


def _cut(text: str, found: list["Hit"], length: int) -> SafeString:
    """The best passage of a text, with an ellipsis where it is cut."""
    start, end = passage(text, found, length)
    opening = "…" if start else ""
    closing = "…" if end < len(text) else ""
    return mark_safe(f"{opening}{marked(text, start, end, found)}{closing}")


def mentions(text: str, query: str | Wanted, language: str = "fr") -> int:
    """How many of the things asked for stand in the text."""
    return len({label for _, label in hits(text, query, language)})


Hit = tuple[Word, str]


def hits(text: str, query: str | Wanted, language: str) -> list[Hit]:
    """The words of a text that answer a query, each with the thing it answers."""
    terms, roots, analyzer = wanted(query) if isinstance(query, str) else query
    if not terms:
        return []
    found: list[Hit] = []
    for word in analyzer.words(text):
        label = terms.get(word.term) or next(
            (roots[stem] for stem in analyzer.forms(word.raw, language)[1] if stem in roots), None
        )
        if label:
            found.append((word, label))
    return found


def wanted(query: str, analyzer: Analyzer | None = None) -> Wanted:
    """The exact forms and the stems that a query asks for, each with the thing it belongs to; with our analyzer by default."""
    analyzer = analyzer or analyzer_of()
    return _wanted(query, analyzer, synonyms.current(analyzer))


@lru_cache(maxsize=256)
def _wanted(query: str, analyzer: Analyzer, known: Synonyms) -> Wanted:
    terms: dict[str, str] = {}
    roots: dict[str, str] = {}
    for thing in analyzer.concepts(query):
        for one in with_parts([thing, *known.others(thing)]):
            terms |= dict.fromkeys(one.forms, one.label)
            roots |= dict.fromkeys(one.stems, one.label)
    return Wanted(terms, roots, analyzer)


def with_parts(asked: Iterable[Concept]) -> Iterable[Concept]:
    """What is asked for, and the parts of hyphenated words."""
    for one in asked:
        yield one
        yield from one.parts


def passage(text: str, found: list[Hit], length: int) -> tuple[int, int]:
    """Where the best passage begins and ends: the one with most different things asked for, then the earliest."""
    if len(text) <= length:
        return 0, len(text)
    best, start = (0, 0), 0
    for number, (word, _) in enumerate(found):
        inside = [label for later, label in found[number : number + 40] if later.end <= word.start + length]
        rank = (len(set(inside)), len(inside))
        if rank > best:
            best, start = rank, word.start
    start = sentence_start(text, start, length // 3)
    end = len(text) if start + length >= len(text) else text.rfind(" ", start, start + length)
    return start, end if end > start else start + length


def sentence_start(text: str, position: int, reach: int) -> int:
    """The beginning of the sentence a position lies in, or of a word some way before it."""
    low = max(0, position - reach)
    if low == 0:
        return 0
    for sign in (". ", "! ", "? ", " "):
        found = text.find(sign, low, position) if sign == " " else text.rfind(sign, low, position)
        if found >= 0:
            return found + len(sign)
    return position


def marked(text: str, start: int, end: int, found: list[Hit]) -> SafeString:
    """A part of the text as safe HTML with its hits marked."""
    parts: list[str] = []
    done = start
    for word, _ in found:
        if word.start < start or word.end > end:
            continue
        parts += [escape(text[done : word.start]), "<mark>", escape(text[word.start : word.end]), "</mark>"]
        done = word.end
    return mark_safe("".join([*parts, escape(text[done:end])]))
