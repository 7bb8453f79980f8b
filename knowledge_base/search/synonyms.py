"""Words that stand for one another, from whoever knows: `settings.SEARCH_SYNONYMS` names a function.

It answers groups of words, each with two or more; a word of several parts ("maison de santé") is found by the others, and
finds nothing itself. Without the setting there are none.
"""

from collections.abc import Iterator
from functools import lru_cache

from django.conf import settings
from django.utils.module_loading import import_string

from knowledge_base.search.analysis import Analyzer, Concept

Groups = tuple[tuple[str, ...], ...]


class Synonyms:
    """Groups of words, ready to be looked up."""

    def __init__(self, groups: Groups, analyzer: Analyzer) -> None:
        self.entries = [[asked for word in group for asked in _asked(word, analyzer)] for group in groups]
        self.by_form: dict[str, list[int]] = {}
        for number, entries in enumerate(self.entries):
            for form in {_bare(entry.label) for entry in entries if entry.forms}:
                self.by_form.setdefault(form, []).append(number)

    def others(self, one: Concept) -> Iterator[Concept]:
        """What stands for the same thing."""
        form = _bare(one.label)
        for number in self.by_form.get(form, ()):
            yield from (entry for entry in self.entries[number] if _bare(entry.label) != form)


#: Where words are meant as they stand.
NO_SYNONYMS = Synonyms((), Analyzer(()))


def _bare(term: str) -> str:
    """A word without what makes it feminine or plural. A stem would say too much: "habitat" has that of "habitant"."""
    return term.rstrip("sx").rstrip("e")


def _asked(text: str, analyzer: Analyzer) -> Iterator[Concept]:
    if " " in text.strip():
        parts = tuple(analyzer.concepts(text))
        yield Concept(" ".join(part.label for part in parts), frozenset(), frozenset(), parts)
    else:
        yield from analyzer.concepts(text)


@lru_cache(maxsize=4)
def _of(groups: Groups, analyzer: Analyzer) -> Synonyms:
    return Synonyms(groups, analyzer)


def current(analyzer: Analyzer) -> Synonyms:
    """The synonyms as they are now."""
    provider = getattr(settings, "SEARCH_SYNONYMS", "")
    return _of(import_string(provider)() if provider else (), analyzer)
