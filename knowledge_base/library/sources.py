"""How each kind of thing becomes a finding. A room whose things are to be found registers one Source here.

    register(Source(kind, field, model, published=…, describe=…, address=…))

`published` answers those of some objects that belong in the library at this moment; `describe` says what a finding
keeps of one; `address` says where it is read. Nothing else in the library knows the rooms below it.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from taggit.models import Tag

from formats.markdown import plain
from knowledge_base.lessons.models import Lesson, Trial
from knowledge_base.library.models import Finding
from knowledge_base.notes.models import NotePage
from knowledge_base.practices.models import PracticePage
from knowledge_base.practices.sheet import TOTAL, Sheet
from learning.cycles.models import CyclePage
from learning.pilots.models import Entry, Visibility
from network import lineage
from network.models import Territory, Theme

#: What is longer is a sentence, and no word to choose by.
LONGEST_TERM = 40


@dataclass(kw_only=True)
class Description:
    """What a finding keeps of one thing."""

    title: str
    published: dt.datetime | None
    summary: str = ""
    text: str = ""
    # What else it is found by, and is no text to read.
    facts: str = ""
    place: str = ""
    territory: Territory | None = None
    cycle: CyclePage | None = None
    visibility: str = Visibility.PUBLIC
    themes: list[Theme] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    language: str = "fr"
    date: dt.date | None = None
    groups: list[str] = field(default_factory=list)
    scales: list[str] = field(default_factory=list)
    # What became of it in each territory that tried it; None where nothing is to be tried.
    outcomes: list[str] | None = None
    with_results: bool = False
    # When it was done, where that is known.
    year: int | None = None
    filled: int | None = None
    fields: int | None = None

    @cached_property
    def within(self) -> list[Territory]:
        """Its territory, then what this lies in, the nearest first."""
        return [self.territory, *lineage.wholes(self.territory)] if self.territory else []

    def places(self) -> str:
        """The names it is found under, one to a line, beginning with its own."""
        names = [self.place] if self.place else []
        if self.territory:
            names = [*lineage.names(self.territory), *names, *(whole.name for whole in self.within)]
        return "\n".join(dict.fromkeys(names))

    def words(self) -> str:
        """The names of its themes, in every language, and of its tags, and its facts, one to a line."""
        names = [name for theme in self.themes for name in (theme.name, theme.name_en) if name]
        return "\n".join(dict.fromkeys([*names, *(tag.name for tag in self.tags), *self.facts.splitlines()]))


@dataclass(frozen=True)
class Source:
    """One kind of thing that the library finds."""

    kind: str
    field: str  # of Finding, that points at it
    model: type[Model]
    published: Callable[[QuerySet[Any]], QuerySet[Any]]
    describe: Callable[[Any], Description]
    address: Callable[[Finding], str]

    def all(self) -> QuerySet[Any]:
        """Everything of this kind that belongs in the library now."""
        return self.published(self.model._default_manager.all())


sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Have things of this kind found."""
    sources[source.kind] = source


def source_of(model: type[Model]) -> Source | None:
    """How things of this class are found; None where they are not."""
    return next((source for source in sources.values() if issubclass(model, source.model)), None)


# ---------------------------------------------------------------- pages


def published_pages(pages: Any) -> QuerySet[Any]:
    """Live pages that everyone may read, without the copies that stand in the trees of other languages."""
    return pages.live().public().filter(alias_of__isnull=True)


def page_address(finding: Finding) -> str:
    """Where the page is read."""
    return (finding.page and finding.page.get_url()) or ""


def listed(text: str) -> list[str]:
    """The words that somebody lists: “Young people, elderly people and workers”."""
    parts = re.split(r"\s*[,;/•]\s*|\s+(?:et|and)\s+", text.strip().rstrip("."))
    return [part for part in parts if part and len(part) <= LONGEST_TERM]


def year_of(date: str) -> int | None:
    """The year of a day, a month or a year as sheets note them."""
    return int(date[:4]) if date else None


def outcomes_of(thing: PracticePage | Lesson) -> list[str]:
    """What became of it in each territory that tried it."""
    return list(Trial.objects.of(thing).values_list("outcome", flat=True))


def describe_practice(page: PracticePage) -> Description:
    """The whole sheet, as everyone may read it."""
    sheet = Sheet(page)
    return Description(
        title=page.title,
        summary=page.shown_summary,
        text=sheet.text,
        facts=sheet.facts,
        place=page.place,
        territory=page.territory,
        themes=[*page.themes.all(), *page.dimensions.all()],
        tags=list(page.tags.all()),
        language=page.content_language,
        date=page.checked_on,
        groups=listed(page.target_groups),
        scales=listed(page.scale),
        outcomes=outcomes_of(page),
        with_results=sheet["results"].filled,
        year=year_of(page.period_start or page.source_date),
        published=page.first_published_at or page.latest_revision_created_at,
        filled=page.filled,
        fields=TOTAL,
    )


def describe_note(page: NotePage) -> Description:
    """The note's summary and text."""
    return Description(
        title=page.title,
        summary=page.summary,
        text="\n\n".join(page._meta.get_field("body").get_searchable_content(page.body)),
        territory=page.territory,
        themes=list(page.themes.all()),
        tags=list(page.tags.all()),
        language=page.content_language,
        date=page.first_published_at.date() if page.first_published_at else None,
        published=page.first_published_at or page.latest_revision_created_at,
    )


# ---------------------------------------------------------------- lessons and entries


def describe_lesson(lesson: Lesson) -> Description:
    """The statement, with its context and conditions."""
    conditions = "\n".join(condition.text for condition in lesson.conditions.all())
    return Description(
        title=lesson.statement,
        summary=lesson.context,
        text=conditions,
        themes=list(lesson.themes.all()),
        outcomes=outcomes_of(lesson),
        language=lesson.language,
        date=lesson.first_published_at.date() if lesson.first_published_at else None,
        published=lesson.first_published_at or lesson.last_published_at,
    )


def published_entries(entries: QuerySet[Any]) -> QuerySet[Any]:
    """Entries that more than their author may read; who may read which is asked again at every search."""
    return (
        entries.filter(deleted__isnull=True)
        .exclude(visibility=Visibility.DRAFT)
        .select_related("pilot__territory")
    )


def describe_entry(entry: Entry) -> Description:
    """The entry's text, for those who may read it."""
    return Description(
        title=entry.title,
        text=plain(entry.html),
        place=entry.place,
        territory=entry.pilot.territory,
        cycle=entry.pilot.cycle,
        visibility=entry.visibility,
        language=entry.language,
        date=entry.happened_on,
        year=entry.happened_on.year,
        published=entry.created,
    )


register(
    Source(Finding.Kind.PRACTICE, "page", PracticePage, published_pages, describe_practice, page_address)
)
register(Source(Finding.Kind.NOTE, "page", NotePage, published_pages, describe_note, page_address))
register(
    Source(
        Finding.Kind.LESSON,
        "lesson",
        Lesson,
        lambda lessons: lessons.filter(live=True),
        describe_lesson,
        lambda finding: reverse("library:lesson", args=[finding.lesson.slug]) if finding.lesson else "",
    )
)
register(
    Source(
        Finding.Kind.ENTRY,
        "entry",
        Entry,
        published_entries,
        describe_entry,
        lambda finding: finding.entry.get_absolute_url() if finding.entry else "",
    )
)
