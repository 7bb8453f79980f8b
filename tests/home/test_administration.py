"""What the administration would tell, or let pass, without being asked."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from modelsearch.backends import get_search_backend
from wagtail.models import Locale, Page
from wagtail.users.models import UserProfile
from wagtail_localize.models import TranslationSource

from knowledge_base.practices.models import PracticePage
from learning.cycles.actions import give_facilitators
from learning.cycles.models import CyclePage
from learning.pilots.models import Pilot
from network.actions import create_groups
from tests.factories.cycles import CyclePageFactory, SessionPageFactory
from tests.factories.lessons import make_lesson
from tests.factories.media import photo_bytes
from tests.factories.network import MembershipFactory, UserFactory, administrator, editor
from tests.factories.pages import published, site_root
from tests.factories.pilots import EntryFactory
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


def test_an_editor_detaches_and_translates_no_page_of_a_cycle(signed_in, cycle):
    session = published(SessionPageFactory(parent=published(CyclePage.objects.get(pk=cycle.pk))))
    english, browser = session.get_translations().get(), signed_in(editor())
    sent = {"locales": [english.locale_id], "include_subtree": "on"}

    answers = [
        browser.post(reverse("wagtail_localize:submit_page_translation", args=[page.pk]), sent).status_code
        for page in (session, cycle, site_root())
    ]

    assert answers == [403, 403, 403]
    assert Page.objects.get(pk=english.pk).alias_of_id == session.pk


def test_an_editor_brings_no_translation_of_a_cycle_up_to_date(signed_in, cycle):
    session = published(SessionPageFactory(parent=published(CyclePage.objects.get(pk=cycle.pk))))
    browser = signed_in(editor())

    answers = []
    for page in (session, make_practice()):
        source, _made = TranslationSource.get_or_create_from_instance(page)
        address = reverse("wagtail_localize:update_translations", args=[source.pk])
        answers.append(browser.post(address, {"publish_translations": "on"}).status_code)

    assert answers == [403, 302]


@pytest.mark.parametrize("role", [editor, administrator])
def test_editors_and_administrators_translate_a_practice(signed_in, role):
    practice = make_practice()
    address = reverse("wagtail_localize:submit_page_translation", args=[practice.pk])
    english = Locale.objects.get(language_code="en")

    answer = signed_in(role()).post(address, {"locales": [english.pk]})

    assert answer.status_code == 302
    assert practice.get_translations().get().alias_of_id is None


def test_an_editor_deletes_no_practice_through_the_interface_of_programs(signed_in):
    practice = make_practice()
    address = f"/admin/api/main/pages/{practice.pk}/action/delete/"

    refused = signed_in(editor()).post(address)
    assert (refused.status_code, PracticePage.objects.filter(pk=practice.pk).count()) == (403, 1)

    assert signed_in(administrator()).post(address).status_code == 204


def test_nobody_stops_the_administration_with_a_picture_of_themselves(facilitator):
    picture = SimpleUploadedFile("moi.png", photo_bytes(kind="PNG"), "image/png")

    facilitator.post(reverse("wagtailadmin_account"), {"avatar-avatar": picture})

    assert not UserProfile.objects.exclude(avatar="").exists()
    assert facilitator.get("/admin/").status_code == 200


@pytest.mark.parametrize("kind", ["images", "documents"])
def test_no_list_of_files_is_given_to_programs(facilitator, kind):
    assert facilitator.get(f"/admin/api/main/{kind}/").status_code == 404


def test_the_title_of_an_unpublished_change_is_not_told_to_a_facilitator(facilitator):
    practice = make_practice("Dite à tous")
    practice.title = "Pas encore dite"
    practice.save_revision()

    assert facilitator.get(f"/admin/choose-page/{practice.get_parent().pk}/").status_code == 200
    assert "Pas encore dite" not in facilitator.get(chooser(practice.get_parent())).content.decode()
    assert facilitator.get(f"/admin/bulk/wagtailcore/page/move/?id={practice.pk}").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/admin/localize/reports/translations/",
        "/admin/localize/api/snippets/lessons/lesson/",
        "/admin/snippets/choose/lessons/lesson/results/",
    ],
)
def test_drafts_and_lessons_are_told_to_no_facilitator(facilitator, address):
    make_lesson("Pas encore dite.")

    answer = facilitator.get(address)

    assert "Pas encore dite" not in answer.content.decode()
    assert answer.status_code in {302, 403}


def test_the_words_of_a_draft_are_told_to_no_facilitator(facilitator, signed_in):
    make_draft("Pas encore dite").tags.add("zorglub")

    assert "zorglub" not in facilitator.get("/admin/tag-autocomplete/?term=zorg").content.decode()


def test_a_page_named_second_in_an_address_is_not_told_either(facilitator, cycle):
    draft = make_draft("Pas encore dite")

    answer = facilitator.get(reverse("wagtailadmin_pages:move_confirm", args=[cycle.pk, draft.pk]))

    assert answer.status_code == 404


def test_a_title_with_a_control_character_is_exported(signed_in):
    make_practice("Une\x1bhaie")

    answer = signed_in(administrator()).get("/admin/reports/aging-pages/", {"export": "xlsx"})

    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)[:2] == b"PK"


def test_practices_are_searched_in_their_list(signed_in):
    make_practice("Une haie partagée")
    get_search_backend().refresh_indexes()

    found = signed_in(editor()).get(reverse("practice_listing:index"), {"q": "haie"})

    assert "Une haie partagée" in found.content.decode()


def test_a_pilot_with_a_journal_is_not_deleted_and_the_administrator_is_told_why(signed_in):
    pilot = EntryFactory().pilot

    answer = signed_in(administrator()).post(reverse("pilot_projects:delete", args=[pilot.pk]), follow=True)

    assert Pilot.objects.filter(pk=pilot.pk).exists()
    assert "entrées de carnet" in answer.content.decode()


@pytest.mark.parametrize("person", [administrator, editor])
def test_speakers_are_kept_by_editors_and_administrators(signed_in, person):
    browser = signed_in(person())

    assert browser.get("/admin/snippets/cycles/speaker/").status_code == 200
    assert browser.get("/admin/snippets/cycles/speaker/add/").status_code == 200


def test_administrators_keep_the_collections(signed_in):
    assert signed_in(administrator()).get("/admin/collections/add/").status_code == 200
    assert signed_in(editor()).get("/admin/collections/add/").status_code == 302
