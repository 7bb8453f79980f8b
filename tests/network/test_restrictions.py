"""What an editor closed is named nowhere, in no language."""

import datetime as dt

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from home.models import PlainPage
from knowledge_base.notes.models import NoteSource
from network.restrictions import may_be_named
from tests.factories.cycles import CyclePageFactory, ModulePageFactory, SessionPageFactory, VisitFactory
from tests.factories.notes import make_note
from tests.factories.pages import published, site_root
from tests.factories.pilots import EntryFactory, PilotFactory
from tests.factories.practices import make_practice

pytestmark = pytest.mark.django_db

SECRET = "Huis clos"


def close(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    return page


def read(client, address):
    answer = client.get(address, {"now": "1"})  # what is kept for anonymous readers has its own tests
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_closed_page_is_in_no_list_of_any_language(client):
    close(make_practice(SECRET))
    close(make_note(SECRET))

    for address in ("/fr/pratiques/", "/en/practices/", "/fr/notes/", "/en/notes/"):
        assert SECRET not in read(client, address)


def test_a_note_does_not_name_a_closed_source(client):
    closed, other = close(make_practice(SECRET)), make_practice("Grand ouvert")
    note = make_note("Une note", sources=[NoteSource(page=closed), NoteSource(page=other)])

    for page in (note, note.get_translations().get()):
        assert SECRET not in read(client, page.url)
        assert "Grand ouvert" in read(client, page.url)


def test_a_closed_cycle_session_or_module_is_named_nowhere_on_the_way(client):
    cycle = published(CyclePageFactory(title="Cycle ouvert"))
    close(published(SessionPageFactory(parent=cycle, title=SECRET, start_date=dt.date(2030, 5, 6))))
    close(published(ModulePageFactory(parent=cycle, title=f"{SECRET}, module")))
    close(published(CyclePageFactory(title=f"{SECRET}, cycle")))
    alias = cycle.get_translations().get()

    for page in (cycle, alias):
        assert SECRET not in read(client, page.url)
        assert SECRET not in read(client, page.get_parent().url)
        assert SECRET not in read(client, reverse("cycles:calendar", args=[page.pk]))


def test_a_journal_names_neither_a_closed_cycle_nor_a_closed_session(client):
    cycle = published(CyclePageFactory(title=f"{SECRET}, cycle"))
    session = published(SessionPageFactory(parent=cycle, title=f"{SECRET}, session"))
    pilot = PilotFactory(cycle=cycle)
    entry = EntryFactory(pilot=pilot, session=session, visibility="public")
    assert SECRET in read(client, pilot.get_absolute_url())
    assert SECRET in read(client, entry.get_absolute_url())

    close(cycle)

    assert SECRET not in read(client, pilot.get_absolute_url())
    assert SECRET not in read(client, entry.get_absolute_url())


def test_a_plain_page_that_is_closed_is_in_no_menu(client):
    page = site_root().add_child(
        instance=PlainPage(title=SECRET, show_in_menus=True, locale=site_root().locale)
    )
    close(published(page))

    assert SECRET not in read(client, "/fr/") + read(client, "/en/")


def test_an_alias_is_closed_with_its_source():
    practice = make_practice(SECRET)
    alias = practice.get_translations().get()
    assert may_be_named(alias)

    close(practice)

    assert not may_be_named(alias)
    assert not may_be_named(practice)


def test_a_trip_does_not_name_a_closed_practice(client):
    trip = published(SessionPageFactory(kind="study_trip", title="Voyage"))
    VisitFactory(session=trip, practice=make_practice(SECRET))
    assert SECRET in read(client, trip.url)

    close(make_practice("Autre"))
    close(type(trip).objects.get(pk=trip.pk).visits.get().practice)

    assert SECRET not in read(client, trip.url)


def test_a_session_does_not_name_the_closed_one_that_it_applies_from_another_cycle(client):
    applied = published(
        SessionPageFactory(title=SECRET, parent=published(CyclePageFactory(title="Ailleurs")))
    )
    later = published(SessionPageFactory(title="Ensuite", applies=applied))
    assert SECRET in read(client, later.url)

    close(applied)

    assert SECRET not in read(client, later.url)
