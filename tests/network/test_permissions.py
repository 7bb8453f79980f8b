"""Who someone is: right, and asked without a query once it is known."""

import pytest
from django.contrib.auth.models import AnonymousUser

from network.models import User
from network.permissions import (
    is_admin,
    is_editor,
    is_lead,
    is_member,
    is_staff_member,
    may_give,
    may_invite,
    territories_of,
)
from tests.factories.network import TerritoryFactory, UserFactory, administrator, editor, lead_of, member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def territory():
    return TerritoryFactory()


def test_a_member_belongs_and_a_lead_speaks(territory):
    member, lead, other = member_of(territory), lead_of(territory), lead_of(TerritoryFactory())

    assert [is_member(who, territory) for who in (member, lead, other)] == [True, True, False]
    assert [is_lead(who, territory) for who in (member, lead, other)] == [False, True, False]
    assert territories_of(member) == [territory.pk]


def test_editors_and_administrators_are_staff():
    assert [is_editor(editor()), is_admin(editor()), is_staff_member(editor())] == [True, False, True]
    assert [is_editor(administrator()), is_admin(administrator()), is_staff_member(administrator())] == [
        False,
        True,
        True,
    ]
    assert is_admin(UserFactory(is_superuser=True))
    assert not is_staff_member(UserFactory())


def test_a_visitor_is_nobody(territory):
    visitor = AnonymousUser()

    answers = [is_admin(visitor), is_editor(visitor), is_staff_member(visitor)]
    answers += [is_member(visitor, territory), is_lead(visitor, territory), may_invite(visitor, territory)]
    assert answers == [False] * 6


def test_a_closed_account_has_no_role(territory):
    lead, admin = lead_of(territory), administrator()
    lead.is_active = admin.is_active = False

    assert not is_lead(lead, territory)
    assert not is_member(lead, territory)
    assert not is_admin(admin)
    assert not is_staff_member(admin)


def test_nobody_belongs_to_no_territory(territory):
    assert not is_member(member_of(territory), None)


def test_asking_again_costs_no_query(territory, django_assert_num_queries):
    lead = User.objects.get(pk=lead_of(territory).pk)
    with django_assert_num_queries(2):
        is_lead(lead, territory)
        is_admin(lead)

    with django_assert_num_queries(0):
        for _turn in range(10):
            (
                is_lead(lead, territory),
                is_member(lead, territory),
                is_admin(lead),
                is_editor(lead),
                territories_of(lead),
            )


def test_a_lead_invites_members_into_the_own_territory_only(territory):
    lead = lead_of(territory)

    assert may_give(lead, territory, "member")
    assert not may_give(lead, territory, "lead")
    assert not may_give(lead, TerritoryFactory(), "member")
    assert not may_give(lead, None, "member")
    assert not may_invite(member_of(territory), territory)


def test_an_administrator_invites_anywhere_in_any_role(territory):
    assert may_give(administrator(), territory, "lead")
    assert may_give(administrator(), None, "member")
