"""The figures of an indicator as stems on one axis, with the figures written at the points."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from learning.pilots.models import Measure, Pilot

WIDTH, AXIS, TALLEST = 360, 104, 72
MARGIN = 14
MOST = 24


@dataclass(frozen=True)
class Stem:
    """One figure: where its stem stands and how high it goes."""

    measure: Measure
    x: int
    y: int


@dataclass(frozen=True)
class Plot:
    """What the template draws. `blanks` are the places of the measures planned and not taken yet."""

    stems: list[Stem]
    blanks: list[int]
    goal: Decimal | None
    goal_y: int | None
    width: int = WIDTH
    axis: int = AXIS


def plot(pilot: Pilot, measures: Sequence[Measure]) -> Plot | None:
    """The latest measures on an even axis; nothing without a measure, or with a figure below zero."""
    shown = list(measures)[-MOST:]
    if not shown or min(measure.value for measure in shown) < 0:
        return None
    to_come = max(min((pilot.planned_measures or 0) - len(measures), MOST - len(shown)), 0)
    places = len(shown) + to_come
    top = max([measure.value for measure in shown] + [pilot.indicator_goal or 0]) or 1

    def x(index: int) -> int:
        return round(MARGIN + index * (WIDTH - 2 * MARGIN) / max(places - 1, 1))

    def y(value: Decimal) -> int:
        return round(AXIS - float(value) / float(top) * TALLEST)

    return Plot(
        stems=[Stem(measure, x(index), y(measure.value)) for index, measure in enumerate(shown)],
        blanks=[x(len(shown) + index) for index in range(to_come)],
        goal=pilot.indicator_goal,
        goal_y=y(pilot.indicator_goal) if pilot.indicator_goal is not None else None,
    )
