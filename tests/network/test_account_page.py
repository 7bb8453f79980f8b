"""One's own page, and the link that stops the messages."""

import pytest
from django.test import Client

from network.notifications import unsubscribe_address
from tests.factories.network import MembershipFactory, TerritoryFactory, UserFactory, administrator, lead_of

pytestmark = pytest.mark.django_db
PAGE = "/fr/compte/"


def path_of(person):
    return "/" + unsubscribe_address(person).split("/", 3)[3]


def test_a_visitor_signs_in_first(client):
    assert client.get(PAGE).headers["Location"] == f"/fr/compte/connexion/?next={PAGE}"


def test_a_person_changes_the_name_the_language_and_the_messages(signed_in):
    person = UserFactory(language="fr")

    response = signed_in(person).post(PAGE, {"first_name": "Ada", "last_name": "Vial", "language": "en"})

    person.refresh_from_db()
    assert (person.get_full_name(), person.language, person.wants_mail) == ("Ada Vial", "en", False)
    assert response.headers["Location"] == "/en/account/"


def test_nobody_gives_themselves_rights_or_another_address(signed_in):
    person = UserFactory(email="ada@exemple.fr")

    signed_in(person).post(
        PAGE,
        {
            "first_name": "Ada",
            "last_name": "Vial",
            "language": "fr",
            "email": "chef@exemple.fr",
            "is_superuser": "on",
            "is_staff": "on",
            "groups": "1",
        },
    )

    person.refresh_from_db()
    assert (person.email, person.is_superuser, person.is_staff) == ("ada@exemple.fr", False, False)
    assert not person.groups.exists()


def test_a_name_of_ten_thousand_letters_is_refused_and_kept_in_the_form(signed_in):
    page = signed_in(UserFactory()).post(
        PAGE, {"first_name": "a" * 10_000, "last_name": "b", "language": "fr"}
    )

    assert "first_name" in page.context["form"].errors
    assert "a" * 10_000 in page.content.decode()


def test_the_page_names_the_territories_and_offers_to_invite_to_those_who_may(signed_in):
    territory = TerritoryFactory(name="Florac")
    member = MembershipFactory(territory=territory).user

    assert "Florac" in signed_in(member).get(PAGE).content.decode()
    assert "/fr/compte/inviter/" not in signed_in(member).get(PAGE).content.decode()
    assert "/fr/compte/inviter/" in signed_in(lead_of(territory)).get(PAGE).content.decode()
    assert "/fr/compte/inviter/" in signed_in(administrator()).get(PAGE).content.decode()


def test_the_queries_do_not_grow_with_the_territories(signed_in, django_assert_max_num_queries):
    person = UserFactory()
    for _number in range(12):
        MembershipFactory(user=person)
    client = signed_in(person)

    with django_assert_max_num_queries(14):
        client.get(PAGE)


def test_reading_the_link_of_a_mail_stops_nothing_and_posting_it_does(client):
    person = UserFactory()
    path = path_of(person)

    assert client.get(path).status_code == 200
    person.refresh_from_db()
    assert person.wants_mail

    Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})

    person.refresh_from_db()
    assert not person.wants_mail


def test_a_forged_link_stops_nobody(client):
    person = UserFactory()

    assert client.post(path_of(person).rstrip("/") + "x/").status_code == 404
    person.refresh_from_db()
    assert person.wants_mail
