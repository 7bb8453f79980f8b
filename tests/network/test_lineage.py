from itertools import pairwise

import pytest

from network import lineage
from tests.factories.network import BelongingFactory, SuccessionFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


def test_predecessors_and_successors_are_followed_to_the_end():
    pays, association, petr = (TerritoryFactory(name=name) for name in ("Pays", "Association", "PETR"))
    cbe = TerritoryFactory(name="CBE")
    SuccessionFactory(before=pays, after=association, year=2015)
    SuccessionFactory(before=cbe, after=association, year=2015)
    SuccessionFactory(before=association, after=petr, year=2018)

    assert [step.before for step in lineage.predecessors(petr)] == [association, pays, cbe]
    assert [step.after for step in lineage.successors(pays)] == [association, petr]
    assert lineage.names(association) == ["Association", "Pays", "CBE", "PETR"]


def test_a_circle_of_successions_is_walked_once():
    one, two = TerritoryFactory(), TerritoryFactory()
    SuccessionFactory(before=one, after=two)
    SuccessionFactory(before=two, after=one)

    assert len(lineage.predecessors(one)) == 2


def test_wholes_go_from_the_nearest_to_the_widest():
    commune, epci = TerritoryFactory(), TerritoryFactory(kind="epci")
    department, region = TerritoryFactory(kind="department"), TerritoryFactory(kind="region")
    BelongingFactory(part=commune, whole=epci)
    BelongingFactory(part=epci, whole=department)
    BelongingFactory(part=department, whole=region)

    assert lineage.wholes(commune) == [epci, department, region]


def test_a_commune_lies_in_its_own_department_even_if_its_grouping_lies_in_two():
    commune, epci = TerritoryFactory(), TerritoryFactory(kind="epci")
    own, other = TerritoryFactory(kind="department"), TerritoryFactory(kind="department")
    BelongingFactory(part=commune, whole=epci)
    BelongingFactory(part=commune, whole=own)
    BelongingFactory(part=epci, whole=own)
    BelongingFactory(part=epci, whole=other)

    assert lineage.wholes(commune) == [epci, own]
    assert lineage.wholes(epci) == [own, other]


def test_a_belonging_that_ended_is_left_out():
    belonging = BelongingFactory(until=2016)

    assert lineage.wholes(belonging.part) == []


def test_a_chain_of_any_length_costs_one_query(django_assert_num_queries):
    chain = [TerritoryFactory(kind=kind) for kind in ("commune", "epci", "petr", "department", "region")]
    for part, whole in pairwise(chain):
        BelongingFactory(part=part, whole=whole)
        SuccessionFactory(before=part, after=whole)

    with django_assert_num_queries(1):
        assert lineage.wholes(chain[0]) == chain[1:]
    with django_assert_num_queries(1):
        assert len(lineage.names(chain[2])) == 5


def test_what_merged_into_the_same_territory_is_no_predecessor_of_its_fellow():
    pays, fellow, heir = (
        TerritoryFactory(name="Pays"),
        TerritoryFactory(name="CBE"),
        TerritoryFactory(name="Heir"),
    )
    SuccessionFactory(before=pays, after=heir)
    SuccessionFactory(before=fellow, after=heir)

    assert lineage.names(pays) == ["Pays", "Heir"]
