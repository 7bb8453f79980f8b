import re

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from knowledge_base.practices.models import PracticeLesson, PracticePage, Question
from knowledge_base.practices.sheet import LABELS
from network.models import Succession, Territory
from network.twins import here
from tests.factories.lessons import make_lesson
from tests.factories.network import TerritoryFactory, ThemeFactory
from tests.factories.pages import site_root
from tests.factories.practices import make_draft, make_practice

pytestmark = pytest.mark.django_db


def test_a_reader_sees_the_sheet_its_blanks_and_one_act_each(client):
    practice = make_practice(
        summary="Court.", steps=[("step", {"start": "2023-11-27", "end": "2023-11-28", "text": "Séminaire"})]
    )

    page = client.get(practice.url).content.decode()

    assert "Séminaire" in page
    assert "27–28" in page
    assert page.count('class="blank"') == 22
    assert page.count("/demander/") + page.count("/ask/") == 22


def test_a_draft_is_not_found_by_its_address(client):
    draft = make_draft()

    assert client.get(f"/fr/pratiques/{draft.slug}/").status_code == 404


def test_reading_a_practice_sets_no_cookie(client):
    response = client.get(make_practice().url)

    assert response.cookies == {}


def test_the_short_version_keeps_the_short_fields_and_their_blanks(client):
    practice = make_practice(context="<p>Le contexte long.</p>", costs="<p>Trois sous.</p>")

    page = client.get(practice.url + "?forme=courte").content.decode()

    assert "Le contexte long." in page
    assert "Trois sous." not in page


def test_the_text_keeps_its_own_language_in_the_other_tree(client):
    site_root("en")
    practice = make_practice(summary="Un résumé.")
    alias = PracticePage.objects.get(alias_of=practice)

    page = client.get(alias.url).content.decode()

    assert alias.url.startswith("/en/")
    assert '<html lang="en">' in page
    assert '<div lang="fr">' in page


def test_a_copy_in_the_other_tree_is_not_the_document_of_the_source():
    site_root("en")
    practice = make_practice(source_id="s-1")

    practice.save_revision().publish()

    assert list(PracticePage.objects.filter(alias_of=practice).values_list("source_id", flat=True)) == [""]


def test_the_earlier_names_of_the_territory_are_read_on_the_sheet(client):
    pays, association, petr = (
        TerritoryFactory(name=name, kind=Territory.Kind.OTHER)
        for name in ("Pays Gorges", "Association", "PETR")
    )
    Succession.objects.create(before=pays, after=association)
    Succession.objects.create(before=association, after=petr)
    practice = make_practice(territory=petr, actors=[("actor", {"name": "PETR", "role": ""})])

    page = client.get(practice.url).content.decode()

    assert "Pays Gorges" in page
    assert "Association" in page


def test_a_practice_is_found_under_every_name_of_its_territory():
    before, after, stranger = TerritoryFactory(), TerritoryFactory(), TerritoryFactory()
    Succession.objects.create(before=before, after=after)
    practice = make_practice(territory=after)

    found = PracticePage.objects.originals()

    assert [list(found.about(place)) for place in (before, after, stranger)] == [[practice], [practice], []]


def test_only_published_lessons_are_shown(client):
    practice = make_practice()
    for lesson in (make_lesson("Un enseignement public.", live=True), make_lesson("Un enseignement secret.")):
        PracticeLesson.objects.create(practice=practice, lesson=lesson)

    page = client.get(practice.url).content.decode()

    assert "Un enseignement public." in page
    assert "Un enseignement secret." not in page


def test_a_blank_says_when_it_was_asked(client):
    practice = make_practice()
    Question.objects.create(practice=practice, field="costs", asked="2025-02-03T10:00:00+00:00")

    assert "3\u00a0février\u00a02025" in client.get(practice.url).content.decode()


def test_what_was_received_is_shown_without_what_could_act(client):
    practice = make_practice(received_text="Bonjour <script>alert(1)</script> **fort**")

    page = client.get(practice.url).content.decode()

    assert "<strong>fort</strong>" in page
    assert "alert(1)" not in page


def test_the_list_shows_the_latest_first_and_turns_its_pages(client):
    for number in range(21):
        make_practice(f"Pratique {number:02}")

    first, second = (client.get(f"/fr/pratiques/?page={page}").content.decode() for page in (1, 2))

    assert first.index("Pratique 20") < first.index("Pratique 19")
    assert "Pratique 00" in second
    assert "Pratique 00" not in first


def test_the_number_of_queries_does_not_grow_with_the_rows():
    def queries_of(url: str) -> int:
        for name in settings.CACHES:
            caches[name].clear()
        with CaptureQueriesContext(connection) as captured:
            assert Client().get(url).status_code == 200
        return len(captured)

    practice = make_practice("Une")
    queries_of("/fr/pratiques/")
    few = queries_of("/fr/pratiques/"), queries_of(practice.url)
    for number in range(12):
        other = make_practice(f"Autre {number}", territory=TerritoryFactory())
        other.tags.add(f"mot {number}")
        other.save()
        practice.tags.add(f"mot {number}")
        practice.practice_lessons.create(
            lesson=make_lesson(f"Enseignement {number}", live=True, required="du temps")
        )
    practice.save()

    many = queries_of("/fr/pratiques/"), queries_of(practice.url)

    assert many[0] == few[0]
    # One more query fetches the conditions of all lessons; before, there was no lesson.
    assert many[1] <= few[1] + 1


def test_the_form_of_the_administration_lists_the_blanks_of_the_draft_that_is_edited(editor):
    practice = make_practice(
        territory=TerritoryFactory(),
        summary="Court.",
        context="<p>Le contexte.</p>",
        difficulties="<p>Dur.</p>",
    )
    practice.costs, practice.summary = "<p>Trois sous.</p>", ""
    practice.save_revision()
    client = Client()
    client.force_login(editor)

    form = client.get(reverse("wagtailadmin_pages:edit", args=[practice.pk])).content.decode()
    new = client.get(
        reverse("wagtailadmin_pages:add", args=["practices", "practicepage", practice.get_parent().pk])
    ).content.decode()

    with override(editor.language):
        labels = {name: f"<li>{label}</li>" for name, label in LABELS.items()}
    assert "20 blanks out of 24 fields" in form
    assert [name for name, item in labels.items() if item not in form] == [
        "place",
        "context",
        "difficulties",
        "costs",
    ]
    assert all(item in new for item in labels.values())


def test_the_short_form_says_as_the_full_one_that_a_field_holds_nothing_but_a_link(client):
    link = "https://exemple.fr/rapport.pdf"
    practice = make_practice(difficulties=f"<p>{link}</p>")

    short = client.get(practice.url + "?forme=courte").content.decode()

    assert short.count(f'href="{link}"') == short.count("à compléter") == 1
    assert "Difficultés" in short


def test_what_the_interface_says_inside_a_sheet_is_in_the_readers_language(client):
    theme = ThemeFactory(name="Accueil", name_en="Welcome")
    practice = make_practice(context="<p>La mairie prête le local.</p>", themes=[theme])

    with override("en"):
        sheet = client.get(here(practice).url).content.decode()

    assert re.search(r'<dd class="reading" lang="fr">\s*(<[a-z ="]+>)*<p>La mairie', sheet)
    assert '<span class="chip">Welcome</span>' in sheet
    assert 'lang="fr"' not in sheet[sheet.index('id="themes"') :][:200]
    assert "Text in French." in sheet
