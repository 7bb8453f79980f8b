"""From typed words to results, on any engine: phrases kept, typing errors mended, the net widened when it is too fine."""

import re
from dataclasses import dataclass

from modelsearch.backends.base import BaseSearchResults
from wagtail.search.backends import get_search_backend
from wagtail.search.query import MATCH_ALL, And, Or, Phrase, PlainText, SearchQuery

from knowledge_base.library.models import FindingQuerySet

LONGEST = 300
#: With fewer results than this that hold every word, those that hold some of them are shown after them.
ENOUGH = 10
QUOTED = re.compile(r"«\s*([^«»]{2,}?)\s*»|[“\"]([^“”\"]{2,}?)[”\"]")


@dataclass(frozen=True)
class Lookup:
    """What was found, and how: `words` are those that were really looked for."""

    results: BaseSearchResults
    words: str
    query: SearchQuery
    #: The typed words that were taken for typing errors.
    corrected: tuple[str, ...] = ()
    widened: bool = False


def tidy(words: str) -> str:
    """Typed words fit to be looked for: on one line, without signs that no text holds, not endless."""
    return " ".join(words.replace("\x00", " ")[:LONGEST].split())


def query_of(words: str, operator: str) -> SearchQuery:
    """What the words ask for: each « phrase » as it stands, and the rest as words."""
    phrases = [Phrase(first or second) for first, second in QUOTED.findall(words)]
    rest = QUOTED.sub(" ", words).strip()
    if not phrases:
        return PlainText(words, operator=operator)
    return And([*phrases, PlainText(rest, operator=operator)]) if re.search(r"\w", rest) else And(phrases)


def look_up(findings: FindingQuerySet, words: str, exact: bool = False) -> Lookup:
    """Find words among findings. `exact`: as they were typed, no word mended."""
    words = tidy(words)
    if not re.search(r"\w", words):
        return Lookup(findings.search(MATCH_ALL, order_by="-published"), "", MATCH_ALL)
    asked = words if exact else mend(findings, words) or words
    corrected = differing(words, asked)
    narrow = query_of(asked, "and")
    results = findings.search(narrow)
    if results.count() >= ENOUGH:
        return Lookup(results, asked, narrow, corrected=corrected)
    wide = Or([narrow, query_of(asked, "or")])
    more = findings.search(wide)
    if more.count() == results.count():
        return Lookup(results, asked, narrow, corrected=corrected)
    return Lookup(more, asked, wide, corrected=corrected, widened=True)


def mend(findings: FindingQuerySet, words: str) -> str | None:
    """The words with typing errors corrected to words of these findings, where the engine can do it."""
    suggest = getattr(get_search_backend(), "suggest", None)
    return suggest(words, findings) if suggest else None


def differing(typed: str, asked: str) -> tuple[str, ...]:
    """The typed words that are no longer asked for."""
    kept = set(asked.split())
    return tuple(word for word in typed.split() if word not in kept)
