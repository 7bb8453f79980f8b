"""One finding for each published thing, in the transaction that publishes it."""

import pytest
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from wagtail.models import PageViewRestriction

from knowledge_base.library.models import Finding
from knowledge_base.notes.models import NoteIndexPage
from knowledge_base.practices.models import PracticeIndexPage, PracticeLesson, PracticePage
from learning.pilots.models import Visibility
from network.models import Territory
from network.signals import territory_changed
from tests.factories.lessons import make_lesson
from tests.factories.network import (
    BelongingFactory,
    SuccessionFactory,
    TerritoryFactory,
    ThemeFactory,
    member_of,
)
from tests.factories.notes import make_note, make_note_draft
from tests.factories.pages import index_page
from tests.factories.pilots import EntryFactory
from tests.factories.practices import make_draft, make_practice

pytestmark = pytest.mark.django_db


def titles() -> list[str]:
    return sorted(Finding.objects.values_list("title", flat=True))


def test_publishing_a_practice_writes_its_finding():
    territory = TerritoryFactory(name="Saint-Véran")
    practice = make_practice("Une épicerie à plusieurs", territory=territory, summary="On s’y met.")

    finding = Finding.objects.get()

    assert finding.page_id == practice.pk
    assert (finding.kind, finding.title, finding.summary) == (
        "practice",
        "Une épicerie à plusieurs",
        "On s’y met.",
    )
    assert finding.territory == territory
    assert finding.visibility == Visibility.PUBLIC


def test_a_draft_has_no_finding():
    make_draft()
    make_note_draft()
    make_lesson(live=False)
    EntryFactory(visibility=Visibility.DRAFT)

    assert titles() == []


def test_a_finding_is_undone_with_the_publication_that_wrote_it():
    draft = make_draft()

    with transaction.atomic():
        draft.latest_revision.publish()
        transaction.set_rollback(True)

    assert titles() == []


def test_unpublishing_removes_the_finding():
    practice = make_practice()

    practice.unpublish()

    assert titles() == []


def test_a_draft_written_over_a_published_practice_does_not_show():
    practice = make_practice("Une épicerie")

    practice.title = "Un secret"
    practice.save_revision()

    assert titles() == ["Une épicerie"]


def test_deleting_a_page_removes_the_finding():
    make_practice().delete()

    assert titles() == []


def test_a_restriction_closes_what_lies_below_and_its_end_opens_it(django_capture_on_commit_callbacks):
    make_practice("Une épicerie")
    make_note("Une note")
    restriction = PageViewRestriction.objects.create(
        page=index_page(PracticeIndexPage), restriction_type=PageViewRestriction.LOGIN
    )
    assert titles() == ["Une note"]

    with django_capture_on_commit_callbacks(execute=True):
        restriction.delete()

    assert titles() == ["Une note", "Une épicerie"]


def test_a_page_moved_under_a_restriction_is_closed():
    practice = make_practice("Une épicerie", slug="epicerie-fr")
    closed = index_page(PracticeIndexPage, "en")
    closed.get_children().delete()
    closed = index_page(PracticeIndexPage, "en")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)

    practice.move(closed, pos="last-child")

    assert titles() == []


def test_the_copy_in_another_language_is_not_counted():
    make_practice()

    assert PracticePage.objects.count() == 2
    assert Finding.objects.count() == 1


def test_a_note_tells_its_lesson():
    make_note("Une note", lessons=[make_lesson("Choisissez un hôte.")])

    assert titles() == ["Choisissez un hôte.", "Une note"]


@pytest.mark.parametrize("visibility", [Visibility.TEAM, Visibility.CYCLE, Visibility.PUBLIC])
def test_a_shared_entry_keeps_who_may_read_it(visibility: str):
    EntryFactory(visibility=visibility)

    assert Finding.objects.get().visibility == visibility


def test_a_deleted_entry_has_no_finding():
    entry = EntryFactory(visibility=Visibility.PUBLIC)

    entry.deleted = entry.created
    entry.save()

    assert titles() == []


def test_a_finding_carries_every_name_of_its_place():
    old, new, department = (
        TerritoryFactory(name=name) for name in ("Pays Gorges", "PETR Sud Lozère", "Lozère")
    )
    SuccessionFactory(before=old, after=new)
    BelongingFactory(part=new, whole=department)

    make_practice(territory=new)

    assert Finding.objects.get().places.split("\n") == ["PETR Sud Lozère", "Pays Gorges", "Lozère"]


