"""The administration, with real sign-ins: who edits what, and what an editor is told."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.models import Collection
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from learning.cycles.models import CyclePage, SessionPage
from tests.factories.cycles import CyclePageFactory, SessionPageFactory, facilitator_of
from tests.factories.media import CollectionFactory, DocumentFactory, RecordingFactory
from tests.factories.network import UserFactory, editor
from tests.factories.pages import published

pytestmark = pytest.mark.django_db


def form(**fields: object) -> dict[str, object]:
    """A session's form, filled in as a browser sends it."""
    words = {
        "title": "Atelier 1",
        "slug": "atelier-1",
        "kind": "workshop",
        "time_zone": "Europe/Paris",
        "programme": streamfield([]),
        **{name: inline_formset([]) for name in ("speakers", "questions", "visits", "materials", "comments")},
    }
    return nested_form_data(words | fields)


def add_address(cycle) -> str:
    return reverse("wagtailadmin_pages:add", args=["cycles", "sessionpage", cycle.pk])


def edit_address(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_a_facilitator_creates_a_session_of_their_cycle(signed_in):
    cycle = CyclePageFactory()

    answer = signed_in(facilitator_of(cycle)).post(add_address(cycle), form() | {"action-publish": "1"})

    assert answer.status_code == 302
    assert SessionPage.objects.of_cycle(cycle).get().live


def test_a_facilitator_edits_the_sessions_of_their_cycle(signed_in):
    cycle = CyclePageFactory()
    session = published(SessionPageFactory(parent=cycle))

    assert signed_in(facilitator_of(cycle)).get(edit_address(session)).status_code == 200


@pytest.mark.parametrize("who", ["facilitator", "editor"])
def test_nobody_else_creates_or_edits_a_session_of_the_cycle(signed_in, who):
    cycle = CyclePageFactory()
    session = published(SessionPageFactory(parent=cycle, title="La nôtre"))
    client = signed_in(facilitator_of(CyclePageFactory()) if who == "facilitator" else editor())

    refused = client.get(edit_address(session)), client.post(add_address(cycle), form())

    assert [answer.status_code for answer in refused] == [302, 302]
    assert {answer["Location"] for answer in refused} == {reverse("wagtailadmin_home")}
    assert SessionPage.objects.of_cycle(cycle).count() == 1


def test_a_facilitator_neither_creates_a_cycle_nor_deletes_another(signed_in):
    cycle, other = CyclePageFactory(), CyclePageFactory()
    client = signed_in(facilitator_of(cycle))

    creating = client.get(
        reverse("wagtailadmin_pages:add", args=["cycles", "cyclepage", cycle.get_parent().pk])
    )
    deleting = client.post(reverse("wagtailadmin_pages:delete", args=[other.pk]))

    assert (creating.status_code, deleting.status_code) == (302, 302)
    assert type(other).objects.filter(pk=other.pk).exists()


def test_people_without_a_cycle_never_enter(signed_in, client):
    session = SessionPageFactory()

    assert signed_in(UserFactory()).get(edit_address(session)).status_code == 403
    assert client.get(edit_address(session)).status_code == 302


def test_a_weekday_that_contradicts_its_date_is_saved_and_warned_of(signed_in):
    cycle = CyclePageFactory()
    client = signed_in(facilitator_of(cycle))

    answer = client.post(add_address(cycle), form(start_date="2022-06-13", weekday="1"), follow=True)

    session = SessionPage.objects.of_cycle(cycle).get()
    assert (session.start_date, session.weekday) == (date(2022, 6, 13), 1)
    warnings = [str(message) for message in answer.context["messages"] if message.level_tag == "warning"]
    assert len(warnings) == 1
    assert "L’annonce dit mardi, mais cette date est un lundi." in warnings[0]


def test_the_warning_stays_in_the_form_for_as_long_as_it_stands(signed_in):
    cycle = CyclePageFactory()
    session = published(SessionPageFactory(parent=cycle, start_date=date(2022, 6, 13), weekday=1))
    client = signed_in(facilitator_of(cycle))
    assert "L’annonce dit mardi" in client.get(edit_address(session)).content.decode()

    session.weekday = 0
    published(session)

    assert "L’annonce dit" not in client.get(edit_address(session)).content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": "T" * 10_000}, "Assurez-vous que cette valeur comporte au plus 255"),
        ({"start_date": "2024-04-18", "end_date": "2024-04-17"}, "Le dernier jour précède le premier."),
        ({"start_time": "19:30"}, "Une heure a besoin d’un jour"),
        ({"start_date": "18 avril"}, "Saisissez une date valide."),
        ({"link": "pas une adresse"}, "Saisissez une URL valide."),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_typed_is_lost(signed_in, typed, said):
    cycle = CyclePageFactory()

    answer = signed_in(facilitator_of(cycle, language="fr")).post(
        add_address(cycle), form(summary="Gardé.", **typed)
    )

    page = answer.content.decode().replace("\xa0", " ")
    assert answer.status_code == 200
    assert said in page
    assert "Gardé." in page
    assert all(str(value) in page for value in typed.values())
    assert not SessionPage.objects.of_cycle(cycle).exists()


def test_a_duplicate_slug_is_refused_in_words(signed_in):
    cycle = CyclePageFactory()
    SessionPageFactory(parent=cycle, slug="atelier-1")

    answer = signed_in(facilitator_of(cycle)).post(add_address(cycle), form() | {"action-publish": "1"})

    assert answer.status_code == 200
    assert "atelier-1" in str(answer.context["form"].errors["slug"])


def test_a_material_is_a_document_or_an_address(signed_in):
    cycle = CyclePageFactory()
    empty = {"title": "Support", "document": "", "address": "", "public": "on"}

    answer = signed_in(facilitator_of(cycle)).post(
        add_address(cycle), form(materials=inline_formset([empty]))
    )

    assert "Choisissez un document ou donnez une adresse." in answer.content.decode()


def test_a_facilitator_takes_no_recording_or_document_of_others_into_a_session(signed_in):
    cycle, theirs = CyclePageFactory(), CollectionFactory(name="Un autre cycle")
    recording = RecordingFactory(collection=theirs, title="Entre eux")
    material = {"title": "Support", "address": "", "document": DocumentFactory(collection=theirs).pk}
    client = signed_in(facilitator_of(cycle))

    offered = client.get(add_address(cycle)).content.decode()
    told = [
        client.post(add_address(cycle), form(recording=recording.pk)),
        client.post(add_address(cycle), form(materials=inline_formset([material]))),
    ]

    assert "Entre eux" not in offered
    assert [answer.status_code for answer in told] == [200, 200]
    assert not SessionPage.objects.of_cycle(cycle).exists()


def test_a_facilitator_takes_those_of_the_cycle_and_leaves_what_is_there(signed_in):
    cycle = CyclePageFactory()
    facilitator = facilitator_of(cycle)
    own = Collection.objects.get(name=CyclePage.objects.get(pk=cycle.pk).facilitators.name)
    there = SessionPageFactory(parent=cycle, recording=RecordingFactory(collection=CollectionFactory()))
    material = {"title": "Support", "address": "", "document": DocumentFactory(collection=own).pk}
    client = signed_in(facilitator)

    added = client.post(
        add_address(cycle),
        form(recording=RecordingFactory(collection=own).pk, materials=inline_formset([material])),
    )
    kept = client.post(edit_address(there), form(slug="la", recording=there.recording_id))

    assert (added.status_code, kept.status_code) == (302, 302)


def test_a_facilitator_keeps_the_list_of_speakers(signed_in):
    client = signed_in(facilitator_of(CyclePageFactory()))

    assert client.get(reverse("wagtailsnippets_cycles_speaker:list")).status_code == 200
    assert client.get(reverse("wagtailsnippets_cycles_speaker:add")).status_code == 200
