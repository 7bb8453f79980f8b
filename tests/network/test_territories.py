"""The territories themselves: found by name, whole points, no circle of one."""

import pytest
from django.db import IntegrityError

from network.models import Territory
from tests.factories.network import BelongingFactory, SuccessionFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


def test_named_ignores_accents_capitals_hyphens_and_abbreviations():
    saint = TerritoryFactory(name="Saint-Étienne-du-Valdonnez")
    TerritoryFactory(name="Étienne")

    assert list(Territory.objects.named("ST ETIENNE")) == [saint]


def test_named_finds_the_beginning_of_every_word_in_any_order():
    florac = TerritoryFactory(name="Florac Trois Rivières")
    TerritoryFactory(name="Trois Épis")

    assert list(Territory.objects.named("riv flor")) == [florac]


def test_named_puts_the_whole_name_first_then_the_most_populous():
    other = TerritoryFactory(name="Digne en Bresse", population=900)
    larger = TerritoryFactory(name="Digne-les-Bains", population=16000)
    whole = TerritoryFactory(name="Digne", population=10)

    assert list(Territory.objects.named("digne")) == [whole, larger, other]


def test_named_finds_an_official_code():
    florac = TerritoryFactory(name="Florac Trois Rivières", official_code="48061")

    assert list(Territory.objects.named("48061")) == [florac]


def test_nearly_named_forgives_a_typing_mistake():
    grenoble = TerritoryFactory(name="Grenoble")
    TerritoryFactory(name="Gap")

    assert list(Territory.objects.nearly_named("Grenobel")) == [grenoble]


@pytest.mark.parametrize("words", ["", "***", "%", "_", "'; --", "\\"])
def test_named_takes_signs_for_signs(words):
    TerritoryFactory(name="Gap")

    assert list(Territory.objects.named(words)) == []
    assert list(Territory.objects.nearly_named(words)) == []


def test_renaming_with_update_fields_keeps_the_name_findable():
    territory = TerritoryFactory(name="Autrans")
    territory.name = "Autrans-Méaudre en Vercors"
    territory.save(update_fields=["name"])

    assert list(Territory.objects.named("meaudre")) == [territory]


def test_half_a_point_is_refused_by_the_database():
    with pytest.raises(IntegrityError):
        TerritoryFactory(latitude=45.0)


def test_the_same_code_twice_in_a_kind_is_refused_by_the_database():
    TerritoryFactory(official_code="48061")

    with pytest.raises(IntegrityError):
        TerritoryFactory(official_code="48061")


def test_a_territory_does_not_succeed_itself():
    territory = TerritoryFactory()

    with pytest.raises(IntegrityError):
        SuccessionFactory(before=territory, after=territory)


def test_a_territory_does_not_lie_in_itself():
    territory = TerritoryFactory()

    with pytest.raises(IntegrityError):
        BelongingFactory(part=territory, whole=territory)
