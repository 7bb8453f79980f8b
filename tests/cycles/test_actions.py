"""The facilitators' group that comes with a cycle."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Locale, Revision

from learning.cycles.actions import give_facilitators
from learning.cycles.models import CyclePage
from tests.factories.cycles import CyclePageFactory, SessionPageFactory, facilitator_of
from tests.factories.pages import published

pytestmark = pytest.mark.django_db


def test_a_new_cycle_has_its_group_with_the_rights_on_its_pages():
    cycle = CyclePageFactory(title="Smart CommUnity")

    rights = GroupPagePermission.objects.filter(group=cycle.facilitators, page=cycle)

    assert sorted(right.permission.codename for right in rights) == [
        "add_page",
        "change_page",
        "publish_page",
    ]
    assert cycle.facilitators.name.startswith("Smart CommUnity")
    assert cycle.facilitators.permissions.filter(codename="access_admin").exists()


def test_the_group_may_store_files_in_the_cycle_s_own_collection():
    cycle = CyclePageFactory()

    rights = GroupCollectionPermission.objects.filter(group=cycle.facilitators)

    assert {right.collection.depth for right in rights} == {2}
    assert "add_document" in {right.permission.codename for right in rights}


def test_asking_twice_makes_one_group():
    cycle = CyclePageFactory()
    groups = Group.objects.count()

    assert give_facilitators(cycle) == cycle.facilitators
    assert Group.objects.count() == groups
    assert GroupPagePermission.objects.filter(group=cycle.facilitators).count() == 3


def test_namesakes_and_endless_titles_have_groups_of_their_own():
    first, second = CyclePageFactory(title="C" * 255), CyclePageFactory(title="C" * 255)

    assert first.facilitators != second.facilitators


def test_a_copy_of_a_cycle_is_not_run_by_the_people_of_the_first():
    cycle = CyclePageFactory()
    copy = cycle.copy(update_attrs={"slug": "suivant", "title": "Le suivant"})

    assert CyclePage.objects.get(pk=copy.pk).facilitators not in (None, cycle.facilitators)


def test_a_translation_is_run_by_the_same_people():
    cycle = CyclePageFactory()
    english = Locale.objects.get(language_code="en")

    translated = cycle.copy_for_translation(english)

    translated = CyclePage.objects.get(pk=translated.pk)
    assert translated.facilitators == cycle.facilitators
    assert GroupPagePermission.objects.filter(group=cycle.facilitators, page=translated).count() == 3


def test_publishing_an_old_version_never_changes_who_runs_the_cycle():
    cycle = CyclePageFactory()
    group = cycle.facilitators
    cycle.facilitators = None
    old = cycle.save_revision()
    CyclePage.objects.filter(pk=cycle.pk).update(facilitators=group)

    Revision.objects.get(pk=old.pk).publish()

    assert CyclePage.objects.get(pk=cycle.pk).facilitators == group


def test_deleting_a_cycle_takes_its_group_and_its_rights_away():
    cycle = published(CyclePageFactory())
    SessionPageFactory(parent=cycle)
    group, user = cycle.facilitators, facilitator_of(cycle)

    CyclePage.objects.get(pk=cycle.pk).delete()

    assert not Group.objects.filter(pk=group.pk).exists()
    assert not user.groups.exists()
