"""The pages of an invitation: who may invite, and what the secret link opens."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.actions import Refused, accept_invitation, digest, invite
from network.models import Invitation, Membership, User
from tests.factories.network import (
    InvitationFactory,
    MembershipFactory,
    TerritoryFactory,
    UserFactory,
    administrator,
    editor,
    lead_of,
    member_of,
)

pytestmark = pytest.mark.django_db
INVITE = "/fr/compte/inviter/"
TOKEN = "un-jeton-secret"
LINK = f"/fr/compte/invitation/{TOKEN}/"
NEW = {"first_name": "Ada", "last_name": "Vial", "language": "fr", "password": "une longue phrase 7"}


@pytest.fixture
def territory():
    return TerritoryFactory(name="Florac")


def invitation(**fields):
    return InvitationFactory(digest=digest(TOKEN), **fields)


# ---------------------------------------------------------------- inviting


def test_a_visitor_signs_in_first(client):
    assert client.get(INVITE).headers["Location"].startswith("/fr/compte/connexion/")


def test_members_and_editors_do_not_invite(signed_in, territory):
    for person in (member_of(territory), editor(), UserFactory()):
        client = signed_in(person)
        data = {"email": "ada@exemple.fr", "territory": territory.pk, "role": "member"}
        assert client.get(INVITE).status_code == 403
        assert client.post(INVITE, data).status_code == 403
    assert not Invitation.objects.exists()


def test_a_lead_invites_into_the_own_territory(signed_in, sent, territory):
    client = signed_in(lead_of(territory))

    with sent() as mails:
        client.post(INVITE, {"email": "ada@exemple.fr", "territory": territory.pk, "role": "member"})

    assert [mail.to for mail in mails] == [["ada@exemple.fr"]]
    assert Invitation.objects.get().territory == territory


@pytest.mark.parametrize("attempt", ["elsewhere", "as lead", "nowhere"])
def test_a_lead_invites_neither_elsewhere_nor_as_a_lead(signed_in, territory, attempt):
    elsewhere = TerritoryFactory()
    data = {
        "elsewhere": {"territory": elsewhere.pk, "role": "member"},
        "as lead": {"territory": territory.pk, "role": "lead"},
        "nowhere": {"territory": "", "role": "member"},
    }[attempt]

    response = signed_in(lead_of(territory)).post(INVITE, {"email": "ada@exemple.fr", **data})

    assert response.status_code == 200
    assert response.context["form"].errors
    assert not Invitation.objects.exists()


def test_a_lead_sees_the_invitations_of_the_own_territory_only(signed_in, territory):
    InvitationFactory(email="ici@exemple.fr", territory=territory)
    InvitationFactory(email="ailleurs@exemple.fr", territory=TerritoryFactory())

    page = signed_in(lead_of(territory)).get(INVITE).content.decode()

    assert "ici@exemple.fr" in page
    assert "ailleurs@exemple.fr" not in page


def test_an_administrator_invites_a_lead_anywhere(signed_in, territory):
    signed_in(administrator()).post(
        INVITE, {"email": "ada@exemple.fr", "territory": territory.pk, "role": "lead"}
    )

    assert Invitation.objects.get().role == "lead"


def test_the_answer_is_the_same_for_a_known_and_an_unknown_address(signed_in, territory):
    UserFactory(email="connue@exemple.fr")
    client = signed_in(lead_of(territory))
    pages = []
    for email in ("connue@exemple.fr", "inconnue@exemple.fr"):
        Invitation.objects.all().delete()
        response = client.post(
            INVITE, {"email": email, "territory": territory.pk, "role": "member"}, follow=True
        )
        pages.append((response.status_code, without_tokens(response).replace(email, "…")))

    assert pages[0] == pages[1]


def test_too_many_invitations_are_stopped(signed_in, settings, territory):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "invite": "2/h/user"}
    client = signed_in(lead_of(territory))

    for number in range(3):
        client.post(INVITE, {"email": f"a{number}@exemple.fr", "territory": territory.pk, "role": "member"})

    assert Invitation.objects.count() == 2


def without_tokens(response):
    import re

    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


# ---------------------------------------------------------------- accepting


def test_a_new_person_makes_an_account_and_is_signed_in(client, territory):
    invitation(email="ada@exemple.fr", territory=territory)
    assert "Florac" in client.get(LINK).content.decode()

    response = client.post(LINK, NEW)

    person = User.objects.get(email="ada@exemple.fr")
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(person.pk)
    assert person.memberships.get().territory == territory


def test_what_is_posted_beside_the_form_gives_nothing(client, territory):
    invitation(email="ada@exemple.fr", territory=territory)

    client.post(
        LINK, {**NEW, "email": "chef@exemple.fr", "is_superuser": "on", "role": "lead", "groups": "1"}
    )

    person = User.objects.get(email="ada@exemple.fr")
    assert not person.is_superuser
    assert person.memberships.get().role == Membership.Role.MEMBER
    assert not User.objects.filter(email="chef@exemple.fr").exists()


def test_a_weak_password_is_refused_and_what_was_typed_stays(client):
    invitation(email="ada@exemple.fr")

    page = client.post(LINK, {**NEW, "password": "ada"})

    assert "password" in page.context["form"].errors
    assert 'value="Vial"' in page.content.decode()
    assert not User.objects.filter(email="ada@exemple.fr").exists()


def test_an_existing_account_accepts_once_signed_in(client, signed_in, territory):
    person = UserFactory(email="ada@exemple.fr")
    invitation(email="ada@exemple.fr", territory=territory)
    assert f"?next={LINK}" in client.get(LINK).content.decode()
    assert client.post(LINK, NEW).headers["Location"].startswith("/fr/compte/connexion/")
    assert not person.memberships.exists()

    signed_in(person).post(LINK)

    assert person.memberships.get().territory == territory


def test_somebody_else_does_not_accept(signed_in, territory):
    UserFactory(email="ada@exemple.fr")
    invitation(email="ada@exemple.fr", territory=territory)

    signed_in(UserFactory()).post(LINK)

    assert not Membership.objects.exists()


def test_reading_the_page_accepts_nothing(signed_in, territory):
    person = UserFactory(email="ada@exemple.fr")
    invitation(email="ada@exemple.fr", territory=territory)

    signed_in(person).get(LINK)

    assert not Membership.objects.exists()


@pytest.mark.parametrize("state", ["unknown", "expired", "used"])
def test_unknown_expired_and_used_links_get_the_same_page(client, state):
    now = timezone.now()
    if state != "unknown":
        invitation(
            expires=now - timedelta(days=1) if state == "expired" else now + timedelta(days=1),
            accepted=now if state == "used" else None,
        )

    answers = [client.get(LINK), client.post(LINK, NEW)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert "Cette invitation est close" in answers[0].content.decode()


def test_a_post_without_its_token_is_refused():
    invitation()

    assert Client(enforce_csrf_checks=True).post(LINK, NEW).status_code == 403


def test_the_pages_are_kept_nowhere(client):
    invitation()

    assert "no-store" in client.get(LINK).headers["Cache-Control"]


def test_nobody_gives_a_role_to_themselves(signed_in, territory):
    person = administrator()
    browser = signed_in(person)

    answer = browser.post(INVITE, {"email": person.email.upper(), "territory": territory.pk, "role": "lead"})

    assert "Personne ne se donne un rôle" in answer.content.decode()
    assert not Invitation.objects.exists()

    # An address taken afterwards does not help.
    invitation = invite(person, "autre@exemple.fr", territory, "lead")
    User.objects.filter(pk=person.pk).update(email="autre@exemple.fr")
    with pytest.raises(Refused):
        accept_invitation(invitation, User.objects.get(pk=person.pk))


def test_nobody_takes_themselves_out_of_a_territory(signed_in, territory):
    person = administrator()
    own = MembershipFactory(user=person, territory=territory)
    other = MembershipFactory(territory=territory)
    browser = signed_in(person)

    for membership in (own, other):
        browser.post(reverse("wagtailsnippets_network_membership:delete", args=[membership.pk]))

    assert list(Membership.objects.all()) == [own]
