"""Documents and recordings of a cycle: who gets them, who is refused, for whom they do not exist."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from media.models import Recording
from tests.factories.cycles import (
    CyclePageFactory,
    MaterialFactory,
    ParticipationFactory,
    SessionPageFactory,
    document_material,
    facilitator_of,
)
from tests.factories.network import UserFactory, administrator, editor, lead_of, member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return ParticipationFactory().cycle


@pytest.fixture
def recorded(cycle):
    film = Recording.objects.create(
        title="Webinaire 1", type="video", duration=60, file=ContentFile(b"un film", name="webinaire.mp4")
    )
    return SessionPageFactory(parent=cycle, recording=film)


def statuses(cycle, address: str, client, signed_in) -> dict[str, int]:
    territory = cycle.participations.get().territory
    people = {
        "member": member_of(territory),
        "lead": lead_of(territory),
        "other": UserFactory(),
        "facilitator": facilitator_of(cycle),
        "other_facilitator": facilitator_of(CyclePageFactory()),
        "editor": editor(),
        "admin": administrator(),
    }
    answers = {role: signed_in(user).get(address).status_code for role, user in people.items()}
    return {"visitor": client.get(address).status_code, **answers}


WITHIN_THE_CYCLE = {
    "visitor": 302,
    "member": 403,
    "lead": 403,
    "other": 404,
    "facilitator": 200,
    "other_facilitator": 404,
    "editor": 403,
    "admin": 200,
}


def test_a_recording_is_watched_within_its_cycle_only(client, signed_in, cycle, recorded):
    address = reverse("cycles:recording", args=[recorded.pk])

    assert statuses(cycle, address, client, signed_in) == WITHIN_THE_CYCLE


def test_a_material_kept_within_the_cycle_asks_the_same(client, signed_in, cycle):
    material = document_material(session=SessionPageFactory(parent=cycle), public=False)
    address = reverse("cycles:material", args=[material.pk])

    assert statuses(cycle, address, client, signed_in) == WITHIN_THE_CYCLE


def test_a_visitor_is_sent_to_the_sign_in_page_and_back(client, recorded):
    answer = client.get(reverse("cycles:recording", args=[recorded.pk]))

    assert answer["Location"].endswith(f"?next={reverse('cycles:recording', args=[recorded.pk])}")
    assert "no-store" in answer["Cache-Control"]


def test_a_recording_is_gone_on_the_day_it_was_to_be_kept_until(signed_in, cycle, recorded):
    facilitator = signed_in(facilitator_of(cycle))
    address = reverse("cycles:recording", args=[recorded.pk])
    recorded.recording.keep_until = timezone.localdate() + timedelta(days=1)
    recorded.recording.save()
    assert facilitator.get(address).status_code == 200

    recorded.recording.keep_until = timezone.localdate()
    recorded.recording.save()

    assert facilitator.get(address).status_code == 404


def test_a_recording_of_a_draft_or_of_nothing_does_not_exist(signed_in, cycle, recorded):
    facilitator = signed_in(facilitator_of(cycle))
    recorded.unpublish()

    assert facilitator.get(reverse("cycles:recording", args=[recorded.pk])).status_code == 404
    silent = SessionPageFactory(parent=cycle)
    assert facilitator.get(reverse("cycles:recording", args=[silent.pk])).status_code == 404


def test_a_public_material_is_for_everyone_under_its_own_name(client):
    material = document_material()

    answer = client.get(material.url)

    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 un support"
    assert answer["Content-Type"] == "application/pdf"


def test_a_material_of_a_draft_or_private_session_or_without_document_does_not_exist(client):
    draft = document_material(session=SessionPageFactory(live=False))
    private = document_material()
    private.session.view_restrictions.create(restriction_type="login")
    elsewhere = MaterialFactory()

    for material in (draft, private, elsewhere):
        assert client.get(reverse("cycles:material", args=[material.pk])).status_code == 404


def test_the_library_address_of_a_document_keeps_it_within_the_cycle_too(client, signed_in, cycle):
    material = document_material(session=SessionPageFactory(parent=cycle), public=False)
    address = material.document.url

    assert client.get(address).status_code == 404
    assert signed_in(facilitator_of(CyclePageFactory())).get(address).status_code == 404
    answer = signed_in(facilitator_of(cycle)).get(address)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")


def test_the_library_address_of_a_document_of_a_closed_session_is_closed_too(client):
    material = document_material()
    material.session.view_restrictions.create(restriction_type="login")

    assert client.get(material.document.url).status_code == 404


def test_the_library_address_of_a_public_document_is_open(client):
    assert client.get(document_material().document.url).status_code == 200
