"""What came before and after a territory, and what it lies in: whole chains, one query each."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db.models.expressions import RawSQL

from network.models import Belonging, Succession, Territory

Step = TypeVar("Step", Belonging, Succession)

# UNION (not UNION ALL) ends a circle, which the database does not forbid.
KIN = """
    WITH RECURSIVE kin(id) AS (
        SELECT CAST(%s AS bigint)
        UNION
        SELECT CASE WHEN step.after_id = kin.id THEN step.before_id ELSE step.after_id END
        FROM network_succession step JOIN kin ON kin.id IN (step.after_id, step.before_id)
    )
    SELECT step.id FROM network_succession step JOIN kin ON step.after_id = kin.id
"""
WHOLES = """
    WITH RECURSIVE line(id) AS (
        SELECT CAST(%s AS bigint)
        UNION
        SELECT step.whole_id FROM network_belonging step JOIN line ON step.part_id = line.id WHERE step.until IS NULL
    )
    SELECT step.id FROM network_belonging step JOIN line ON step.part_id = line.id WHERE step.until IS NULL
"""

NAMES = """
    WITH RECURSIVE
    former(id) AS (
        SELECT CAST(%s AS bigint)
        UNION
        SELECT step.before_id FROM network_succession step JOIN former ON step.after_id = former.id
    ),
    later(id) AS (
        SELECT CAST(%s AS bigint)
        UNION
        SELECT step.after_id FROM network_succession step JOIN later ON step.before_id = later.id
    )
    SELECT id FROM former UNION SELECT id FROM later
"""


def under_every_name(territory: Territory) -> RawSQL:
    """A query for the ids of the territory, of all that came before it and of all that came after: for `__in`."""
    return RawSQL(NAMES, [territory.pk, territory.pk])  # noqa: S611 - the id is a parameter


def kin(territory: Territory) -> list[Succession]:
    """Every succession that the territory has to do with, however far."""
    steps = Succession.objects.filter(pk__in=RawSQL(KIN, [territory.pk]))  # noqa: S611 - the id is a parameter
    return list(steps.select_related("before", "after"))


def predecessors(territory: Territory, steps: Sequence[Succession] | None = None) -> list[Succession]:
    """How it came to be, the latest change first. `steps` spares the query: `kin(territory)`."""
    steps = sorted(kin(territory) if steps is None else steps, key=lambda step: (-(step.year or 0), step.pk))
    return [step for level in levels(territory, steps, "after_id", "before_id") for step in level]


def successors(territory: Territory, steps: Sequence[Succession] | None = None) -> list[Succession]:
    """What took over from it, the earliest change first. `steps` spares the query: `kin(territory)`."""
    steps = sorted(kin(territory) if steps is None else steps, key=lambda step: (step.year or 0, step.pk))
    return [step for level in levels(territory, steps, "before_id", "after_id") for step in level]


def names(territory: Territory) -> list[str]:
    """Every name it is found under: its own, then those before and after it."""
    steps = kin(territory)
    before = [step.before.name for step in predecessors(territory, steps)]
    after = [step.after.name for step in successors(territory, steps)]
    return list(dict.fromkeys([territory.name, *before, *after]))


def wholes(territory: Territory) -> list[Territory]:
    """What it lies in today, the nearest first.

    A grouping may lie in two departments, and its communes in one of them: of each kind only the nearest counts.
    """
    line = RawSQL(WHOLES, [territory.pk])  # noqa: S611 - the id is a parameter
    steps = list(Belonging.objects.filter(pk__in=line).select_related("whole").order_by("pk"))
    found: dict[int, Territory] = {}
    for level in levels(territory, steps, "part_id", "whole_id"):
        kinds = {whole.kind for whole in found.values()}
        found |= {step.whole_id: step.whole for step in level if step.whole.kind not in kinds}
    return list(found.values())


def levels(territory: Territory, steps: Iterable[Step], start: str, end: str) -> list[list[Step]]:
    """The steps that lead away from the territory, level after level, each once."""
    found: list[list[Step]] = []
    waiting = list(steps)
    level = {territory.pk}
    while level:
        taken = [step for step in waiting if getattr(step, start) in level]
        waiting = [step for step in waiting if getattr(step, start) not in level]
        if not taken:
            break
        found.append(taken)
        level = {getattr(step, end) for step in taken}
    return found
