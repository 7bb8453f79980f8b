"""What an address asks of the library: words, choices, an order. One reading for the page, its feed, its files and its mails."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import ngettext_lazy
from modelsearch.backends.base import BaseSearchResults

from knowledge_base.library.facets import Chosen, Facet, facets_of
from knowledge_base.library.lookup import ORDERS, Lookup, every_word, in_order, look_up, parted, tidy
from knowledge_base.library.models import Finding, FindingQuerySet

COUNTED: dict[str, Promise] = {
    "": ngettext_lazy("%(count)d result", "%(count)d results", "count"),
    Finding.Kind.PRACTICE: ngettext_lazy("%(count)d practice", "%(count)d practices", "count"),
    Finding.Kind.LESSON: ngettext_lazy("%(count)d lesson", "%(count)d lessons", "count"),
    Finding.Kind.NOTE: ngettext_lazy("%(count)d note", "%(count)d notes", "count"),
    Finding.Kind.ENTRY: ngettext_lazy("%(count)d journal entry", "%(count)d journal entries", "count"),
}


@dataclass(frozen=True)
class Asked:
    """A search among some findings, as its address says it."""

    query: QueryDict
    findings: FindingQuerySet

    @cached_property
    def chosen(self) -> Chosen:
        """The choices."""
        return Chosen.of(self.query, self.findings)

    @property
    def typed(self) -> str:
        """The words as they were typed."""
        return tidy(self.query.get("q", ""))

    @property
    def exact(self) -> bool:
        """Whether the words are meant as they are typed."""
        return "exact" in self.query

    @property
    def asked_order(self) -> str:
        """The order that is asked for: one of ORDERS, or the closest first."""
        order = self.query.get("sort", "")
        return order if order in ORDERS else ""

    @property
    def order(self) -> str:
        """The order of the results: the latest first where no words say what is close."""
        return self.asked_order or ("" if self.has_words else "date")

    @property
    def has_words(self) -> bool:
        """Whether words say what is close, more than what to leave out."""
        return bool(re.search(r"\w", parted(self.typed)[0]))

    @cached_property
    def lookup(self) -> Lookup:
        """What answers, in its order."""
        return self.looked_up(self.asked_order)

    def looked_up(self, order: str) -> Lookup:
        """What answers, in one of ORDERS or the closest first."""
        return look_up(
            self.findings,
            self.typed,
            among=self.chosen.apply(self.findings).with_origin(),
            exact=self.exact,
            order=order,
        )

    def appeared(self, since: datetime, until: datetime) -> BaseSearchResults | list[Finding]:
        """What answers every word and choice and became readable between two moments, the latest first.

        Nothing where a choice is no longer known: what is left would answer another question.
        """
        if self.chosen.unknown:
            return []
        new = self.chosen.apply(self.findings).filter(appeared__gt=since, appeared__lte=until)
        return in_order(new.with_origin(), every_word(self.typed), "date")

    @cached_property
    def facets(self) -> list[Facet]:
        """The choices that could be made, with what each would leave."""
        return facets_of(self.findings, self.chosen, self.lookup, self.understood)

    def counted(self, count: int) -> str:
        """So many results, called by their kind where there is one."""
        kinds = list(self.chosen.values.get("kind", {}))
        return COUNTED[kinds[0] if len(kinds) == 1 else ""] % {"count": count}

    @cached_property
    def understood(self) -> QueryDict:
        """What the address says and somebody knows, without the page: what the links of the page carry on."""
        said = {
            "q": self.typed,
            "exact": "1" if self.exact else "",
            "sort": self.asked_order,
            "view": "map" if self.query.get("view") == "map" else "",
        }
        understood = QueryDict(mutable=True)
        understood.update({name: value for name, value in said.items() if value})
        for name, values in self.chosen.values.items():
            understood.setlist(name, sorted(values))
        return understood

    def address(self, **changes: str | None) -> str:
        """The query string of this search, back on its first page, with changes; an empty one goes."""
        query = self.understood.copy()
        for name, value in changes.items():
            if value:
                query[name] = value
            else:
                query.pop(name, None)
        return f"?{query.urlencode()}"

    @cached_property
    def search_only(self) -> str:
        """What of the address is a search, in one order and with its words mended, to be kept: `q=haie&theme=habitat`."""
        return self.address(q=self.lookup.words, view=None)[1:]
