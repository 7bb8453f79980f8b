"""manage.py setup makes an empty network that one can enter at once."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Collection, Locale, Page, Site, Workflow

from home.models import HomePage
from knowledge_base.notes.models import NoteIndexPage
from knowledge_base.practices.models import PracticeIndexPage
from network.models import Theme, User
from network.permissions import ADMINISTRATORS, EDITORS, is_admin

pytestmark = [pytest.mark.django_db, pytest.mark.empty_network]
PASSWORD = "corde-à-douze-brins"


def set_up(**options: str) -> None:
    call_command("setup", **{"email": "anne@exemple.fr", "password": PASSWORD} | options)


def test_setup_makes_a_site_with_a_home_page_in_each_language() -> None:
    set_up()

    assert {locale.language_code for locale in Locale.objects.all()} == {"fr", "en"}
    french, english = HomePage.objects.order_by("-locale__language_code")
    assert french.translation_key == english.translation_key
    assert Site.objects.get().root_page_id == french.pk
    assert [page.specific_class for page in Page.objects.filter(depth=2)] == [HomePage, HomePage]


def test_the_first_collection_says_who_sees_its_files() -> None:
    set_up()
    Collection.get_first_root_node().add_child(name="Root")
    set_up()

    assert list(Collection.objects.values_list("name", flat=True)) == ["Ouverte à tout le monde", "Root"]


def test_setup_makes_the_lists_and_the_plain_pages_in_each_language() -> None:
    set_up()

    french, english = (HomePage.objects.get(locale__language_code=code) for code in ("fr", "en"))
    keys = [page.translation_key for page in french.get_children().live()]
    assert len(keys) >= 7
    assert [page.translation_key for page in english.get_children().live()] == keys


def test_setup_makes_groups_themes_and_the_review() -> None:
    set_up()

    assert {EDITORS, ADMINISTRATORS} <= set(Group.objects.values_list("name", flat=True))
    assert Theme.objects.filter(is_dimension=True).count() == 6
    workflow = Workflow.objects.get(active=True)
    reviewed = {page.specific_class for page in workflow.all_pages()}
    assert {PracticeIndexPage, NoteIndexPage} <= reviewed


def test_setup_makes_an_administrator_who_can_sign_in() -> None:
    set_up()

    administrator = User.objects.get()
    assert is_admin(administrator)
    assert administrator.groups.get().name == ADMINISTRATORS
    client = Client()
    assert client.login(username="anne@exemple.fr", password=PASSWORD)
    assert client.get("/admin/").status_code == 200


def test_setup_twice_changes_nothing() -> None:
    set_up()
    before = [model.objects.count() for model in (Page, Site, Group, Theme, Workflow, User)]

    set_up(email="someone.else@exemple.fr")

    assert [model.objects.count() for model in (Page, Site, Group, Theme, Workflow, User)] == before


def test_setup_keeps_what_editors_changed() -> None:
    set_up()
    HomePage.objects.filter(locale__language_code="fr").update(headline="Chez nous")

    set_up()

    assert HomePage.objects.get(locale__language_code="fr").headline == "Chez nous"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"password": "court"}, "at least 10 characters"),
        ({"email": "pas-une-adresse"}, "Enter a valid email address"),
    ],
)
def test_setup_refuses_in_a_sentence_of_the_language_of_commands(options: dict[str, str], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        set_up(**options)

    assert not User.objects.exists()


def test_setup_says_what_is_missing_where_nobody_can_be_asked(monkeypatch) -> None:
    monkeypatch.delenv("CORDEE_ADMIN_PASSWORD", raising=False)

    with pytest.raises(CommandError, match="--email"):
        call_command("setup")


def test_every_page_made_by_setup_opens() -> None:
    set_up()

    for page in Page.objects.live().filter(depth__gt=1):
        assert (page.url, Client().get(page.url).status_code) == (page.url, 200)
