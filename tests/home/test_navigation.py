import re
from datetime import date
from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page, PageViewRestriction

from home.models import PlainPage
from knowledge_base.lessons.models import Lesson
from knowledge_base.notes.models import NoteSource
from network.twins import here
from tests.factories.cycles import CyclePageFactory, ParticipationFactory, SessionPageFactory
from tests.factories.lessons import make_lesson
from tests.factories.network import TerritoryFactory, UserFactory, lead_of
from tests.factories.notes import make_note
from tests.factories.pages import published, site_root
from tests.factories.pilots import EntryFactory, PilotFactory
from tests.factories.practices import make_practice

pytestmark = pytest.mark.django_db


def test_reader_finds_the_same_page_in_the_other_language(client):
    page = published(
        site_root().add_child(instance=PlainPage(title="Aide", slug="aide", locale=site_root().locale))
    )
    english = page.get_translations().get()

    french_page = client.get(page.url).content.decode()
    english_page = client.get(english.url).content.decode()

    assert f'href="{english.url}"' in french_page
    assert f'href="{page.url}"' in english_page


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.GROUPS])
def test_the_address_of_a_page_in_the_other_language_is_told_to_who_may_open_it(client, signed_in, kind):
    page = published(
        site_root().add_child(instance=PlainPage(title="Aide", slug="aide", locale=site_root().locale))
    )
    english = page.get_translations().get()
    english.slug, english.alias_of = "belladonna", None
    english.save()
    restriction = PageViewRestriction.objects.create(page=english, restriction_type=kind)
    insider = UserFactory()
    if kind == PageViewRestriction.GROUPS:
        restriction.groups.add(Group.objects.create(name="Comité"))
        insider.groups.set(restriction.groups.all())

    assert "belladonna" not in client.get(page.url).content.decode()
    assert "/en/belladonna/" in signed_in(insider).get(page.url).content.decode()


def test_reader_finds_the_same_view_in_the_other_language(client):
    site_root()
    territory = TerritoryFactory(slug="valclaire")

    page = client.get("/fr/territoires/valclaire/").content.decode()

    assert 'href="/en/territories/valclaire/"' in page
    assert client.get("/en/territories/valclaire/").status_code == 200
    assert territory.name in page


def test_menu_links_keep_the_readers_prefix(client):
    site_root()

    page = client.get("/en/territories/").content.decode()
    header = page[: page.index("</header>")]

    assert 'href="/en/library/"' in header
    assert header.count('href="/fr/') == 1  # the link to the other language


def test_an_alias_says_the_language_of_its_text_and_its_true_address(client):
    page = published(
        site_root().add_child(instance=PlainPage(title="Aide", slug="aide", locale=site_root().locale))
    )
    english = page.get_translations().get()

    html = client.get(english.url).content.decode()

    assert '<html lang="en">' in html
    assert '<h1 lang="fr">Aide</h1>' in html
    assert f'<link rel="canonical" href="http://localhost{page.url}">' in html


def test_what_stays_in_french_in_the_english_tree_is_read_aloud_in_french(client):
    cycle = published(CyclePageFactory(title="Cordées", summary="Cinq rendez-vous."))
    session = published(
        SessionPageFactory(
            parent=cycle, title="Se trouver", summary="Le groupe se forme.", host_reason="Pour voir."
        )
    )
    make_practice("Une haie partagée", summary="Plantée à plusieurs.")
    make_note("Ce que dit la haie")
    words = [
        "Cordées",
        "Cinq rendez-vous",
        "Se trouver",
        "Le groupe se forme",
        "Une haie",
        "Plantée",
        "Ce que dit",
    ]

    read = [cycle.get_parent(), cycle, session]
    pages = [client.get(page.get_translations().get().url).content.decode() for page in read]
    pages.append(client.get("/en/").content.decode())

    for page in pages:
        listener = Listener()
        listener.feed(page)
        for text, language in listener.heard:
            assert language == "fr" or not any(word in text for word in words), text


class Listener(HTMLParser):
    """What a screen reader says in the main part of a page, with the language it takes each text for."""

    EMPTY = frozenset(
        {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
    )

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.heard: list[tuple[str, str]] = []

    def handle_starttag(self, tag, attributes):
        if tag not in self.EMPTY:
            language = dict(attributes).get("lang") or (self.open[-1][1] if self.open else "")
            self.open.append((tag, language))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, text):
        tags = [tag for tag, _language in self.open]
        if text.strip() and "main" in tags and "nav" not in tags:
            self.heard.append((text.strip(), self.open[-1][1]))


def test_no_page_of_the_english_tree_leads_into_the_french_one(signed_in):
    cycle = published(CyclePageFactory())
    session = published(SessionPageFactory(parent=cycle, title="Voyage", start_date=date(2124, 4, 8)))
    territory = ParticipationFactory(cycle=cycle).territory
    practice = make_practice("Accueillir", territory=territory)
    sources = [NoteSource(page=Page.objects.get(pk=page.pk)) for page in (session, practice)]
    note = make_note(lessons=[make_lesson()], sources=sources, territory=territory)
    pilot = PilotFactory(territory=territory, cycle=cycle)
    entry = EntryFactory(pilot=pilot, session=session, visibility="public")
    readers = [Client(), signed_in(lead_of(territory))]

    with override("en"):
        pages = [here(page).url for page in (site_root(), cycle, session, practice, note)]
        pages += [pilot.get_absolute_url(), entry.get_absolute_url(), territory.get_absolute_url()]
        pages += [reverse(name) for name in ("library:search", "pilots:index", "territories", "my_week")]
        pages += [reverse("library:lesson", args=[Lesson.objects.get().slug])]
        pages += [reverse("practices:contact", args=[practice.pk])]
    for path in pages:
        for reader in readers:
            leading = re.findall(r'<a [^>]*href="/fr/[^>]*>', reader.get(path).content.decode())
            assert [link for link in leading if "nav-language" not in link] == [], path
