"""More like this, at the end of what one has read."""

import pytest
from django.test import Client

from learning.pilots.models import Visibility
from network.generation import renew
from tests.factories.lessons import make_lesson
from tests.factories.notes import make_note
from tests.factories.pages import settle
from tests.factories.pilots import EntryFactory
from tests.factories.practices import make_draft, make_practice

pytestmark = pytest.mark.django_db
HEADING = "Dans la même veine"


def end_of(client: Client, address: str) -> str:
    """What stands under the heading; nothing without one."""
    settle()
    renew()
    return client.get(address).content.decode().partition(HEADING)[2].partition("</section>")[0]


def test_what_is_close_to_a_practice_is_shown_at_its_end(client: Client, indexed):
    page = make_practice(
        "Une épicerie de village tenue par les habitants", summary="Un local prêté par la mairie."
    )
    make_practice("L’épicerie des habitants", summary="Un local dans le village.")
    make_note("Épicerie de village : ce qui tient", summary="Les habitants, et un local.")
    make_practice("Une liaison par câble", summary="Trois pylônes.")
    make_draft("Une autre épicerie de village, secrète", summary="Les habitants tiennent un local.")
    EntryFactory(title="Épicerie de village secrète", visibility=Visibility.TEAM)
    indexed()

    end = end_of(client, page.url)

    assert "L’épicerie des habitants" in end
    assert "Épicerie de village" in end
    assert "câble" not in end
    assert "secrète" not in end
    assert page.title not in end


def test_notes_and_lessons_end_so_too(client: Client, indexed):
    note = make_note("Ouvrir une épicerie de village", summary="Ce qui tient.")
    lesson = make_lesson("Ouvrir l’épicerie du village avec les habitants.", live=True)
    indexed()

    assert lesson.statement in end_of(client, note.url)
    assert note.title in end_of(client, lesson.address)


def test_where_nothing_is_close_nothing_is_said(client: Client, indexed):
    page = make_practice("Une liaison par câble", summary="Trois pylônes.")
    make_practice("Une épicerie")
    indexed()

    assert end_of(client, page.url) == ""
    assert HEADING not in client.get(page.url).content.decode()
