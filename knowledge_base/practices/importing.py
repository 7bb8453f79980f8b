"""Practices from a file of JSON lines, in batches that are kept or lost whole.

A document is known by its `source_id`. One that did not change is left alone; one that an editor rewrote here stays
as the editor left it.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.encoding import iri_to_uri
from django.utils.translation import override

from formats.plain_text import on_one_line, printable
from knowledge_base.practices.bulk import NewPractice, Writer
from knowledge_base.practices.models import PracticeIndexPage, PracticePage
from knowledge_base.practices.partial_dates import parse
from network.models import Territory, Theme, User
from network.names import folded, is_same_place, slugged

BATCH = 200
# What is refused is said as everything that commands say.
LANGUAGE_OF_COMMANDS = "en"
TITLE_LENGTH = 255
TAG_LENGTH = 100
SOURCE_LENGTH = 200
# An address among words, without the sign that ends the sentence.
ADDRESS = re.compile(r"https?://\S*[^\s.,;:!?»”)]")
VERSION = "2"
# Given when the page is placed in the tree.
PLACED = ["path", "depth", "url_path", "slug", "content_type", "locale", "draft_title"]
READ = frozenset(
    [
        "id",
        "title",
        "body_markdown",
        "tags",
        "themes",
        "date",
        "source_url",
        "licence",
        "kind",
        "source",
        "territory",
        "language",
        "summary",
    ]
)


def stripped(text: str) -> str:
    """The printable text, without the space around it."""
    return printable(text).strip()


CLEANED = {"body_markdown": printable, "title": on_one_line}


class BadLine(ValueError):
    """A line that cannot become a practice, and why."""


@dataclass
class Report:
    """What happened, to be told at the end."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0
    bad: list[tuple[int, str]] = field(default_factory=list)
    themes_as_tags: Counter[str] = field(default_factory=Counter)
    unknown_territories: Counter[str] = field(default_factory=Counter)
    shortened: list[str] = field(default_factory=list)
    unread_dates: list[str] = field(default_factory=list)
    addresses_among_words: list[str] = field(default_factory=list)


class Words:
    """The themes and territories that the network knows, read once."""

    def __init__(self, mapping: Mapping[str, str] | None = None) -> None:
        self.themes: dict[str, Theme] = {}
        # The themes last: a name that both bear means the theme.
        for theme in Theme.objects.order_by("-is_dimension", "pk"):
            self.themes |= {
                folded(theme.name): theme,
                folded(theme.name_en): theme,
                folded(theme.slug): theme,
            }
        self.unknown = [name for name in (mapping or {}).values() if folded(name) not in self.themes]
        for word, name in (mapping or {}).items():
            if folded(name) in self.themes:
                self.themes[folded(word)] = self.themes[folded(name)]
        self._territories: dict[str, Territory | None] = {}

    def theme(self, word: str) -> Theme | None:
        return self.themes.get(folded(word))

    def territory(self, name: str) -> Territory | None:
        """The one territory with this code, or this name as it is spelled; None where nobody or several bear it."""
        if name not in self._territories:
            found = list(Territory.objects.filter(official_code=name.upper())[:2]) or [
                one
                for one in Territory.objects.filter(folded_name=folded(name))
                if is_same_place(name, one.name)
            ]
            self._territories[name] = found[0] if len(found) == 1 else None
        return self._territories[name]


