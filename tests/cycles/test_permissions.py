"""Who runs a cycle and who shares one; what is kept within it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from wagtail.models import Locale

from learning.cycles.models import CyclePage
from learning.cycles.permissions import (
    is_facilitator,
    may_enter_private_space,
    may_open_document,
    shares_cycle,
)
from network.models import User
from tests.factories.cycles import (
    CyclePageFactory,
    MaterialFactory,
    ParticipationFactory,
    SessionPageFactory,
    document,
    facilitator_of,
)
from tests.factories.network import (
    MembershipFactory,
    TerritoryFactory,
    UserFactory,
    administrator,
    editor,
    member_of,
)

pytestmark = pytest.mark.django_db


def test_a_facilitator_runs_their_own_cycle_only():
    mine, other = CyclePageFactory(), CyclePageFactory()
    user = facilitator_of(mine)

    assert is_facilitator(user, mine)
    assert not is_facilitator(user, other)


def test_nobody_runs_no_cycle():
    assert not is_facilitator(facilitator_of(CyclePageFactory()), None)
    assert not shares_cycle(UserFactory(), None)


def test_a_visitor_and_a_deactivated_facilitator_run_nothing():
    cycle = CyclePageFactory()
    gone = facilitator_of(cycle, is_active=False)

    assert not is_facilitator(AnonymousUser(), cycle)
    assert not is_facilitator(gone, cycle)
    assert not shares_cycle(AnonymousUser(), cycle)


def test_people_share_the_cycles_of_their_territories():
    taking_part = ParticipationFactory()
    member = member_of(taking_part.territory)

    assert shares_cycle(member, taking_part.cycle)
    assert not shares_cycle(member, CyclePageFactory())
    assert not shares_cycle(UserFactory(), taking_part.cycle)


def test_an_alias_in_the_other_language_has_the_same_facilitators_and_territories():
    cycle = CyclePageFactory()
    taking_part = ParticipationFactory(cycle=cycle)
    index = cycle.get_parent()
    english = index.get_translation(Locale.objects.get(language_code="en"))
    alias = cycle.create_alias(parent=english, update_locale=english.locale, reset_translation_key=False)

    assert is_facilitator(facilitator_of(cycle), alias)
    assert shares_cycle(member_of(taking_part.territory), alias)


def test_asking_about_many_cycles_costs_one_query_per_question(django_assert_num_queries):
    cycles = [CyclePageFactory() for _ in range(5)]
    ParticipationFactory(cycle=cycles[0], territory=(territory := TerritoryFactory()))
    user = User.objects.get(pk=facilitator_of(cycles[0]).pk)
    MembershipFactory(user=user, territory=territory)

    with django_assert_num_queries(2):  # the groups, which other rights ask for too, and the cycles
        assert [is_facilitator(user, cycle) for cycle in cycles] == [True, False, False, False, False]
    with django_assert_num_queries(2):
        assert [shares_cycle(user, cycle) for cycle in cycles] == [True, False, False, False, False]


def test_the_private_space_is_for_who_runs_the_cycle_and_administrators():
    cycle = CyclePageFactory()
    taking_part = ParticipationFactory(cycle=cycle)

    assert may_enter_private_space(facilitator_of(cycle), cycle)
    assert may_enter_private_space(administrator(), cycle)
    for outsider in (
        facilitator_of(CyclePageFactory()),
        editor(),
        member_of(taking_part.territory),
        AnonymousUser(),
    ):
        assert not may_enter_private_space(outsider, cycle)


def test_a_document_of_no_cycle_is_not_ours_to_keep():
    assert may_open_document(AnonymousUser(), document())


def test_a_document_opens_once_a_published_material_is_for_everyone():
    paper = document()
    draft = SessionPageFactory(live=False)
    MaterialFactory(session=draft, document=paper, address="")
    assert not may_open_document(AnonymousUser(), paper)

    CyclePage.objects.update(live=True)
    draft.live = True
    draft.save()

    assert may_open_document(AnonymousUser(), paper)


def test_a_document_kept_within_a_cycle_opens_for_who_runs_it():
    session = SessionPageFactory()
    paper = document()
    MaterialFactory(session=session, document=paper, address="", public=False)

    assert may_open_document(facilitator_of(session.cycle), paper)
    assert not may_open_document(facilitator_of(CyclePageFactory()), paper)
    assert not may_open_document(AnonymousUser(), paper)
