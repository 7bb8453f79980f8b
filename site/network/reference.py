"""The official reference of territories: reading its table, row by row, and writing it to the database in bulk."""

import csv
import gzip
import lzma
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from django.db import connection
from django.db.models import Model, Q
from django.utils.translation import gettext as _

from network.models import Belonging, Territory
from network.names import folded, slugged
from network.signals import belongings_imported

SHIPPED = Path(__file__).parent / "data" / "territories.csv.xz"
SOURCE = "Code officiel géographique, BANATIC (Licence Ouverte)"
COLUMNS = {
    "kind",
    "official_code",
    "name",
    "population",
    "latitude",
    "longitude",
    "epci",
    "departments",
    "region",
}
FROM_FILE = ["name", "folded_name", "population", "latitude", "longitude"]
# What a row may say it lies in. Other belongings are made by hand and stay.
WHOLES = (Territory.Kind.EPCI, Territory.Kind.DEPARTMENT, Territory.Kind.REGION)
KINDS = {*WHOLES, Territory.Kind.PETR, Territory.Kind.COMMUNE}
BATCH = 2000

Key = tuple[str, str]


class BadRow(Exception):
    """The row cannot be imported; the message says why."""


@dataclass(frozen=True)
class Row:
    """One territory of the table; `lies_in` are the (kind, code) of the larger ones."""

    kind: str
    code: str
    name: str
    population: int | None
    latitude: float | None
    longitude: float | None
    lies_in: tuple[Key, ...]

    @property
    def key(self) -> Key:
        return self.kind, self.code

    def values(self) -> dict[str, object]:
        """What the table knows of the territory, by field."""
        known = (self.name, folded(self.name)[:200], self.population, self.latitude, self.longitude)
        return dict(zip(FROM_FILE, known, strict=True))


