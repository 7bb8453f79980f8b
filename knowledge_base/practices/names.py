"""The words a practice or a note is filed under. Two or three relations; one query for a page read from the database."""

from dataclasses import dataclass, field

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.utils.translation import get_language
from taggit.models import Tag
from wagtail.models import Page

from network.models import Theme


@dataclass
class Names:
    """In the reader's language, in the order of the lists."""

    dimensions: list[str] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


def names_of(page: Page) -> Names:
    """The names of its dimensions (where it has some), themes and tags."""
    relations = [name for name in ("dimensions", "themes") if hasattr(type(page), name)]
    if page.is_as_stored:
        return _stored(page, relations)
    names = {name: [str(theme) for theme in getattr(page, name).all()] for name in relations}
    return Names(**names, tags=[tag.name for tag in page.tags.all()])


def _stored(page: Page, relations: list[str]) -> Names:
    tags = page.tagged_items.model.objects.filter(content_object=page.pk).values("tag_id")
    rows = [_words(Tag.objects.filter(pk__in=tags), "tags", Value(0, IntegerField()), "name")]
    for name in relations:
        through = getattr(type(page), name).through
        filed = through.objects.filter(**{page._meta.model_name: page.pk}).values("theme_id")
        rows.append(_words(Theme.objects.filter(pk__in=filed), name, F("order"), "name_en"))
    english = (get_language() or "fr").startswith("en")
    names = Names()
    for kind, _place, in_french, in_english in sorted(rows[0].union(*rows[1:], all=True)):
        getattr(names, kind).append(in_english if english else in_french)
    return names


def _words(rows: QuerySet, kind: str, place: Value | F, in_english: str) -> QuerySet:
    return rows.order_by().values_list(Value(kind, CharField()), place, F("name"), F(in_english))
