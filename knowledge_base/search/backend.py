"""The search engine of this project: a modelsearch backend that keeps its index in files, with Whoosh.

    MODELSEARCH_BACKENDS = {
        "default": {"BACKEND": "knowledge_base.search.backend", "PATH": …, "AUTO_UPDATE": False}
    }

The folder stands alone: copied into another site, with numpy, tqdm and whoosh-reloaded, it asks for these settings and
for `knowledge_base.search` in INSTALLED_APPS. AUTO_UPDATE is False because the app itself hears of every change,
also of those that modelsearch does not tell a backend; with it each change would be noted twice.

Options: PATH (a folder, required), ANALYZER (the dotted name of the class that turns texts into terms; `analysis.Analyzer` by
default), LANGUAGES (those whose stems a query is asked with; the site's by default), SECONDS (of processor time after which a
search is answered with the words looked for so far), SYNC (False where the index need not survive a power cut: a commit
does not wait for the disk then), INLINE (whether what changes is indexed right after its commit, by the process that changed
it; True by default, or the dotted name of a function that answers; where it is not, `outbox.drain_all` is called from
elsewhere). What it can do beyond
modelsearch's own interface (`suggest`, `complete`, `similar`) is optional for its callers.
"""

from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, OrderBy, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string
from modelsearch.backends.base import (
    BaseSearchBackend,
    BaseSearchQueryCompiler,
    BaseSearchResults,
    FilterFieldError,
)
from modelsearch.query import MATCH_ALL, PlainText
from numpy.typing import NDArray

from knowledge_base.search import outbox, spelling
from knowledge_base.search.analysis import Analyzer, analyzer_of
from knowledge_base.search.filters import Conditions, from_database
from knowledge_base.search.indexes import WhooshIndex, WhooshRebuilder
from knowledge_base.search.matching import Completer, Matcher, Matches
from knowledge_base.search.models import PendingChange
from knowledge_base.search.schema import FILTER, MODEL, Fields, fields_for
from knowledge_base.search.snapshot import Documents, Scores, Snapshot, reader_of
from knowledge_base.search.store import UNSYNCED, Store
from knowledge_base.search.synonyms import NO_SYNONYMS
from knowledge_base.search.values import encode

#: A snapshot, the set of documents found in it, and how well each answers.
Found = tuple[Snapshot, Documents, Scores]
#: How much processor time a search may take.
SECONDS = 0.4


class WhooshQueryCompiler(BaseSearchQueryCompiler):
    """What is asked: words, in fields, of the objects of a queryset."""

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True

    def boosts(self, fields: Fields) -> dict[str, float]:
        """The names to look in, with what each counts."""
        return {
            name: boost
            for name, boost in fields.searched.items()
            if self.fields is None or name in self.fields
        }

    def answers(self, snapshot: Snapshot, fields: Fields, analyzer: Analyzer, seconds: float) -> Matches:
        """The documents that answer the words and that the queryset admits."""
        matches = self.matches(snapshot, fields, analyzer, seconds)
        return Matches(self.admitted(snapshot, fields, matches.documents), matches.scores)

    def matches(self, snapshot: Snapshot, fields: Fields, analyzer: Analyzer, seconds: float) -> Matches:
        """The documents that answer the words, whoever asks; worked out once for each state of the index.

        What only answers in part, for want of time, is not kept.
        """
        boosts = self.boosts(fields)
        matcher = Matcher(snapshot, boosts, analyzer, seconds)
        asked = (repr(self.query), tuple(boosts), analyzer, matcher.synonyms)
        found = snapshot.kept.of(asked, lambda: matcher.matches(self.query))
        if matcher.time.exceeded:
            snapshot.kept.pop(asked, None)
        return found

    def admitted(self, snapshot: Snapshot, fields: Fields, among: Documents) -> Documents:
        """The documents of the set `among` that the queryset admits, as the database stands now.

        A document that changed since it was indexed is asked of the database, so what was withdrawn is gone
        at once, from counts too, whether or not the index has been told.
        """
        among = among & self.of_model(snapshot, fields)
        if not among.any():
            return among
        stale = snapshot.with_keys(outbox.pending(fields.label))
        conditions = Conditions(snapshot, fields, self.queryset, self._get_filter_field_path_for_column)
        found = conditions.documents(among & ~stale)
        doubtful = among & stale
        if doubtful.any():
            found = found | (doubtful & from_database(snapshot, self.queryset, doubtful))
        return found

    def of_model(self, snapshot: Snapshot, fields: Fields) -> Documents:
        """The documents of the queryset's model and of those that extend it."""
        column = snapshot.column(MODEL)
        labels = {encode(label) for label in fields.models_under(self.queryset.model)}
        return column.where(np.array([term in labels for term in column.terms], bool)) & snapshot.live


