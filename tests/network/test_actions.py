"""Inviting, accepting, and what an installation starts with."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from wagtail.models import GroupPagePermission

from network.actions import (
    Refused,
    accept_invitation,
    create_groups,
    create_themes,
    invite,
    open_invitation,
    permissions_named,
)
from network.models import Invitation, Theme, User
from network.permissions import is_admin, is_editor, is_staff_member
from tests.factories.network import InvitationFactory, TerritoryFactory, UserFactory, administrator, lead_of

pytestmark = pytest.mark.django_db
FIELDS = {"password": "une longue phrase", "first_name": "Ada", "last_name": "Vial", "language": "en"}


def token_of(link):
    return link.rstrip("/").rpartition("/")[2]


def test_invite_keeps_only_the_digest_of_the_secret(sent, link_in):
    territory = TerritoryFactory()
    with sent() as mails:
        invitation = invite(lead_of(territory), "Ada@Exemple.fr ", territory)

    token = token_of(link_in(mails[0]))
    assert mails[0].to == ["ada@exemple.fr"]
    assert open_invitation(token) == invitation
    assert token not in str(list(Invitation.objects.values_list()))


def test_the_invitation_is_written_in_the_language_of_who_reads_it(sent):
    UserFactory(email="ada@exemple.fr", language="en")
    french = UserFactory(language="fr")

    with sent() as mails:
        invite(french, "ada@exemple.fr")
        invite(french, "nouveau@exemple.fr")

    english, inviting = mails
    assert "/en/account/invitation/" in english.body
    assert "/fr/compte/invitation/" in inviting.body


def test_inviting_again_closes_the_former_link(sent, link_in):
    by = administrator()
    with sent() as mails:
        invite(by, "ada@exemple.fr")
        invite(by, "ada@exemple.fr")

    first, second = (token_of(link_in(mail)) for mail in mails)
    assert open_invitation(first) is None
    assert open_invitation(second) is not None


def test_invite_refuses_what_is_no_address():
    with pytest.raises(Refused):
        invite(administrator(), "ada@exemple.fr\nBcc: x@exemple.fr")


def test_accepting_makes_a_person_with_a_confirmed_address_and_what_was_promised():
    territory, group = TerritoryFactory(), Group.objects.create(name="Facilitators of a cycle")
    invitation = InvitationFactory(email="ada@exemple.fr", territory=territory, role="lead", group=group)

    person = accept_invitation(invitation, **FIELDS)

    assert person.check_password("une longue phrase")
    assert (person.first_name, person.language) == ("Ada", "en")
    assert person.emailaddress_set.get().verified
    assert person.memberships.get().role == "lead"
    assert list(person.groups.all()) == [group]


def test_accepting_adds_the_territory_to_an_existing_account_and_never_lowers_a_role():
    territory = TerritoryFactory()
    lead = lead_of(territory)

    accept_invitation(InvitationFactory(email=lead.email, territory=territory), lead)

    assert lead.memberships.get().role == "lead"


def test_an_invitation_is_accepted_once():
    invitation = InvitationFactory()
    accept_invitation(invitation, **FIELDS)

    with pytest.raises(Refused):
        accept_invitation(invitation, **FIELDS)


def test_an_expired_invitation_is_refused():
    with pytest.raises(Refused):
        accept_invitation(InvitationFactory(expires=timezone.now() - timedelta(minutes=1)), **FIELDS)


def test_an_invitation_is_for_its_address_only():
    with pytest.raises(Refused):
        accept_invitation(InvitationFactory(email="ada@exemple.fr"), UserFactory())


def test_an_invitation_never_replaces_the_password_of_an_existing_account():
    person = UserFactory(email="ada@exemple.fr")

    with pytest.raises(Refused):
        accept_invitation(InvitationFactory(email="ada@exemple.fr"), **FIELDS)

    assert User.objects.get(pk=person.pk).password == person.password


# ---------------------------------------------------------------- themes and groups


@pytest.mark.empty_network
def test_create_themes_loads_the_six_dimensions_in_both_languages():
    create_themes()

    dimensions = Theme.objects.filter(is_dimension=True)
    assert list(dimensions.values_list("name_en", flat=True)) == [
        "People",
        "Governance",
        "Economy",
        "Mobility",
        "Environment",
        "Living",
    ]
    assert not Theme.objects.filter(name_en="").exists()


@pytest.mark.empty_network
def test_creating_themes_twice_changes_nothing_and_keeps_what_was_renamed():
    create_themes()
    Theme.objects.filter(slug="sante").update(name="Santé et soins")
    before = list(Theme.objects.order_by("pk").values_list())

    assert create_themes() == 0
    assert list(Theme.objects.order_by("pk").values_list()) == before


@pytest.mark.empty_network
def test_create_groups_lets_editors_publish_and_administrators_manage_people():
    create_groups()
    create_groups()
    editor, administrator = UserFactory(), UserFactory()
    editor.groups.add(Group.objects.get(name="Editors"))
    administrator.groups.add(Group.objects.get(name="Administrators"))

    assert is_editor(editor)
    assert is_staff_member(editor)
    assert editor.has_perm("network.change_territory")
    assert not editor.has_perm("network.change_user")
    assert not editor.has_perm("network.change_membership")
    assert is_admin(administrator)
    assert administrator.has_perms(
        ["network.change_user", "network.change_membership", "network.delete_theme"]
    )
    published_by = GroupPagePermission.objects.filter(permission__codename="publish_page", page__depth=1)
    assert {"Editors", "Administrators"} <= set(published_by.values_list("group__name", flat=True))


def test_a_right_that_does_not_exist_is_refused():
    with pytest.raises(ImproperlyConfigured, match="fly_territory"):
        permissions_named({"network.fly_territory"})