class Importer:
    """Reads lines into practices under one list."""

    def __init__(
        self,
        index: PracticeIndexPage,
        *,
        live: bool = True,
        owner: User | None = None,
        themes: Mapping[str, str] | None = None,
    ) -> None:
        self.index, self.live, self.owner = index, live, owner
        self.words = Words(themes)
        self.writer = Writer(index)
        self.report = Report()
        self.seen: set[str] = set()

    def run(self, file: BinaryIO) -> Iterator[int]:
        """Import the file, batch by batch; gives the number of lines read after each."""
        lines = enumerate(file, start=1)
        while batch := list(islice(lines, BATCH)):
            self._import(batch)
            yield len(batch)

    def _import(self, batch: list[tuple[int, bytes]]) -> None:
        rows = [
            (number, row)
            for number, row in ((number, self._read(number, line)) for number, line in batch)
            if row
        ]
        names = [row["id"] for _number, row in rows]
        with transaction.atomic():
            known = {page.source_id: page for page in PracticePage.objects.filter(source_id__in=names)}
            new: dict[str, NewPractice] = {}
            for number, row in rows:
                try:
                    if row["id"] in self.seen:
                        raise BadLine("another line has this id")
                    self.seen.add(row["id"])
                    self._keep(row, known, new)
                except (BadLine, ValidationError) as error:
                    self._refuse(number, error, row["id"])
            self.writer.add(list(new.values()))
            self.report.created += len(new)

    def _read(self, number: int, line: bytes) -> dict[str, Any] | None:
        if not line.strip():
            return None
        try:
            row = json.loads(line)
            if not isinstance(row, dict):
                raise BadLine("not an object")
            return _checked(row)
        except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
            self._refuse(number, BadLine(f"not JSON ({error})"))
        except (BadLine, ValidationError) as error:
            self._refuse(number, error)
        return None

    def _refuse(self, number: int, error: Exception, name: str = "") -> None:
        with override(LANGUAGE_OF_COMMANDS):
            words = "; ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        self.report.bad.append((number, f"{name}: {words}" if name else words))

    def _keep(self, row: dict[str, Any], known: dict[str, PracticePage], new: dict[str, NewPractice]) -> None:
        read = json.dumps({key: row.get(key) for key in sorted(READ)}, sort_keys=True)
        digest = sha256((VERSION + read).encode()).hexdigest()
        practice = known.get(row["id"])
        if practice is None:
            new[row["id"]] = self._new(row, digest)
        elif practice.source_digest == digest:
            self.report.unchanged += 1
        elif practice.latest_revision_id:
            self.report.kept += 1
        else:
            self._update(practice, row, digest)

    def _new(self, row: dict[str, Any], digest: str) -> NewPractice:
        practice = PracticePage(
            source_id=row["id"], owner=self.owner, live=self.live, has_unpublished_changes=not self.live
        )
        self._fill(practice, row, digest)
        with override(LANGUAGE_OF_COMMANDS):
            practice.render_received()
            practice.clean_fields(exclude=PLACED)
        themes, tags = self._filed(row)
        self._count(row)
        self.writer.branch.place(practice, slugged(practice.title)[:200].strip("-") or "pratique")
        return NewPractice(practice, *apart(themes), tags)

    def _update(self, practice: PracticePage, row: dict[str, Any], digest: str) -> None:
        with transaction.atomic():
            self._fill(practice, row, digest)
            themes, tags = self._filed(row)
            filed, dimensions = apart(themes)
            practice.themes.set(filed)
            practice.dimensions.set(dimensions)
            practice.tags.set(tags)
            with override(LANGUAGE_OF_COMMANDS):
                practice.full_clean()
            practice.save()
            practice.update_aliases()
        self._count(row)
        self.report.updated += 1

    def _fill(self, practice: PracticePage, row: dict[str, Any], digest: str) -> None:
        title, text = row["title"], row.get("body_markdown", "")
        practice.title = title
        if len(title) > TITLE_LENGTH:
            practice.title = title[: TITLE_LENGTH - 1].rsplit(" ", 1)[0] + "…"
            text = f"**{title}**\n\n{text}"
        practice.draft_title = practice.title
        practice.summary = row.get("summary", "")
        practice.received_text = text
        practice.source_digest = digest
        practice.source_url = row.get("source_url", "")
        practice.source_kind = row.get("kind", "")
        practice.source_name = row.get("source", "")
        practice.source_date = _date(row.get("date", ""))
        practice.licence = row.get("licence", "")
        practice.content_language = row.get("language", "") or "fr"
        place = row.get("territory", "")
        practice.territory = self.words.territory(place) if place else None
        practice.place = "" if practice.territory else place

    def _filed(self, row: dict[str, Any]) -> tuple[list[Theme], list[str]]:
        """A theme or a smart dimension by its name or the mapping; a theme nobody knows becomes a tag."""
        themes, tags = {}, dict.fromkeys(word[:TAG_LENGTH] for word in row.get("tags", []))
        for word in row.get("themes", []):
            if theme := self.words.theme(word):
                themes[theme.pk] = theme
            else:
                tags[word[:TAG_LENGTH]] = None
        return list(themes.values()), list(tags)

    def _count(self, row: dict[str, Any]) -> None:
        """Remember what somebody should look at."""
        self.report.themes_as_tags.update(
            word for word in row.get("themes", []) if not self.words.theme(word)
        )
        place = row.get("territory", "")
        if place and self.words.territory(place) is None:
            self.report.unknown_territories[place] += 1
        if row.get("date") and not _date(row["date"]):
            self.report.unread_dates.append(f"{row['id']} ({row['date']})")
        if row.get("words_about_url"):
            self.report.addresses_among_words.append(f"{row['id']} ({row['words_about_url']})")
        if len(row["title"]) > TITLE_LENGTH:
            self.report.shortened.append(row["id"])


def apart(themes: list[Theme]) -> tuple[list[Theme], list[Theme]]:
    """The themes proper, and the smart dimensions."""
    return [one for one in themes if not one.is_dimension], [one for one in themes if one.is_dimension]


def _date(written: str) -> str:
    """The date as precise as written; one that means nothing stays blank rather than guessed."""
    try:
        return parse(written)
    except ValidationError:
        return ""


def _checked(row: dict[str, Any]) -> dict[str, Any]:
    """The row with its texts stripped; a sentence where something is missing or of the wrong kind."""
    clean: dict[str, Any] = {}
    for key in READ:
        value = row.get(key)
        if key in {"tags", "themes"}:
            if value is not None and not (
                isinstance(value, list) and all(isinstance(word, str) for word in value)
            ):
                raise BadLine(f"“{key}” is not a list of words")
            clean[key] = [word for word in map(on_one_line, value or []) if word]
        elif value is None:
            continue
        elif not isinstance(value, str):
            raise BadLine(f"“{key}” is not a text")
        else:
            clean[key] = CLEANED.get(key, stripped)(value)
    for key in ("id", "title"):
        if not clean.get(key):
            raise BadLine(f"“{key}” is missing")
    if len(clean["id"]) > 200:
        raise BadLine("“id” is longer than 200 characters")
    if clean.get("source_url"):
        clean |= _source(clean["source_url"], clean.get("source", ""))
    return clean


def _source(written: str, name: str) -> dict[str, str]:
    """The address of the source; the words around it name the source where nothing else does."""
    address, words = _apart(written)
    found = {"source_url": _address(address)}
    return found | {"words_about_url": words, "source": name or words[:SOURCE_LENGTH]} if words else found


def _apart(written: str) -> tuple[str, str]:
    """The address, and the words that were written before and after it."""
    found = ADDRESS.findall(written)
    if len(found) != 1 or written.startswith(found[0]):
        return written, ""
    return found[0], " ".join(written.replace(found[0], " ").split()).strip(" .:;,?!")


def _address(written: str) -> str:
    """The address with its scheme, and its spaces and accents as addresses write them."""
    address = iri_to_uri(written.replace(" ", "%20"))
    if "://" not in address and not address.partition(":")[0].isalpha():
        address = f"https://{address}"
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError as error:
        raise BadLine(f"“source_url” is not an address: {written}") from error
    return address