class WhooshAutocompleteQueryCompiler(WhooshQueryCompiler):
    """What is asked, half typed."""

    def boosts(self, fields: Fields) -> dict[str, float]:
        """The names to complete from."""
        return {name: 1.0 for name in fields.completed if self.fields is None or name in self.fields}

    def answers(self, snapshot: Snapshot, fields: Fields, analyzer: Analyzer, seconds: float) -> Matches:
        """The documents that the queryset admits and that answer the words.

        What is taken for a typing error depends on what may be seen: words of other documents are as good as not there.
        """
        seen = self.admitted(snapshot, fields, snapshot.live)
        matches = Completer(snapshot, self.boosts(fields), analyzer, seconds, seen=seen).matches(self.query)
        return Matches(matches.documents & seen, matches.scores)


class WhooshResults(BaseSearchResults):
    """The answer: objects in order, how many, and how many of each kind. Asks the index when first needed."""

    supports_facet = True
    _found_before: Found | None = None

    def _clone(self) -> "WhooshResults":
        other = super()._clone()
        other._found_before = self._found_before
        return other

    def _found(self) -> Found:
        """The snapshot and, in it, the set of documents found with their scores; looked for once."""
        if self._found_before is None:
            fields = fields_for(self.model)
            snapshot = self.backend.snapshot(fields)
            answers = self.query_compiler.answers(
                snapshot, fields, self.backend.analyzer, self.backend.seconds
            )
            self._found_before = snapshot, answers.documents, answers.scores
        return self._found_before

    def _do_count(self) -> int:
        found = int(np.count_nonzero(self._found()[1]))
        stop = found if self.stop is None else min(self.stop, found)
        return max(0, stop - self.start)

    def _do_search(self) -> list[Model]:
        if self.stop is not None and self.stop <= self.start:
            return []
        snapshot, found, scores = self._found()
        if not found.any():
            return []
        numbers = self._in_order(snapshot, found, scores)
        to_python = self.model._meta.pk.to_python
        asked = [(to_python(snapshot.keys[number]), float(scores[number])) for number in numbers]
        held = self._objects([pk for pk, _ in asked])
        objects = []
        for pk, score in asked:
            if pk in held:
                if self._score_field:
                    setattr(held[pk], self._score_field, score)
                objects.append(held[pk])
        return objects

    def _objects(self, pks: list[Any]) -> dict[Any, Model]:
        """The objects by primary key, read through the queryset once more.

        What it no longer admits is not shown.
        """
        queryset = self.query_compiler.queryset
        if queryset.query.is_sliced or queryset.query.combinator:
            return {obj.pk: obj for obj in queryset if obj.pk in set(pks)}
        return {obj.pk: obj for obj in queryset.order_by().filter(pk__in=pks)}

    def _in_order(self, snapshot: Snapshot, found: Documents, scores: Scores) -> list[int]:
        """The numbers of the documents between start and stop.

        The best first, or in the order of the queryset.
        """
        compiler = self.query_compiler
        order = [] if compiler.order_by_relevance else list(compiler.queryset.query.order_by)
        if any(isinstance(part, OrderBy) or not isinstance(part, str) for part in order):
            return self._in_database_order(snapshot, found)
        numbers = np.flatnonzero(found)
        if compiler.order_by_relevance:
            return best_first(numbers, scores[numbers], self.stop)[self.start :].tolist()
        keys: list[NDArray[Any]] = [-by_key(snapshot, self.model)]
        for part in order:
            name = compiler._get_filterable_field(part.lstrip("-")).get_attname(self.model)
            ranks = snapshot.column(FILTER + name).ranks
            keys.append(-ranks if part.startswith("-") else ranks)
        ordered = numbers[np.lexsort([keys[0][numbers], *(key[numbers] for key in reversed(keys[1:]))])]
        return ordered[self.start : self.stop].tolist()

    def _in_database_order(self, snapshot: Snapshot, found: Documents) -> list[int]:
        """The numbers of the documents in an order that only the database can tell."""
        numbers = snapshot.numbers
        ordered = (numbers.get(str(pk)) for pk in self.query_compiler.queryset.values_list("pk", flat=True))
        return [number for number in ordered if number is not None and found[number]][self.start : self.stop]

    def facet(self, field_name: str) -> "OrderedDict[Any, int]":
        """How many of the found objects have each value of a filter field, the commonest first.

        None: have none.
        """
        search_field = self.query_compiler._get_filterable_field(field_name)
        if search_field is None:
            raise FilterFieldError(
                f'Cannot facet search results with field "{field_name}". Please add '
                f"index.FilterField('{field_name}') to {self.model.__name__}.search_fields.",
                field_name=field_name,
            )
        snapshot, found, _ = self._found()
        column = snapshot.column(FILTER + search_field.get_attname(self.model))
        held = column.counts(found)
        counts = [(column.values[place], int(held[place])) for place in np.flatnonzero(held)]
        if without := int(np.count_nonzero(found & ~column.given)):
            counts.append((None, without))
        return OrderedDict(sorted(counts, key=lambda held: -held[1]))


def best_first(numbers: NDArray[np.int64], scores: Scores, most: int | None) -> NDArray[np.int64]:
    """The numbers with the highest scores, at most so many; equal scores by place in the index, on every page alike."""
    if most is not None and most < numbers.size:
        least = np.partition(scores, numbers.size - most)[numbers.size - most]
        numbers, scores = numbers[scores >= least], scores[scores >= least]
    return numbers[np.argsort(-scores, kind="stable")][:most]


