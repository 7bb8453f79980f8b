from decimal import Decimal

import pytest
from django.utils.translation import override

from learning.pilots.forms import MeasureForm, PilotForm, title_from
from tests.factories.network import member_of
from tests.factories.pilots import PilotFactory


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Le car est passé. Personne.", "Le car est passé"),
        ("# Une *grande* journée\n\nTexte", "Une grande journée"),
        ("\n\n- [le banc](https://exemple.fr) est là", "le banc est là"),
        ("Qui vient ? Nous.", "Qui vient ?"),
        ("***", "…"),
        ("mot " * 60, "mot " * 22 + "…"),
        ("x" * 300, "…"),
    ],
)
def test_the_first_sentence_serves_as_a_title(text, title):
    assert title_from(text) == title


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "kept", "shown"),
    [
        ("fr", "15.00", "15"),
        ("fr", "15.50", "15,5"),
        ("fr", "1500.00", "1500"),
        ("fr", "0.00", "0"),
        ("en", "15.00", "15"),
        ("en", "15.50", "15.5"),
    ],
)
def test_the_figure_aimed_at_is_shown_and_read_as_it_is_written_in_the_language(language, kept, shown):
    pilot = PilotFactory(indicator_goal=Decimal(kept))
    by = member_of(pilot.territory)

    with override(language):
        field = str(PilotForm(instance=pilot, by=by)["indicator_goal"])
        read = MeasureForm().fields["value"].clean(shown)

    assert f'value="{shown}"' in field
    assert read == Decimal(kept)
