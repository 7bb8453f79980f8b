import re

import pytest
from django import forms

from network.models import Theme
from network.widgets import ThemesInput
from tests.factories.network import ThemeFactory

pytestmark = pytest.mark.django_db


def test_themes_are_ticked_as_a_tree_whatever_the_order_they_were_made_in():
    Theme.objects.all().delete()
    living, moving = ThemeFactory(name="Vivre", order=2), ThemeFactory(name="Bouger", order=1)
    for name, parent in (("Habitat", living), ("Train", moving), ("Accueil", living)):
        ThemeFactory(name=name, parent=parent)

    field = forms.ModelMultipleChoiceField(Theme.objects.all(), widget=ThemesInput)
    labels = re.findall(r">\s*([^<>]+)</label>", field.widget.render("themes", []))

    assert labels == ["Bouger", "– Train", "Vivre", "– Accueil", "– Habitat"]
