"""The network in the administration: who enters, what is refused, what one finds."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from network.actions import create_groups
from network.models import Belonging, Membership, Succession, Territory, User
from tests.factories.network import (
    InvitationFactory,
    MembershipFactory,
    TerritoryFactory,
    ThemeFactory,
    UserFactory,
    administrator,
    editor,
    lead_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _groups():
    create_groups()


def address(model, view, *args):
    return reverse(model.snippet_viewset.get_url_name(view), args=args)


def test_members_and_leads_do_not_enter(signed_in):
    client = signed_in(lead_of(TerritoryFactory()))

    assert client.get("/admin/").status_code == 403
    assert client.get(address(Territory, "list")).status_code == 403


def test_the_administration_speaks_the_language_of_the_person(signed_in):
    for language, word in (("fr", "Territoires"), ("en", "Territories")):
        client = signed_in(editor(language=language))
        page = client.get(address(Territory, "list"), headers={"accept-language": "de"}).content.decode()
        assert word in page


def test_an_editor_edits_words_and_territories_and_no_people(signed_in):
    client = signed_in(editor())

    assert client.get(address(Territory, "list")).status_code == 200
    assert client.get(address(Territory, "add")).status_code == 200
    assert client.get(address(Membership, "list")).status_code == 302
    assert client.get(reverse("wagtailusers_users:index")).status_code == 302


def test_an_administrator_opens_every_list(signed_in):
    client = signed_in(administrator())
    MembershipFactory()
    InvitationFactory()
    ThemeFactory()

    from network.models import Invitation, Theme

    for model in (Territory, Theme, Membership, Invitation):
        assert client.get(address(model, "list")).status_code == 200
    for model in (Territory, Theme, Membership):
        assert client.get(address(model, "add")).status_code == 200


def inline(prefix, rows):
    data = {
        f"{prefix}-TOTAL_FORMS": len(rows),
        f"{prefix}-INITIAL_FORMS": 0,
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 1000,
    }
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def test_an_editor_makes_a_territory_with_what_it_lies_in_and_succeeds(signed_in):
    whole, before = TerritoryFactory(kind="department"), TerritoryFactory()
    data = {
        "name": "PETR Sud Lozère",
        "slug": "petr-sud-lozere",
        "kind": "petr",
        "country": "FR",
        "in_network": "on",
    }
    data |= inline("belongings", [{"whole": whole.pk, "since": "", "until": "", "id": ""}])
    data |= inline("precessions", [{"before": before.pk, "year": "2018", "source": "", "id": ""}])

    signed_in(editor()).post(address(Territory, "add"), data)

    territory = Territory.objects.get(slug="petr-sud-lozere")
    assert Belonging.objects.get().part == territory
    assert (Succession.objects.get().after, Succession.objects.get().year) == (territory, 2018)


def test_a_double_address_is_refused_in_a_sentence_and_what_was_typed_stays(signed_in):
    TerritoryFactory(slug="florac")
    data = {"name": "Florac encore", "slug": "florac", "kind": "commune", "country": "FR"}

    page = signed_in(editor()).post(
        address(Territory, "add"), data | inline("belongings", []) | inline("precessions", [])
    )

    assert page.status_code == 200
    assert "Florac encore" in page.content.decode()
    assert Territory.objects.count() == 1


def test_the_lists_and_the_chooser_find_names_without_accents(signed_in):
    TerritoryFactory(name="Sainte-Énimie", in_network=False)
    TerritoryFactory(name="Gap", in_network=False)
    client = signed_in(editor())
    chooser = Territory.snippet_viewset.chooser_viewset

    for url in (
        reverse(chooser.get_url_name("choose_results")),
        reverse(Territory.snippet_viewset.get_url_name("list_results")),
    ):
        page = client.get(url, {"q": "ste enimi"}).content.decode()
        assert "Sainte-Énimie" in page
        assert "Gap" not in page


def test_the_chooser_never_lists_36_000_names_in_a_menu(signed_in):
    for number in range(40):
        TerritoryFactory(name=f"Commune {number:03}")

    page = signed_in(administrator()).get(address(Membership, "add")).content.decode()

    assert "Commune 001" not in page


# ---------------------------------------------------------------- nobody edits their own role


def test_an_administrator_gives_a_role_to_somebody_else(signed_in):
    person, territory = UserFactory(), TerritoryFactory()

    signed_in(administrator()).post(
        address(Membership, "add"),
        {"user": person.pk, "territory": territory.pk, "role": "lead", "since": "2026-01-01"},
    )

    assert Membership.objects.get().role == "lead"


def test_an_administrator_gives_themselves_no_membership(signed_in):
    admin, territory = administrator(), TerritoryFactory()

    page = signed_in(admin).post(
        address(Membership, "add"),
        {"user": admin.pk, "territory": territory.pk, "role": "lead", "since": "2026-01-01"},
    )

    assert "Personne ne modifie son propre rôle" in page.content.decode()
    assert not Membership.objects.exists()


def test_an_administrator_does_not_hand_their_own_membership_over(signed_in):
    admin = administrator()
    own = MembershipFactory(user=admin)

    signed_in(admin).post(
        address(Membership, "edit", own.pk),
        {"user": UserFactory().pk, "territory": own.territory.pk, "role": "lead", "since": "2026-01-01"},
    )

    own.refresh_from_db()
    assert (own.user, own.role) == (admin, "member")


def person_data(person, **changes):
    return {
        "email": person.email,
        "first_name": "Ada",
        "last_name": "Vial",
        "language": "fr",
        "is_active": "on",
        **changes,
    }


def test_an_administrator_changes_the_groups_of_somebody_else_but_not_their_own(signed_in):
    admin, person = administrator(), UserFactory()
    editors = Group.objects.get(name="Editors")
    client = signed_in(admin)

    for someone in (admin, person):
        client.post(
            reverse("wagtailusers_users:edit", args=[someone.pk]), person_data(someone, groups=[editors.pk])
        )

    assert [group.name for group in person.groups.all()] == ["Editors"]
    assert [group.name for group in admin.groups.all()] == ["Administrators"]


def test_an_administrator_gives_themselves_no_group_among_others_either(signed_in):
    admin, person = administrator(), UserFactory()
    editors = Group.objects.get(name="Editors")
    address = reverse("wagtail_bulk_action", args=["network", "user", "assign_role"])
    client = signed_in(admin)

    for people in ([admin, person], [person]):
        client.post(f"{address}?" + "&".join(f"id={one.pk}" for one in people), {"role": editors.pk})

    assert [group.name for group in admin.groups.all()] == ["Administrators"]
    assert [group.name for group in person.groups.all()] == ["Editors"]


def test_ones_own_address_is_changed_where_it_is_confirmed_only(signed_in):
    admin = administrator()
    client, before = signed_in(admin), admin.email

    client.post(
        reverse("wagtailusers_users:edit", args=[admin.pk]), person_data(admin, email="autre@exemple.fr")
    )
    client.post(
        reverse("wagtailadmin_account"),
        {
            "name_email-first_name": "Léa",
            "name_email-last_name": "Morin",
            "name_email-email": "autre@exemple.fr",
            "notifications-submitted_notifications": "on",
            "locale-preferred_language": "fr",
            "locale-current_time_zone": "Europe/Paris",
            "theme-theme": "system",
            "theme-density": "default",
            "theme-contrast": "system",
        },
    )

    admin.refresh_from_db()
    assert admin.email == before


def test_an_administrator_makes_nobody_a_superuser_and_touches_none(signed_in):
    person, root = UserFactory(), UserFactory(is_superuser=True)
    client = signed_in(administrator())

    client.post(reverse("wagtailusers_users:edit", args=[person.pk]), person_data(person, is_superuser="on"))
    client.post(
        reverse("wagtailusers_users:edit", args=[root.pk]), person_data(root, email="volee@exemple.fr")
    )

    person.refresh_from_db()
    root.refresh_from_db()
    assert not person.is_superuser
    assert root.email != "volee@exemple.fr"
    assert root.is_superuser


def test_nobody_sets_the_password_of_somebody_else(signed_in):
    person = UserFactory()

    signed_in(administrator()).post(
        reverse("wagtailusers_users:edit", args=[person.pk]),
        person_data(person, password1="une autre phrase", password2="une autre phrase"),
    )

    assert User.objects.get(pk=person.pk).password == person.password


def test_accounts_begin_with_an_invitation(signed_in):
    response = signed_in(administrator()).get(reverse("wagtailusers_users:add"))

    assert response.headers["Location"].endswith(("/compte/inviter/", "/account/invite/"))
