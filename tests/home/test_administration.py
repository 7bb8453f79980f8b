"""What the administration would tell, or let pass, without being asked."""

import csv
import io

import pytest
from django.urls import reverse

from learning.cycles.actions import give_facilitators
from network.actions import create_groups
from tests.factories.cycles import CyclePageFactory, SessionPageFactory
from tests.factories.network import MembershipFactory, UserFactory, administrator, editor
from tests.factories.practices import make_draft, make_practice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _groups():
    create_groups()


@pytest.fixture
def cycle():
    return CyclePageFactory(title="Cycle à moi")


@pytest.fixture
def facilitator(cycle, signed_in):
    person = UserFactory()
    person.groups.add(give_facilitators(cycle))
    return signed_in(person)


def chooser(page):
    return reverse("wagtailadmin_choose_page_child", args=[page.pk])


def test_a_facilitator_chooses_among_what_is_published_and_what_is_theirs(facilitator, cycle):
    draft, open_to_all = make_draft("Pas encore dite"), make_practice("Enfin dite")
    SessionPageFactory(parent=cycle, title="Seance a venir", live=False)

    page = facilitator.get(chooser(draft.get_parent())).content.decode()
    found = facilitator.get(reverse("wagtailadmin_choose_page_search"), {"q": "dite"}).content.decode()

    assert open_to_all.title in page
    assert draft.title not in page + found
    assert "Seance a venir" in facilitator.get(chooser(cycle)).content.decode()


def test_an_editor_chooses_drafts_too(signed_in):
    draft = make_draft("Pas encore dite")

    assert draft.title in signed_in(editor()).get(chooser(draft.get_parent())).content.decode()


def test_the_number_of_a_draft_does_not_tell_its_title_to_a_facilitator(facilitator, cycle):
    draft = make_draft("Pas encore dite")
    addresses = [
        chooser(draft),
        reverse("wagtailadmin_pages:move_confirm", args=[draft.pk, cycle.pk]),
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={draft.pk}",
    ]

    assert {facilitator.get(address).status_code for address in addresses} == {404}
    assert facilitator.get(reverse("wagtailadmin_pages:edit", args=[cycle.pk])).status_code == 200
    assert facilitator.get(reverse("wagtailadmin_reports:page_types_usage")).status_code == 403


def test_what_begins_like_a_formula_is_text_in_an_exported_table(signed_in):
    for first_name in ("=HYPERLINK(1)", "@SUM(1)", "+33", "-1+1"):
        MembershipFactory(user__first_name=first_name)
    client = signed_in(administrator())

    answer = client.get(reverse("wagtailsnippets_network_membership:list"), {"export": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))

    assert len(rows) == 5
    assert all(row[0].startswith("'") for row in rows[1:])


def test_the_list_of_lessons_opens(signed_in):
    assert signed_in(editor()).get(reverse("wagtailsnippets_lessons_lesson:list")).status_code == 200


@pytest.mark.parametrize("kind", ["membership", "invitation"])
def test_people_are_offered_in_no_list_to_choose_from(signed_in, kind):
    client = signed_in(editor())

    assert client.get(f"/admin/snippets/choose/network/{kind}/results/").status_code == 404
