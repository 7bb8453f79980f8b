"""From an object to its document in the index."""

from collections import defaultdict
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.db.models import Manager, Model
from modelsearch.index import AutocompleteField, FilterField, RelatedFields, SearchField

from knowledge_base.search import schema
from knowledge_base.search.analysis import Analyzer, Terms
from knowledge_base.search.values import encode, flat

#: Where an object may say its language, the first that answers: a method or attribute of its own, or Wagtail's locale.
LANGUAGE_NAMES = ("search_language", "content_language", "language", "locale")


def language_of(obj: Model) -> str:
    """The language an object says it is written in, else the site's: "fr", "en"…"""
    for name in LANGUAGE_NAMES:
        said = getattr(obj, name, None)
        said = said() if callable(said) else said
        said = getattr(said, "language_code", said)
        if isinstance(said, str) and said:
            return said[:2].lower()
    return settings.LANGUAGE_CODE[:2]


def as_text(value: Any) -> str:
    """A field's value as one text; the parts of a list each on a line, so that no phrase crosses them."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list | tuple | set | frozenset):
        return str(value)
    return "\n\n".join(as_text(part) for part in value)


def values(obj: Model, search_fields: list[Any], prefix: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Each search, autocomplete and filter field of an object, by name, with one value of it."""
    for search_field in search_fields:
        if isinstance(search_field, RelatedFields):
            related = search_field.get_value(obj)
            if related is None:
                continue
            for other in related.all() if isinstance(related, Manager) else [related]:
                yield from values(other, search_field.fields, f"{prefix}{search_field.field_name}__")
        elif isinstance(search_field, FilterField) and not prefix:
            yield schema.filter_name(type(obj), search_field), search_field, search_field.get_value(obj)
        else:
            yield prefix + search_field.field_name, search_field, search_field.get_value(obj)


def document(obj: Any, analyzer: Analyzer) -> dict[str, Any]:
    """What the index keeps of an object, by field of the index."""
    searched: defaultdict[str, list[str]] = defaultdict(list)
    completed: defaultdict[str, set[str]] = defaultdict(set)
    filtered: defaultdict[str, set[str]] = defaultdict(set)
    language = language_of(obj)
    for name, search_field, value in values(obj, type(obj).get_search_fields()):
        if isinstance(search_field, SearchField):
            searched[name].extend(part for part in as_text(value).split("\n\n") if part.strip())
        elif isinstance(search_field, AutocompleteField):
            terms = Terms({}, {})
            analyzer.index_terms(as_text(value), language, terms)
            completed[name].update(terms.places)
        else:
            filtered[name].update(encode(one) for one in flat(value))
    kept: dict[str, Any] = {schema.KEY: str(obj.pk), schema.MODEL: [encode(type(obj)._meta.label_lower)]}
    for name, texts in searched.items():
        terms, place = Terms({}, {}), 0
        for text in texts:
            # An empty place between them: no phrase runs from one value into the next.
            place = analyzer.index_terms(text, language, terms, place) + 1
        kept[schema.EXACT + name], kept[schema.STEM + name] = terms
    for name, terms_of in completed.items():
        kept[schema.COMPLETE + name] = sorted(terms_of)
    for name, terms_of in filtered.items():
        kept[schema.FILTER + name] = sorted(terms_of)
    kept = {name: terms for name, terms in kept.items() if terms}
    return kept | {schema.PRINT: [blake2b(repr(kept).encode(), digest_size=8).hexdigest()]}
