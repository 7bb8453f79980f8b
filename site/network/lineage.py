"""What came before and after a territory, and what it lies in: chains, read level by level, one query a level."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from network.models import Belonging, Succession, Territory

# No real chain is longer; a circle, which the database does not forbid, ends here too.
LONGEST = 8

Step = TypeVar("Step", Belonging, Succession)


def predecessors(territory: Territory) -> list[Succession]:
    """How it came to be, the latest change first."""
    return chain(
        territory,
        lambda ids: Succession.objects.filter(after__in=ids).select_related("before", "after").order_by("-year", "pk"),
        lambda step: step.before_id,
    )


def successors(territory: Territory) -> list[Succession]:
    """What took over from it, the earliest change first."""
    return chain(
        territory,
        lambda ids: Succession.objects.filter(before__in=ids).select_related("before", "after").order_by("year", "pk"),
        lambda step: step.after_id,
    )


def wholes(territory: Territory) -> list[Territory]:
    """What it lies in today, from the nearest to the widest, each once."""
    steps = chain(
        territory,
        lambda ids: Belonging.objects.filter(part__in=ids, until=None).select_related("whole").order_by("pk"),
        lambda step: step.whole_id,
    )
    return list({step.whole_id: step.whole for step in steps}.values())


def names(territory: Territory) -> list[str]:
    """Every name it is found under: its own, then those before and after it."""
    before = [step.before.name for step in predecessors(territory)]
    after = [step.after.name for step in successors(territory)]
    return list(dict.fromkeys([territory.name, *before, *after]))


def chain(
    territory: Territory, steps_from: Callable[[set[int]], Iterable[Step]], leads_to: Callable[[Step], int]
) -> list[Step]:
    """Every step that leads away from the territory, level after level; a circle is walked once."""
    found: list[Step] = []
    seen = {territory.pk}
    level = {territory.pk}
    for _turn in range(LONGEST):
        steps = list(steps_from(level))
        found += steps
        level = {leads_to(step) for step in steps} - seen
        seen |= level
        if not level:
            break
    return found
