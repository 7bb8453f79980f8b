"""The territories of the demonstration network that exist, from territories.toml; after the official reference."""

import tomllib
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify

from network.models import Succession, Territory

FILE = Path(__file__).with_name("territories.toml")
WORDS = ("name", "country", "latitude", "longitude", "since", "until", "source")
PRESENTATION = ("presentation", "presentation_source")


class UnknownTerritory(LookupError):
    """A file of the demonstration names a territory that the network does not have."""


def territory_of(code: str) -> Territory | None:
    """The territory "kind:official code" names; nothing where no code is given."""
    if not code:
        return None
    kind, _colon, official_code = code.partition(":")
    territory = Territory.objects.filter(kind=kind, official_code=official_code).first()
    if territory is None:
        raise UnknownTerritory(code)
    return territory


@transaction.atomic
def load_territories() -> list[Territory]:
    """Make those that the reference does not hold, let the members join, and say who they are where nobody did."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    territories = [_load(row) for row in data["territory"]]
    for row in data["succession"]:
        before, after = (_named(row[side]) for side in ("before", "after"))
        Succession.objects.get_or_create(before=before, after=after, defaults={"year": row.get("year")})
    return territories


def _load(row: dict) -> Territory:
    kind, _colon, code = row.get("code", f"{row.get('kind', '')}:").partition(":")
    found = Territory.objects.filter(
        **{"kind": kind, "official_code": code} if code else {"slug": row["slug"]}
    ).first()
    if found is None and "name" not in row:
        raise UnknownTerritory(row["code"])
    territory = found or Territory(
        kind=kind,
        official_code=code,
        slug=row.get("slug") or slugify(row["name"]),
        **{word: row[word] for word in WORDS if word in row},
    )
    territory.in_network = territory.in_network or row.get("member", False)
    if not territory.presentation:
        for word in PRESENTATION:
            setattr(territory, word, row.get(word, ""))
    territory.save()
    return territory


def _named(name: str) -> Territory:
    """By code or by slug."""
    return territory_of(name) if ":" in name else Territory.objects.get(slug=name)