def test_a_territory_that_comes_to_lie_in_another_takes_along_what_it_holds():
    department, grouping = TerritoryFactory(kind="department"), TerritoryFactory(kind="epci")
    commune = BelongingFactory(whole=grouping).part
    make_practice(territory=commune)

    joined = BelongingFactory(part=grouping, whole=department)
    inside = set(Finding.objects.get().within.all())
    joined.delete()

    assert inside == {commune, grouping, department}
    assert set(Finding.objects.get().within.all()) == {commune, grouping}


def test_an_imported_reference_takes_along_what_its_territories_hold(tmp_path):
    commune = TerritoryFactory(official_code="48061")
    make_practice(territory=commune)
    table = tmp_path / "territories.csv"
    table.write_text(
        "kind,official_code,name,population,latitude,longitude,epci,departments,region\n"
        "department,48,Lozère,,,,,,\n"
        "commune,48061,Florac,,,,,48,\n"
    )

    call_command("import_territories", str(table), verbosity=0)

    assert set(Finding.objects.get().within.all()) == {commune, Territory.objects.get(kind="department")}


def test_a_renamed_territory_is_found_under_its_new_name():
    territory = TerritoryFactory(name="Vieux-Nom")
    make_practice(territory=territory)

    territory.name = "Nouveau-Nom"
    territory.save()
    territory_changed.send(type(territory), territory=territory)

    assert Finding.objects.get().places == "Nouveau-Nom"


def test_a_theme_brings_the_theme_it_is_part_of():
    whole = ThemeFactory(name="Vivre au village")
    part = ThemeFactory(name="Un toit", parent=whole)

    make_practice(themes=[part])

    assert set(Finding.objects.get().themes.all()) == {part, whole}


def test_a_mobile_number_is_not_kept():
    make_practice(context="<p>Appelez le 06 12 34 56 78.</p>")

    assert "12 34 56" not in Finding.objects.get().text


def test_a_mobile_number_in_a_summary_is_not_kept():
    make_practice(summary="Appeler le 06 12 34 56 78.")

    assert "12 34" not in Finding.objects.get().summary


def test_a_practice_does_not_tell_the_lesson_of_a_note_that_is_not_out():
    practice = make_practice()
    practice.practice_lessons = [PracticeLesson(lesson=make_lesson("Un secret."))]
    practice.save_revision().publish()

    assert "secret" not in Finding.objects.get().text


def test_a_journal_given_to_another_territory_is_found_there_only(signed_in, cast):
    pilot = EntryFactory(pilot__territory=cast.territory, visibility=Visibility.TEAM).pilot
    former, present = cast["member"], member_of(cast.other_territory)
    changed = {"title": pilot.title, "slug": pilot.slug, "problem": pilot.problem, "status": pilot.status}
    changed["language"] = "fr"

    answer = signed_in(cast["admin"]).post(
        reverse("pilot_projects:edit", args=[pilot.pk]), changed | {"territory": cast.other_territory.pk}
    )

    assert answer.status_code == 302
    assert not Finding.objects.visible_to(former).exists()
    assert Finding.objects.visible_to(present).exists()


def test_rebuilding_writes_what_is_missing_and_removes_what_is_withdrawn(capsys):
    make_practice("Une épicerie")
    withdrawn = make_practice("Un secret")
    Finding.objects.filter(title="Une épicerie").delete()
    PracticePage.objects.filter(pk=withdrawn.pk).update(live=False)
    assert titles() == ["Un secret"]

    call_command("rebuild_findings")

    assert titles() == ["Une épicerie"]
    assert "practice: 1" in capsys.readouterr().out


def test_deleting_the_list_removes_all_below_it():
    make_note()

    index_page(NoteIndexPage).delete()

    assert titles() == []


def test_a_note_and_an_entry_are_found_by_the_rules_of_their_own_language():
    pilot = EntryFactory(pilot__language="it", title="Voce", visibility=Visibility.PUBLIC).pilot
    make_note("A shop", content_language="en")
    assert languages() == {"Voce": "it", "A shop": "en"}

    pilot.language = "de"
    pilot.save()

    assert languages() == {"Voce": "de", "A shop": "en"}


def languages() -> dict[str, str]:
    return dict(Finding.objects.values_list("title", "language"))