@dataclass
class Report:
    """What an import did."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    joined: int = 0
    parted: int = 0
    bad: list[str] = field(default_factory=list)
    #: Rows that were imported, but lie in something that nobody knows.
    loose: list[str] = field(default_factory=list)


# ---------------------------------------------------------------- reading


def lines(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of the table with their number in the file; the file may be packed (.gz, .xz)."""
    openers: dict[str, Callable[..., IO[str]]] = {".gz": gzip.open, ".xz": lzma.open}
    with openers.get(path.suffix, open)(path, "rt", encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = COLUMNS - set(reader.fieldnames or ())
        if missing:
            raise BadRow(_("The columns %(names)s are missing.") % {"names": ", ".join(sorted(missing))})
        for line in reader:
            yield reader.line_num, line


def read(line: dict[str, str]) -> Row:
    """One row, checked. Raises BadRow."""
    if None in line.values() or None in line:
        raise BadRow(_("not as many cells as there are columns"))
    values = {name: (value or "").strip() for name, value in line.items() if name}
    if values["kind"] not in KINDS:
        raise BadRow(_("unknown kind “%(kind)s”") % {"kind": values["kind"]})
    if not values["name"] or not values["official_code"]:
        raise BadRow(_("name or official code missing"))
    if len(values["name"]) > 200 or len(values["official_code"]) > 20:
        raise BadRow(_("name or official code too long"))
    latitude, longitude = number(values["latitude"], 90), number(values["longitude"], 180)
    if (latitude is None) != (longitude is None):
        raise BadRow(_("half a point: latitude and longitude go together"))
    if values["population"] and not values["population"].isdecimal():
        raise BadRow(_("population “%(text)s” is not a number") % {"text": values["population"]})
    lies_in = [(Territory.Kind.EPCI, values["epci"]), (Territory.Kind.REGION, values["region"])]
    lies_in += [(Territory.Kind.DEPARTMENT, code) for code in values["departments"].split()]
    return Row(
        kind=values["kind"],
        code=values["official_code"],
        name=values["name"],
        population=int(values["population"]) if values["population"] else None,
        latitude=latitude,
        longitude=longitude,
        lies_in=tuple((kind.value, code) for kind, code in lies_in if code),
    )


def number(text: str, limit: int) -> float | None:
    """A coordinate, or None for a blank. Raises BadRow."""
    if not text:
        return None
    try:
        value = float(text)
    except ValueError as error:
        raise BadRow(_("“%(text)s” is not a coordinate") % {"text": text}) from error
    if not -limit <= value <= limit:
        raise BadRow(_("“%(text)s” is no place on earth") % {"text": text})
    return value


def read_all(numbered: Iterable[tuple[int, dict[str, str]]], report: Report) -> list[Row]:
    """The good rows; the bad ones are named in the report and left out."""
    rows: dict[Key, Row] = {}
    for place, line in numbered:
        try:
            row = read(line)
            if row.key in rows:
                raise BadRow(_("this code was given already"))
        except BadRow as reason:
            name = (line.get("name") or "").strip() or (line.get("official_code") or "").strip()
            report.bad.append(
                _("line %(line)s (%(name)s): %(reason)s") % {"line": place, "name": name, "reason": reason}
            )
        else:
            rows[row.key] = row
    return list(rows.values())


# ---------------------------------------------------------------- writing


def write_territories(rows: list[Row], report: Report) -> dict[Key, Territory]:
    """Make what is missing and correct what the reference itself wrote; by (kind, code).

    What people wrote by hand stays: their rows only have their blanks filled. Nobody joins or leaves the network.
    """
    existing = {(one.kind, one.official_code): one for one in Territory.objects.exclude(official_code="")}
    slugs = Slugs(rows)
    new: list[Territory] = []
    changed: list[Territory] = []
    for row in rows:
        territory = existing.get(row.key)
        if territory is None:
            territory = Territory(
                kind=row.kind, official_code=row.code, slug=slugs.of(row), source=SOURCE, **row.values()
            )
            new.append(territory)
            existing[row.key] = territory
        elif correct(territory, row):
            changed.append(territory)
    Territory.objects.bulk_create(new, BATCH)
    # Those of the network stand on public pages: each is saved by itself, so that whoever listens hears of it.
    for territory in changed:
        if territory.in_network:
            territory.save(update_fields=FROM_FILE)
    Territory.objects.bulk_update([one for one in changed if not one.in_network], FROM_FILE, 500)
    tell_planner(Territory)
    report.created, report.changed = len(new), len(changed)
    report.unchanged = len(rows) - len(new) - len(changed)
    return existing


def correct(territory: Territory, row: Row) -> bool:
    """Bring the territory in step with the row; whether anything changed."""
    is_ours = territory.source == SOURCE
    changed = False
    for name, value in row.values().items():
        held = getattr(territory, name)
        if value != held and (is_ours or held is None) and value is not None:
            setattr(territory, name, value)
            changed = True
    return changed


class Slugs:
    """Addresses of new territories: the name, with the code where the table or the database has the name twice."""

    def __init__(self, rows: list[Row]) -> None:
        self.taken = set(Territory.objects.values_list("slug", flat=True))
        seen: set[str] = set()
        self.shared: set[str] = set()
        for row in rows:
            slug = slugged(row.name)[:100]
            (self.shared if slug in seen else seen).add(slug)

    def of(self, row: Row) -> str:
        """An address that no territory has."""
        name, code = slugged(row.name)[:100] or row.kind, row.code.lower()
        candidates = [] if name in self.shared else [name]
        candidates += [f"{name}-{code}", f"{name}-{row.kind}-{code}"]
        slug = next((one for one in candidates if one not in self.taken), f"{name}-{row.kind}-{code}-2")
        self.taken.add(slug)
        return slug


def tell_planner(model: type[Model]) -> None:
    """Let PostgreSQL know how many rows the table holds now.

    It would learn so a minute later; until then it takes the table for empty, and joins all its rows with each other.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def write_belongings(rows: list[Row], territories: dict[Key, Territory], report: Report) -> None:
    """Let each territory lie where the table says; what the reference said before and says no more goes."""
    wanted = {
        (territories[row.key].pk, territories[whole].pk): row
        for row in rows
        for whole in row.lies_in
        if whole in territories
    }
    for row in rows:
        report.loose += [
            _("%(name)s (%(own)s): no territory has the code %(kind)s %(code)s")
            % {"name": row.name, "own": row.code, "kind": kind, "code": code}
            for kind, code in row.lies_in
            if (kind, code) not in territories
        ]
    parts = {territories[row.key].pk for row in rows}
    existing = set(Belonging.objects.values_list("part_id", "whole_id"))
    missing = [
        Belonging(part_id=part, whole_id=whole) for part, whole in wanted if (part, whole) not in existing
    ]
    Belonging.objects.bulk_create(missing, BATCH, ignore_conflicts=True)
    tell_planner(Belonging)
    ours = Belonging.objects.filter(
        Q(part__source=SOURCE) & Q(whole__source=SOURCE), whole__kind__in=WHOLES, since=None, until=None
    )
    gone = [
        (pk, part)
        for pk, part, whole in ours.values_list("pk", "part_id", "whole_id")
        if part in parts and (part, whole) not in wanted
    ]
    for start in range(0, len(gone), 500):
        Belonging.objects.filter(pk__in=[pk for pk, _part in gone[start : start + 500]]).delete()
    report.joined, report.parted = len(missing), len(gone)
    moved = {belonging.part_id for belonging in missing} | {part for _pk, part in gone}
    if moved:
        belongings_imported.send(Territory, parts=moved)
