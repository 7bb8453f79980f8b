"""What an index holds about the models that share a table: one index for each root model (all Wagtail pages
in one).

A search field is kept twice, as exact words (with their places, for phrases and spelling) and as stems, each a list of
postings; a field to complete from and a filter field are kept as columns, document by document. Names come from the
`search_fields` of the models, so nothing that is not listed there can be asked for.
"""

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import Model
from modelsearch.backends.base import get_model_root
from modelsearch.index import AutocompleteField, FilterField, RelatedFields, SearchField, get_indexed_models
from whoosh.fields import COLUMN, ID, FieldType, Schema
from whoosh.formats import Existence, Format

SEPARATOR = "\x1f"

# The primary key, the model, and a print of all that is kept of an object.
KEY, MODEL, PRINT = "key", "model", "print"
EXACT, STEM, COMPLETE, FILTER = "exact_", "stem_", "complete_", "filter_"


class Places(Format):
    """Where a term stands in a document, as unsigned integers of four bytes."""


class ExactWords(FieldType):
    """The words of a text with their places; the document's length in words is kept."""

    def __init__(self) -> None:
        super().__init__(Places(), None, scorable=True)

    def index(self, value: Mapping[str, list[int]], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Each term with how often and where it stands."""
        for term, places in value.items():
            yield term.encode(), len(places), float(len(places)), array("I", places).tobytes()


class Stems(FieldType):
    """The stems of a text."""

    def __init__(self) -> None:
        super().__init__(Existence(), None)

    def index(self, value: Mapping[str, int], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Each stem with how often it stands there."""
        for term, count in value.items():
            yield term.encode(), count, float(count), b""


class Column(COLUMN):
    """Terms of a document that are read document by document."""

    def to_column_value(self, value: list[str]) -> bytes:
        """The terms as one value."""
        return SEPARATOR.join(value).encode()


@dataclass(frozen=True)
class Fields:
    """The names an index knows.

    With its boost for what is searched, with nothing for what is completed or filtered.
    """

    root: type[Model]
    models: tuple[type[Model], ...]
    searched: dict[str, float] = field(default_factory=dict)
    completed: tuple[str, ...] = ()
    filtered: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The name of the index: that of its root model."""
        return self.root._meta.label_lower

    def types(self) -> dict[str, FieldType]:
        """The fields of a Whoosh index, by name."""
        types: dict[str, FieldType] = {KEY: ID(unique=True, sortable=True), MODEL: Column(), PRINT: Column()}
        types |= {EXACT + name: ExactWords() for name in self.searched}
        types |= {STEM + name: Stems() for name in self.searched}
        types |= {COMPLETE + name: Column() for name in self.completed}
        types |= {FILTER + name: Column() for name in self.filtered}
        return types

    def schema(self) -> Schema:
        """A Whoosh schema of these fields."""
        return Schema(**self.types())

    def models_under(self, model: type[Model]) -> list[str]:
        """The labels under which objects of a model are indexed.

        Its own and those of the models that extend it.
        """
        return [other._meta.label_lower for other in self.models if issubclass(other, model)]


def walk(model: type[Model], search_fields: list[Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every search, autocomplete and filter field by name; of related objects, as `relation__name`."""
    for search_field in search_fields:
        if isinstance(search_field, RelatedFields):
            yield from walk(model, search_field.fields, f"{prefix}{search_field.field_name}__")
        else:
            yield prefix + search_field.field_name, search_field


def filter_name(model: type[Model], search_field: FilterField) -> str:
    """The name of a filter field: the one Django gives its column, so that `owner` and `owner_id` are one."""
    return search_field.get_attname(model)


@cache
def fields_of(root: Any) -> Fields:
    """The names that the index of a root model knows, gathered over all models that extend it."""
    models = tuple(model for model in get_indexed_models() if get_model_root(model) is root)
    searched: dict[str, float] = {}
    completed: set[str] = set()
    filtered: set[str] = set()
    for model in models:
        for name, search_field in walk(model, model.get_search_fields()):
            if isinstance(search_field, SearchField):
                searched[name] = max(searched.get(name, 0.0), float(search_field.boost or 1.0))
            elif isinstance(search_field, AutocompleteField):
                completed.add(name)
            elif isinstance(search_field, FilterField):
                filtered.add(name if "__" in name else filter_name(model, search_field))
    return Fields(root, models, searched, tuple(sorted(completed)), tuple(sorted(filtered)))


def fields_for(model: type[Model]) -> Fields:
    """The names that the index of a model knows."""
    return fields_of(get_model_root(model))
