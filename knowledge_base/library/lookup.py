"""From typed words to results, on any engine.

Words, « phrases » and -words to leave out, and no other sign: typing errors are mended, the net widened when it is too fine.
"""

import re
from dataclasses import dataclass

from modelsearch.backends.base import BaseSearchResults
from wagtail.search.backends import get_search_backend
from wagtail.search.query import MATCH_ALL, And, Not, Or, Phrase, PlainText, SearchQuery

from knowledge_base.library.models import FindingQuerySet

LONGEST = 300
#: The orders other than by how close an answer is: the address says the name.
ORDERS = {"date": ("-published",), "tried": ("-tried", "-published")}
#: With fewer results than this that hold every word, those that hold some of them are shown after them.
ENOUGH = 10
EXCLUDED = re.compile(r"(?<!\S)[-−–](?:[«“\"]\s*([^«»“”\"]{2,}?)\s*[»”\"]|([^\W_][^\s«»“”\"]*))")
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
    #: How many results hold every word.
    complete: int = 0


def tidy(words: str) -> str:
    """Typed words fit to be looked for: on one line, without signs that no text holds, not endless."""
    return " ".join(words.replace("\x00", " ")[:LONGEST].split())


def query_of(words: str, operator: str) -> SearchQuery:
    """What the words ask for: each « phrase » as it stands, and the rest as words."""
    phrases = [Phrase(first or second) for first, second in QUOTED.findall(words)]
    rest = QUOTED.sub(" ", words).strip()
    if not phrases:
        return PlainText(words, operator=operator)
    if not re.search(r"\w", rest):
        return And(phrases)
    whole = And([*phrases, PlainText(rest, operator=operator)])
    return whole if operator == "and" else Or([whole, And(phrases)])


def look_up(
    findings: FindingQuerySet,
    words: str,
    among: FindingQuerySet | None = None,
    exact: bool = False,
    order: str = "",
) -> Lookup:
    """Find words among findings. `exact`: as they were typed, no word mended. `order`: one of ORDERS, not the closest first.

    `among`: those of the findings that are wanted. What is looked for does not depend on them: words are mended, and the
    net widened, by what all findings hold, so that a count beside a choice is the count behind it.
    """
    among = findings if among is None else among
    words = tidy(words)
    wanted, unwanted = parted(words)
    if not re.search(r"\w", wanted):
        query = without(unwanted)
        return Lookup(in_order(among, query, order or "date"), words if unwanted else "", query)
    asked = wanted if exact else mend(findings, wanted) or wanted
    corrected = differing(wanted, asked)
    said = " ".join([asked, *(f"-{word}" for word in unwanted)])
    narrow = without(unwanted, query_of(asked, "and"))
    wide = Or([narrow, without(unwanted, query_of(asked, "or"))])
    widened = is_widened(findings, narrow, wide, bool(order))
    query = wide if widened else narrow
    results = in_order(among, query, order)
    complete = among.search(narrow).count() if widened else results.count()
    return Lookup(results, said, query, corrected=corrected, widened=widened, complete=complete)


def in_order(findings: FindingQuerySet, query: SearchQuery, order: str) -> BaseSearchResults:
    """Those of the findings that answer, in one of ORDERS or the closest first."""
    if not order:
        return findings.search(query)
    return findings.order_by(*ORDERS[order]).search(query, order_by_relevance=False)


def is_widened(findings: FindingQuerySet, narrow: SearchQuery, wide: SearchQuery, ordered: bool) -> bool:
    """Whether those that hold some of the words are shown too: where few hold all, and others hold some.

    For the closest only: in any other order what holds one word of many would stand among the rest.
    """
    complete = findings.search(narrow).count()
    if complete >= ENOUGH or (ordered and complete):
        return False
    return findings.search(wide).count() > complete


def parted(words: str) -> tuple[str, list[str]]:
    """The words to find, and the words and “phrases” to leave out."""
    unwanted = [f"“{phrase}”" if phrase else word for phrase, word in EXCLUDED.findall(words)]
    return " ".join(EXCLUDED.sub(" ", words).split()), unwanted


def quoted_within(words: str) -> str:
    """The words as they stand inside other quotation marks: « phrases » in the second kind, “phrases”."""
    return QUOTED.sub(lambda found: f"“{found[1] or found[2]}”", words)


def every_word(words: str) -> SearchQuery:
    """What holds every word as it is written, in any form: nothing mended, the net not widened."""
    wanted, unwanted = parted(tidy(words))
    return without(unwanted, query_of(wanted, "and") if re.search(r"\w", wanted) else None)


def without(unwanted: list[str], query: SearchQuery | None = None) -> SearchQuery:
    """The query, or everything, less what holds one of these words."""
    if not unwanted:
        return query or MATCH_ALL
    left_out = Not(Or([query_of(one, "and") for one in unwanted]))
    return And([query, left_out]) if query else left_out


def mend(findings: FindingQuerySet, words: str) -> str | None:
    """The words with typing errors corrected to words of these findings, where the engine can do it."""
    suggest = getattr(get_search_backend(), "suggest", None)
    return suggest(words, findings) if suggest else None


def differing(typed: str, asked: str) -> tuple[str, ...]:
    """The typed words that are no longer asked for."""
    kept = set(asked.split())
    return tuple(word for word in typed.split() if word not in kept)
