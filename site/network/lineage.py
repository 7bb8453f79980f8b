"""What came before and after a territory, and what it lies in: chains, read level by level, one query a level."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from network.models import Belonging, Succession, Territory

# No real chain is longer; a circle, which the database does not forbid, ends here too.
LONGEST = 8

Step = TypeVar("Step", Belonging, Succession)


def predecessors(territory: Territory) -> list[Succession]:
    """How it came to be, the latest change first."""
    steps = Succession.objects.select_related("before", "after").order_by("-year", "pk")
    return flat(levels(territory, lambda ids: steps.filter(after__in=ids), "before_id"))


def successors(territory: Territory) -> list[Succession]:
    """What took over from it, the earliest change first."""
    steps = Succession.objects.select_related("before", "after").order_by("year", "pk")
    return flat(levels(territory, lambda ids: steps.filter(before__in=ids), "after_id"))


def wholes(territory: Territory) -> list[Territory]:
    """What it lies in today, the nearest first.

    A grouping may lie in two departments, and its communes in one of them: of each kind only the nearest counts.
    """
    steps = Belonging.objects.filter(until=None).select_related("whole").order_by("pk")
    found: dict[int, Territory] = {}
    for level in levels(territory, lambda ids: steps.filter(part__in=ids), "whole_id"):
        kinds = {whole.kind for whole in found.values()}
        found |= {step.whole_id: step.whole for step in level if step.whole.kind not in kinds}
    return list(found.values())


def names(territory: Territory) -> list[str]:
    """Every name it is found under: its own, then those before and after it."""
    before = [step.before.name for step in predecessors(territory)]
    after = [step.after.name for step in successors(territory)]
    return list(dict.fromkeys([territory.name, *before, *after]))


def levels(
    territory: Territory, steps_from: Callable[[set[int]], Iterable[Step]], end: str
) -> list[list[Step]]:
    """The steps that lead away from the territory, level after level; a circle is walked once."""
    found: list[list[Step]] = []
    seen = {territory.pk}
    level = {territory.pk}
    while level and len(found) < LONGEST:
        steps = list(steps_from(level))
        found.append(steps)
        level = {getattr(step, end) for step in steps} - seen
        seen |= level
    return found


def flat(found: list[list[Step]]) -> list[Step]:
    """The steps of every level, each once."""
    return list({step.pk: step for level in found for step in level}.values())