def by_key(snapshot: Snapshot, model: type[Model]) -> NDArray[np.int64]:
    """The place of each document when the lowest primary key comes first."""
    return snapshot.kept.of(("by key", model), lambda: _places_by_key(snapshot, model._meta.pk.to_python))


def _places_by_key(snapshot: Snapshot, to_python: Callable[[str], Any]) -> NDArray[np.int64]:
    live = np.flatnonzero(snapshot.live).tolist()
    live.sort(key=lambda number: to_python(snapshot.keys[number]))
    places = np.zeros(snapshot.size, np.int64)
    places[live] = np.arange(len(live))
    return places


class WhooshSearchBackend(BaseSearchBackend):
    """The entry to it all."""

    query_compiler_class = WhooshQueryCompiler
    autocomplete_query_compiler_class = WhooshAutocompleteQueryCompiler
    index_class = WhooshIndex
    results_class = WhooshResults
    rebuilder_class = WhooshRebuilder
    catch_indexing_errors = False

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        if not params.get("PATH"):
            raise ImproperlyConfigured("The search backend needs PATH: the folder in which its index lies.")
        self.path = str(params["PATH"])
        if not params.get("SYNC", True):
            UNSYNCED.add(Path(self.path))
        self.inline = params.get("INLINE", True)
        self.seconds = float(params.get("SECONDS", SECONDS))
        self.analyzer = analyzer_of(params.get("ANALYZER", ""), tuple(params.get("LANGUAGES", ())))

    def get_index_for_model(self, model: type[Model]) -> WhooshIndex:
        """The index of the model at the root of this one."""
        return self.index_class(self, fields_for(model))

    def drains_inline(self) -> bool:
        """Whether this process indexes what it changed, now."""
        return import_string(self.inline)() if isinstance(self.inline, str) else bool(self.inline)

    def store(self, fields: Fields) -> Store:
        """Where an index lies."""
        return Store(self.path, fields, self.analyzer)

    def snapshot(self, fields: Fields) -> Snapshot:
        """An index as it is now."""
        return reader_of(self.store(fields)).current()

    def knows_until(self, model: type[Model]) -> datetime:
        """The moment up to which what was saved of a model is in its index: long ago where the index was lost."""
        store = self.store(fields_for(model))
        if store.lost():
            return datetime.min.replace(tzinfo=UTC)
        # What was tried and put off may stay so for long: it holds up nothing else.
        waiting = PendingChange.objects.filter(root=store.fields.label, attempts=0)
        oldest = waiting.order_by("created").first()
        return oldest.created if oldest else timezone.now()

    def suggest(self, text: str, queryset: QuerySet[Any]) -> str | None:
        """The text with its unknown words corrected to words in objects of the queryset.

        None when all is well.
        """
        return self._over(
            queryset,
            WhooshQueryCompiler,
            lambda *asked: spelling.corrected(
                asked[0], asked[1], text, asked[2], self.analyzer, self.seconds
            ),
        )

    def similar(self, text: str, queryset: QuerySet[Any], most: int) -> list[tuple[Model, float]]:
        """The objects of the queryset that are closest to a text, with how close they are; the closest first.

        What changed since it was indexed is as close as it was before; what the queryset does not admit now is left out.
        """
        compiler = WhooshQueryCompiler(queryset, PlainText(text, operator="or"))
        compiler.check()
        fields = fields_for(queryset.model)
        snapshot = self.snapshot(fields)
        matcher = Matcher(snapshot, compiler.boosts(fields), self.analyzer, self.seconds, NO_SYNONYMS)
        matches = matcher.matches(compiler.query)
        found = np.flatnonzero(matches.documents & compiler.of_model(snapshot, fields))
        best = best_first(found, matches.scores[found], 4 * most).tolist()
        to_python = queryset.model._meta.pk.to_python
        held = queryset.in_bulk([to_python(snapshot.keys[number]) for number in best])
        close = (
            (held.get(to_python(snapshot.keys[number])), float(matches.scores[number])) for number in best
        )
        return [(obj, score) for obj, score in close if obj is not None][:most]

    def complete(self, text: str, queryset: QuerySet[Any], most: int = 8) -> list[str]:
        """Ways to finish the last word of the text, from objects of the queryset."""
        compiler = WhooshAutocompleteQueryCompiler
        return self._over(
            queryset,
            compiler,
            lambda *asked: spelling.completed(asked[0], asked[1], text, asked[2], self.analyzer, most),
        )

    def _over(
        self,
        queryset: QuerySet[Any],
        compiler_class: type[WhooshQueryCompiler],
        ask: Callable[[Snapshot, list[str], Documents], Any],
    ) -> Any:
        compiler = compiler_class(queryset, MATCH_ALL)
        compiler.check()
        fields = fields_for(queryset.model)
        snapshot = self.snapshot(fields)
        return ask(
            snapshot, list(compiler.boosts(fields)), compiler.admitted(snapshot, fields, snapshot.live)
        )


SearchBackend = WhooshSearchBackend
