import pytest
from django.utils import translation

from knowledge_base.practices.sheet import TOTAL, Sheet
from network.models import Theme
from tests.factories.lessons import make_lesson
from tests.factories.practices import make_draft, make_practice

LINK = "https://cloud.exemple.fr/s/A7"
pytestmark = pytest.mark.django_db


def test_a_bare_title_fills_no_field_of_the_twenty_four():
    sheet = Sheet(make_draft())

    assert (sheet.filled, sheet.total, len(sheet.blanks)) == (0, 24, 24)


def test_each_field_that_says_something_counts_once():
    practice = make_draft(
        place="Alpes",
        summary="Court.",
        context="<p>Parce que.</p>",
        costs="<p></p>",
        period_start="2023-11",
        organisation="ADRETS",
    )

    filled = [field.name for field in Sheet(practice).fields if field.filled]

    assert filled == ["place", "summary", "context", "period", "contact"]


def test_fields_that_hold_one_and_the_same_link_are_one_blank():
    practice = make_draft(
        difficulties=f"<p>Voir la ressource : {LINK}</p>", people_means=f'<p><a href="{LINK}">{LINK}</a></p>'
    )

    with_link = [blank for blank in Sheet(practice).blanks if blank.link]

    assert [(len(blank.fields), blank.link) for blank in with_link] == [(2, LINK)]
    assert Sheet(practice).filled == 0


def test_fields_that_hold_different_links_are_two_blanks():
    practice = make_draft(difficulties=f"<p>{LINK}</p>", people_means=f"<p>{LINK}/autre</p>")

    assert [blank.link for blank in Sheet(practice).blanks if blank.link] == [LINK, f"{LINK}/autre"]


def test_a_mobile_number_is_hidden_wherever_it_was_typed():
    number = "06 10 56 94 99"
    practice = make_draft(
        summary=f"Appeler {number}",
        context=f"<p>Tél. {number}</p>",
        actors=[("actor", {"name": f"ADRETS {number}", "role": number})],
        steps=[("step", {"start": "", "end": "", "text": number})],
        conditions=[("condition", {"weight": "required", "text": number})],
        resources=[("resource", {"title": number, "address": "https://a.fr/", "document": None})],
        received_text=f"Contact : {number}",
    )

    sheet = Sheet(practice)
    everything = sheet.text + str(sheet.received) + "".join(str(field.value) for field in sheet.fields)

    assert "56 94 99" not in everything


def test_a_number_is_shown_once_its_owner_agreed():
    practice = make_draft(contact_phone="06 10 56 94 99", summary="06 10 56 94 99")
    assert Sheet(practice).phone == ""

    practice.phone_agreed_on = "2024-01-01"

    assert Sheet(practice).phone == "06 10 56 94 99"
    assert Sheet(practice)["summary"].value == "06 10 56 94 99"


@pytest.mark.parametrize(
    ("language", "shown"),
    [("fr", "novembre 2023 – septembre 2024"), ("en", "November 2023 – September 2024")],
)
def test_a_period_known_to_the_month_reads_in_the_language_of_the_reader(language, shown):
    practice = make_draft(period_start="2023-11", period_end="2024-09")

    with translation.override(language):
        assert str(Sheet(practice)["period"].value).replace("\u00a0", " ") == shown


def test_the_count_is_kept_with_the_practice_when_it_is_published():
    assert make_practice(summary="Court.", place="Alpes").filled == 2


def test_the_text_for_search_holds_what_one_reads_and_the_facts_hold_the_rest():
    practice = make_practice(
        summary="Résumé.",
        context="<p>Le <b>contexte</b>.</p>",
        actors=[("actor", {"name": "ADRETS", "role": "anime"})],
        received_text="# Reçu\n\ntel quel",
    )

    sheet = Sheet(practice)
    assert sheet.text.split("\n") == ["Résumé.", "Le contexte.", "Reçu", "tel quel"]
    assert sheet.facts.split("\n") == ["ADRETS anime"]


def test_the_names_read_together_are_those_read_one_by_one():
    practice = make_practice()
    dimension = Theme.objects.create(name="Gouvernance+", name_en="Governance+", slug="g", is_dimension=True)
    theme = Theme.objects.create(name="Accueil+", name_en="Welcome+", slug="a")
    practice.dimensions.add(dimension)
    practice.themes.add(theme)
    practice.tags.add("montagne")
    practice.practice_lessons.create(lesson=make_lesson(live=True))
    practice.save()
    one_by_one = {field.name: field.value for field in Sheet(practice).fields}

    practice.is_as_stored = True

    assert {field.name: field.value for field in Sheet(practice).fields} == one_by_one
    assert Sheet(practice).filled == 3
    assert len(one_by_one) == TOTAL
