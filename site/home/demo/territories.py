"""The territories of the demonstration network that exist, from territories.toml; after the official reference."""

import tomllib
from pathlib import Path

from home.demo.practices import territory_of
from network.models import Territory

FILE = Path(__file__).with_name("territories.toml")


def load_territories() -> list[Territory]:
    """Let them join the network, and say who they are where nobody did."""
    joined = []
    for row in tomllib.loads(FILE.read_text(encoding="utf-8"))["territory"]:
        territory = territory_of(row["code"])
        if territory is None:
            continue
        territory.in_network = True
        territory.presentation = territory.presentation or row["presentation"]
        if "source" in row:
            territory.source = row["source"]
        territory.save()
        joined.append(territory)
    return joined
