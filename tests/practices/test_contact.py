import pytest
from django.test import Client
from django.urls import reverse
from freezegun import freeze_time

from knowledge_base.practices.models import Question
from network.models import OutgoingMail
from tests.factories.network import UserFactory
from tests.factories.practices import make_draft, make_practice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lists")]
WORDS = {"name": "Léa", "email": "lea@exemple.fr", "message": "Bonjour, combien de familles ?"}


def send(practice, client=None, field="", **typed):
    """Open the form, then send it."""
    client = client or Client()
    address = (
        reverse("practices:ask", args=[practice.pk, field])
        if field
        else reverse("practices:contact", args=[practice.pk])
    )
    token = client.get(address).context["form"]["token"].value()
    return client.post(address, WORDS | {"token": token} | typed)


def test_a_message_reaches_the_contact_and_the_address_is_never_shown(client):
    practice = make_practice(contact_email="secret@exemple.fr", organisation="ADRETS")
    page = (
        client.get(practice.url).content.decode()
        + client.get(reverse("practices:contact", args=[practice.pk])).content.decode()
    )

    response = send(practice)

    row = OutgoingMail.objects.get()
    assert row.recipient == "secret@exemple.fr"
    assert "lea@exemple.fr" in row.text
    assert WORDS["message"] in row.text
    assert "secret@exemple.fr" not in page + response.content.decode()


def test_the_form_needs_no_cookie_and_sets_none(client):
    practice = make_practice(contact_email="a@exemple.fr")

    page = client.get(reverse("practices:contact", args=[practice.pk]))
    sent = send(practice, Client(enforce_csrf_checks=True))

    assert page.cookies == {}
    assert sent.cookies == {}
    assert OutgoingMail.objects.count() == 1


def test_without_a_contact_the_author_receives_it_and_without_author_the_editors(editor):
    author = UserFactory()

    send(make_practice("Avec autrice", owner=author))
    send(make_practice("Sans personne"))

    assert list(OutgoingMail.objects.order_by("pk").values_list("recipient", flat=True)) == [
        author.email,
        editor.email,
    ]


def test_asking_for_a_blank_is_remembered_without_who_asked(client):
    practice = make_practice(contact_email="a@exemple.fr")

    send(practice, field="costs")

    assert list(Question.objects.values_list("practice_id", "field")) == [(practice.pk, "costs")]
    assert {field.name for field in Question._meta.get_fields()} == {"id", "practice", "field", "asked"}


def test_a_program_that_fills_in_the_trap_sends_nothing():
    response = send(make_practice(contact_email="a@exemple.fr"), website="https://spam.example/")

    assert response.status_code == 200
    assert not OutgoingMail.objects.exists()


def test_a_form_sent_twice_is_one_message(client):
    practice = make_practice(contact_email="a@exemple.fr")
    address = reverse("practices:contact", args=[practice.pk])
    token = client.get(address).context["form"]["token"].value()

    for _time in range(2):
        assert client.post(address, WORDS | {"token": token}).status_code == 200

    assert OutgoingMail.objects.count() == 1


@pytest.mark.parametrize("token", ["", "faux", "1:abc:def"])
def test_a_form_this_site_did_not_make_is_refused(client, token):
    practice = make_practice(contact_email="a@exemple.fr")

    assert (
        client.post(reverse("practices:contact", args=[practice.pk]), WORDS | {"token": token}).status_code
        == 403
    )
    assert not OutgoingMail.objects.exists()


def test_a_form_made_for_another_practice_is_refused(client):
    one, another = make_practice("Une"), make_practice("Autre")
    token = client.get(reverse("practices:contact", args=[one.pk])).context["form"]["token"].value()

    assert (
        client.post(reverse("practices:contact", args=[another.pk]), WORDS | {"token": token}).status_code
        == 403
    )


def test_a_form_that_waited_a_day_keeps_what_was_typed(client):
    practice = make_practice(contact_email="a@exemple.fr")
    address = reverse("practices:contact", args=[practice.pk])
    with freeze_time("2025-01-01"):
        token = client.get(address).context["form"]["token"].value()

    response = client.post(address, WORDS | {"token": token})

    assert response.status_code == 422
    assert WORDS["message"] in response.content.decode()
    assert client.post(address, WORDS | {"token": response.context["form"].data["token"]}).status_code == 200


def test_the_sixth_message_of_an_hour_is_refused_with_its_text():
    practice = make_practice(contact_email="a@exemple.fr")

    answers = [send(practice) for _time in range(6)]

    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert WORDS["message"] in answers[-1].content.decode()
    assert OutgoingMail.objects.count() == 5


def test_a_mistake_keeps_what_was_typed():
    response = send(make_practice(contact_email="a@exemple.fr"), email="pas une adresse")

    assert response.status_code == 422
    assert WORDS["message"] in response.content.decode()


def test_a_draft_has_no_contact_page(client):
    assert (
        client.get(
            reverse("practices:contact", args=[make_draft(contact_email="a@exemple.fr").pk])
        ).status_code
        == 404
    )


def test_an_unknown_field_has_no_question_page(client):
    assert client.get(reverse("practices:ask", args=[make_practice().pk, "contact_email"])).status_code == 404
