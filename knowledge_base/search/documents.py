"""From an object to its document in the index."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Manager, Model
from modelsearch.index import AutocompleteField, FilterField, RelatedFields, SearchField

from knowledge_base.search import schema
from knowledge_base.search.analysis import compounds, stems, words
from knowledge_base.search.values import encode, flat

# : Where an object may say its language, the first that answers: a method or attribute of its own, or
# Wagtail's locale.
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


def exact_and_stems(texts: list[str], language: str) -> tuple[str, str]:
    """The words of texts as the two fields of a searched field: exact forms and stems, place by place."""
    exact: list[str] = []
    stemmed: list[str] = []
    for text in texts:
        if exact:  # an empty place: no phrase runs from one value into the next
            exact.append("")
        found = list(words(text))
        start = len(exact)
        exact.extend(word.term for word in found)
        stemmed.extend(schema.VARIANT.join(stems(word.raw, language)) for word in found)
        for place, joined in compounds(found):
            exact[start + place] += schema.VARIANT + joined
            stemmed.append(schema.VARIANT.join(stems(joined, language)))
    return schema.SEPARATOR.join(exact), schema.SEPARATOR.join(stemmed)


def to_complete(texts: list[str]) -> str:
    """The words of texts as a field to complete from: exact, each once."""
    found = [list(words(text)) for text in texts]
    terms = {word.term for part in found for word in part} | {
        joined for part in found for _, joined in compounds(part)
    }
    return schema.SEPARATOR.join(sorted(terms))


def document(obj: Any) -> dict[str, str]:
    """What the index keeps of an object."""
    searched: defaultdict[str, list[str]] = defaultdict(list)
    completed: defaultdict[str, list[str]] = defaultdict(list)
    filtered: defaultdict[str, set[str]] = defaultdict(set)
    for name, search_field, value in values(obj, type(obj).get_search_fields()):
        if isinstance(search_field, SearchField):
            searched[name].append(as_text(value))
        elif isinstance(search_field, AutocompleteField):
            completed[name].append(as_text(value))
        else:
            filtered[name].update(encode(one) for one in flat(value))
    language = language_of(obj)
    kept = {schema.KEY: str(obj.pk), schema.MODEL: type(obj)._meta.label_lower}
    for name, texts in searched.items():
        exact, stemmed = exact_and_stems(
            [part for text in texts for part in text.split("\n\n") if part.strip()], language
        )
        if exact:
            kept[schema.EXACT + name], kept[schema.STEM + name] = exact, stemmed
    for name, texts in completed.items():
        if complete := to_complete(texts):
            kept[schema.COMPLETE + name] = complete
    for name, terms in filtered.items():
        if terms:
            kept[schema.FILTER + name] = schema.SEPARATOR.join(sorted(terms))
    return kept
