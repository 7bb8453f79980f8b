"""Keeping one finding for each published thing: written with it, removed with it, in the same transaction."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from knowledge_base.library.dimensions import NOT_YET
from knowledge_base.library.models import Finding, Term
from knowledge_base.library.sources import Description, Source, source_of, sources
from network.models import Theme
from network.names import slugged


@transaction.atomic
def follow(thing: Model) -> None:
    """Make the finding of a thing equal to it: written if it belongs in the library, removed if not."""
    source = source_of(type(thing))
    if source is None:
        return
    if source.published(source.model._default_manager.filter(pk=thing.pk)).exists():
        write(source, thing)
    else:
        forget(source, [thing.pk])


def follow_all(things: Iterable[Model]) -> None:
    """The same for several things."""
    for thing in things:
        follow(thing)


def write(source: Source, thing: Model) -> Finding:
    """The finding of a published thing, as the thing is now."""
    described = source.describe(thing)
    own = {f"{source.field}_id": thing.pk}
    appeared = {"appeared": timezone.now()}
    if Finding.objects.filter(**own, visibility=described.visibility).exists():
        appeared = {}  # whoever reads it could read it before
    finding, _ = Finding.objects.update_or_create(
        **own,
        defaults={"kind": source.kind, **columns(described), **appeared},
    )
    related: dict[str, set[Model]] = {
        "themes": set(with_wholes(described.themes)),
        "tags": set(described.tags),
        "within": set(described.within),
        "groups": set(terms(described.groups)),
        "scales": set(terms(described.scales)),
        "outcomes": set(terms(outcomes(described))),
    }
    for name, wanted in related.items():
        held = getattr(finding, name)
        if set(held.all()) != wanted:
            held.set(wanted)
    return finding


def outcomes(described: Description) -> list[str]:
    """What became of it where it was tried, or that nobody tried it yet; nothing where there is nothing to try."""
    return [] if described.outcomes is None else described.outcomes or [NOT_YET]


def terms(names: Iterable[str]) -> Iterator[Term]:
    """The terms of these names, made where there are none yet: the first spelling stays."""
    for name in names:
        if slug := slugged(name)[:60]:
            yield Term.objects.get_or_create(slug=slug, defaults={"name": name[:1].upper() + name[1:]})[0]


def columns(described: Description) -> dict[str, Any]:
    """The fields of a finding."""
    published = described.published or timezone.now()
    return {
        "title": described.title[:255],
        "summary": described.summary,
        "text": described.text,
        "places": described.places(),
        "words": described.words(),
        "visibility": described.visibility,
        "territory": described.territory,
        "cycle": described.cycle,
        "language": described.language[:5],
        "date": described.date,
        "year": described.year or published.year,
        "tried": len(described.outcomes or ()),
        "ends": " ".join((described.outcomes or [])[:3]),
        "with_results": described.with_results,
        "published": published,
        "filled": described.filled,
        "fields": described.fields,
    }


def with_wholes(themes: Iterable[Theme]) -> Iterator[Theme]:
    """The themes, and those that they are part of."""
    for theme in themes:
        yield theme
        if theme.parent is not None:
            yield theme.parent


def forget(source: Source, pks: Iterable[object]) -> None:
    """Remove the findings of things that left the library."""
    for finding in Finding.objects.filter(kind=source.kind, **{f"{source.field}__in": list(pks)}):
        finding.delete()


@transaction.atomic
def rebuild() -> dict[str, int]:
    """Write every finding again and remove those of nothing; how many there are now of each kind."""
    counts = {}
    for source in sources.values():
        published: QuerySet[Any] = source.all()
        kept = set(published.order_by().values_list("pk", flat=True))
        held = set(Finding.objects.filter(kind=source.kind).values_list(source.field, flat=True))
        forget(source, held - kept)
        for thing in published.iterator(chunk_size=200):
            write(source, thing)
        counts[source.kind] = len(kept)
    return counts
