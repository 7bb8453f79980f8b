"""docs/permissions.csv as data: rows, roles, and what a cell promises somebody."""

import csv
import hashlib
from dataclasses import dataclass
from enum import StrEnum

from tests.architecture.rooms import ROOT

TABLE = ROOT / "docs" / "permissions.csv"
ROLES = ("visitor", "member", "lead", "other", "facilitator", "other_facilitator", "editor", "admin")
# The first rows are agreed with those who use the platform: they are neither changed nor removed.
AGREED_ROWS = 53
AGREED_DIGEST = "1e3573bfe6b46dd7bebef45728882079bc07f01b7469dbd1a8ca4410120e0d2c"


class Answer(StrEnum):
    """What the site answers to somebody who asks."""

    DONE = "Y"
    LOGIN = "L"
    MISSING = "N"
    REFUSED = "F"


@dataclass(frozen=True)
class Row:
    """One action, and what each role may expect."""

    action: str
    cells: dict[str, str]
    note: str


def law() -> dict[str, Row]:
    """The rows by action, in order."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    return {
        line["action"]: Row(line["action"], {role: line[role] for role in ROLES}, line["note"])
        for line in lines
    }


def digest_of_agreed_rows() -> str:
    """Changes with any change to the head of the table or to its agreed rows."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()[: AGREED_ROWS + 1]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
