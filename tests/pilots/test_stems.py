import pytest

from learning.pilots import stems
from tests.factories.pilots import MeasureFactory, PilotFactory

pytestmark = pytest.mark.django_db


def test_figures_stand_on_an_even_axis_with_blanks_for_those_to_come():
    pilot = PilotFactory(indicator_goal=10, planned_measures=4)
    MeasureFactory(pilot=pilot, value=5)
    MeasureFactory(pilot=pilot, value=10)

    plot = stems.plot(pilot, list(pilot.measures.all()))

    assert [stem.x for stem in plot.stems] + plot.blanks == [14, 125, 235, 346]
    assert [stem.y for stem in plot.stems] == [68, 32]
    assert plot.goal_y == 32


@pytest.mark.parametrize("values", [[], [3, -1]])
def test_nothing_is_drawn_without_a_figure_or_below_zero(values):
    pilot = PilotFactory()
    for value in values:
        MeasureFactory(pilot=pilot, value=value)

    assert stems.plot(pilot, list(pilot.measures.all())) is None
