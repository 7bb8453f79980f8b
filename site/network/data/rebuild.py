# ruff: noqa: INP001 - a script beside the file it makes, not a module
"""Make `territories.csv.xz` again from a table of the official reference (see README.md beside this file).

    python site/network/data/rebuild.py SOURCE.csv.gz

SOURCE has the columns name, kind, official_code, department, region, population, lat, lon, epci_code and source;
several departments are parted by "|". Only rows whose source is an official one under the Licence Ouverte are kept.
"""

import csv
import gzip
import lzma
import sys
from collections import Counter
from pathlib import Path

KINDS = {
    "region": "region",
    "departement": "department",
    "epci-cc": "epci",
    "epci-ca": "epci",
    "epci-cu": "epci",
    "epci-metro": "epci",
    "epci-met69": "epci",
    "petr": "petr",
    "commune": "commune",
}
OFFICIAL = ("@etalab/decoupage-administratif", "BANATIC")
COLUMNS = [
    "kind",
    "official_code",
    "name",
    "population",
    "latitude",
    "longitude",
    "epci",
    "departments",
    "region",
]


def kept(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The official rows, the widest kinds first."""
    order = list(dict.fromkeys(KINDS.values()))
    official = [row for row in rows if row["kind"] in KINDS and row["source"].startswith(OFFICIAL)]
    return sorted(official, key=lambda row: (order.index(KINDS[row["kind"]]), row["official_code"]))


def slim(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """What the import reads; a department is written only where it does not follow from the grouping."""
    codes = {
        (row["kind"], row["name"]): row["official_code"]
        for row in rows
        if row["kind"] in {"region", "departement"}
    }
    spread = {row["official_code"] for row in rows if "|" in row["department"]}
    slimmed = []
    for row in rows:
        departments = " ".join(
            codes[("departement", name)]
            for name in row["department"].split("|")
            if ("departement", name) in codes
        )
        kind = KINDS[row["kind"]]
        follows = kind == "commune" and row["epci_code"] and row["epci_code"] not in spread
        slimmed.append(
            {
                "kind": kind,
                "official_code": row["official_code"],
                "name": row["name"],
                "population": row["population"],
                "latitude": row["lat"] and f"{float(row['lat']):.4f}",
                "longitude": row["lon"] and f"{float(row['lon']):.4f}",
                "epci": row["epci_code"],
                "departments": "" if follows or kind in {"region", "department"} else departments,
                "region": codes.get(("region", row["region"]), "") if kind == "department" else "",
            }
        )
    return slimmed


def main() -> None:
    source = Path(sys.argv[1])
    opener = gzip.open if source.suffix == ".gz" else open
    with opener(source, "rt", encoding="utf-8", newline="") as file:
        rows = slim(kept(list(csv.DictReader(file))))
    with lzma.open(
        Path(__file__).with_name("territories.csv.xz"), "wt", encoding="utf-8", newline="", preset=9
    ) as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    sys.stdout.write(f"{dict(Counter(row['kind'] for row in rows))}\n")


if __name__ == "__main__":
    main()
