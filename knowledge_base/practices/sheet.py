"""The sheet of a practice: its fields in the order in which one reads them, filled or honestly blank."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.rich_text import expand_db_html

from formats.markdown import plain
from knowledge_base.practices.names import Names, names_of
from knowledge_base.practices.phones import mask_mobiles
from knowledge_base.practices.texts import only_link
from network import dates

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from knowledge_base.lessons.models import Lesson
    from knowledge_base.practices.models import PracticePage

LABELS: dict[str, "Promise"] = {
    "place": _("The place"),
    "dimensions": _("Smart dimensions"),
    "themes": _("Themes and words"),
    "summary": _("The summary"),
    "context": _("The context"),
    "objectives": _("What was aimed at"),
    "applicability": _("Where it applies"),
    "scale": _("The scale"),
    "target_groups": _("For whom"),
    "period": _("The period"),
    "actors": _("Who took part"),
    "steps": _("The steps"),
    "difficulties": _("Difficulties"),
    "levers": _("What helped"),
    "failures": _("What did not work"),
    "people_means": _("Means: people"),
    "technical_means": _("Means: technique"),
    "costs": _("Costs and funding"),
    "results": _("The results"),
    "evidence": _("Evidence of the results"),
    "conditions": _("What it needs elsewhere"),
    "lessons": _("Lessons to take home"),
    "resources": _("To read on"),
    "contact": _("Contact"),
}
SHORT = frozenset(
    {"place", "themes", "summary", "period", "context", "objectives", "results", "difficulties", "contact"}
)
LONG_TEXTS = (
    "context",
    "objectives",
    "difficulties",
    "levers",
    "failures",
    "people_means",
    "technical_means",
    "costs",
    "results",
    "evidence",
)
#: What one looks up in a sheet, in a word or two each: no text that one reads.
FACTS = frozenset(
    {
        "place",
        "dimensions",
        "themes",
        "applicability",
        "scale",
        "target_groups",
        "period",
        "actors",
        "resources",
        "contact",
    }
)
WORDS = ("summary", "applicability", "scale", "target_groups")
TOTAL = len(LABELS)
DAY = len("2023-11-27")


@dataclass(frozen=True)
class Field:
    """One field of the sheet. `kind` says how it is shown: words, html, or the name of a list."""

    name: str
    kind: str
    value: object = ""
    link: str = ""

    @property
    def label(self) -> "Promise":
        return LABELS[self.name]

    @property
    def incomplete(self) -> bool:
        """It holds nothing but a link elsewhere."""
        return bool(self.link)

    @property
    def filled(self) -> bool:
        return bool(self.value) and not self.incomplete


@dataclass
class Blank:
    """What is still missing, said once: one empty field, or the fields that hold nothing but the same link."""

    fields: list[Field]
    link: str = ""
    asked: object = field(default=None)

    @property
    def name(self) -> str:
        return self.fields[0].name

    @property
    def labels(self) -> str:
        """The labels of its fields in one line: « Difficultés, moyens humains »."""
        first, *others = (str(each.label) for each in self.fields)
        return ", ".join([first, *(label[:1].lower() + label[1:] for label in others)])


class Sheet:
    """The sheet of one practice, as everyone may read it: personal mobile numbers are already hidden."""

    def __init__(self, practice: "PracticePage") -> None:
        self.practice = practice

    @cached_property
    def fields(self) -> list[Field]:
        """All fields, in order."""
        return [self._field(name) for name in LABELS]

    @property
    def short(self) -> list[Field]:
        """The fields of the short form."""
        return [each for each in self.fields if each.name in SHORT]

    @property
    def filled(self) -> int:
        """How many fields say something."""
        return sum(each.filled for each in self.fields)

    @property
    def total(self) -> int:
        return TOTAL

    @property
    def missing(self) -> int:
        """How many fields say nothing yet."""
        return TOTAL - self.filled

    def __getitem__(self, name: str) -> Field:
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> dict[str, Field]:
        return {each.name: each for each in self.fields}

    @cached_property
    def blanks(self) -> list[Blank]:
        """What is missing, in order; fields that only repeat one link are one blank."""
        blanks: list[Blank] = []
        by_link: dict[str, Blank] = {}
        for each in self.fields:
            if each.filled:
                continue
            if each.link in by_link:
                by_link[each.link].fields.append(each)
                continue
            blank = Blank([each], each.link)
            blanks.append(blank)
            if each.link:
                by_link[each.link] = blank
        return blanks

    @property
    def text(self) -> str:
        """What people read in the sheet, for searches and the passages that they show.

        Its lessons, published or not by themselves, are found as such.
        """
        own = (each for each in self.fields if each.kind != "lessons" and each.name not in FACTS)
        parts = chain(
            (self._words(each) for each in own if each.filled),
            [self.mask(plain(self.practice.received_html))],
        )
        return "\n".join(part for part in parts if part)

    @property
    def facts(self) -> str:
        """The words that are no text, for searches."""
        return "\n".join(self._words(each) for each in self.fields if each.filled and each.name in FACTS)

    @property
    def received(self) -> SafeString:
        """The text as received, safe to show."""
        return mark_safe(self.mask(self.practice.received_html))

    @property
    def phone(self) -> str:
        """The telephone number, when its owner agreed."""
        return self.practice.contact_phone if self.practice.phone_agreed_on else ""

    @cached_property
    def lessons(self) -> list["Lesson"]:
        """The lessons it taught, with their conditions; published or not."""
        rows = self.practice.practice_lessons
        if self.practice.is_as_stored:
            return [
                row.lesson for row in rows.select_related("lesson").prefetch_related("lesson__conditions")
            ]
        return [row.lesson for row in rows.all()]

    @cached_property
    def _names(self) -> Names:
        return names_of(self.practice)

    def mask(self, text: str) -> str:
        """`text` without the mobile numbers of people who did not agree."""
        return mask_mobiles(text, agreed=self.phone)

    def _field(self, name: str) -> Field:
        if name in LONG_TEXTS:
            html = getattr(self.practice, name)
            return Field(name, "html", self._html(html), only_link(html))
        if name in WORDS:
            return Field(name, "words", self.mask(getattr(self.practice, name)))
        return getattr(self, f"_{name}")()

    def _html(self, html: str) -> SafeString | str:
        if not plain(html).strip():
            return ""
        return mark_safe(self.mask(expand_db_html(html)))

    def _place(self) -> Field:
        practice = self.practice
        point = practice.latitude is not None and practice.longitude is not None
        return Field("place", "place", practice.place_name or ("—" if point else ""))

    def _dimensions(self) -> Field:
        return Field("dimensions", "names", self._names.dimensions)

    def _themes(self) -> Field:
        return Field("themes", "names", [*self._names.themes, *self._names.tags])

    def _period(self) -> Field:
        return Field(
            "period", "words", dates.partial_range(self.practice.period_start, self.practice.period_end)
        )

    def _actors(self) -> Field:
        actors = [
            {"name": self.mask(a["name"]), "role": self.mask(a["role"] or "")}
            for a in _values(self.practice.actors)
        ]
        return Field("actors", "actors", actors)

    def _steps(self) -> Field:
        steps = [
            {
                "when": _when(step["start"], step["end"]),
                "start": step["start"] or "",
                "text": self.mask(step["text"]),
            }
            for step in _values(self.practice.steps)
        ]
        return Field("steps", "steps", steps)

    def _conditions(self) -> Field:
        conditions = [
            {"weight": c["weight"], "text": self.mask(c["text"])} for c in _values(self.practice.conditions)
        ]
        return Field("conditions", "conditions", conditions)

    def _lessons(self) -> Field:
        return Field("lessons", "lessons", self.lessons)

    def _resources(self) -> Field:
        resources = [
            {
                "title": self.mask(r["title"]),
                "url": r["document"].url if r["document"] else r["address"],
                "document": r["document"],
            }
            for r in _values(self.practice.resources)
        ]
        return Field("resources", "resources", [resource for resource in resources if resource["url"]])

    def _contact(self) -> Field:
        practice = self.practice
        return Field(
            "contact", "words", practice.organisation or (_("by relay") if practice.contact_email else "")
        )

    def _words(self, each: Field) -> str:
        if each.kind == "html":
            return plain(str(each.value))
        if isinstance(each.value, list):
            return "\n".join(_flat(each.value))
        return str(each.value)


def _values(stream: Iterable) -> Iterator[dict]:
    return (block.value for block in stream)


def _when(start: str, end: str) -> str:
    """The dates of a step, in short where both are days: « 27–28 nov. 2023 »."""
    if len(start or "") == DAY:
        return dates.day_range(
            date.fromisoformat(start), date.fromisoformat(end) if len(end or "") == DAY else None
        )
    return dates.partial_range(start, end)


def _flat(rows: list) -> Iterator[str]:
    for row in rows:
        if isinstance(row, dict):
            yield " ".join(
                str(value) for key, value in row.items() if key in {"name", "role", "text", "title"} and value
            )
        else:
            yield str(row)
