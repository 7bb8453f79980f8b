import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory

from network.drawing import drawn_as_list, drawn_for_everyone, lazily
from network.generation import renew
from network.models import User
from tests.factories.network import UserFactory
from tests.factories.pages import settle, site_root

pytestmark = pytest.mark.django_db
PART = Template('{% load cordee %}{% drawn_once "part" %}{{ said }}{% enddrawn_once %}')


def draw(said: str, **named: str) -> str:
    return PART.render(Context({"said": said, **named}))


def test_a_named_page_is_drawn_once_until_the_site_changes():
    first = draw("hier", drawn_as="page:1")
    again = draw("aujourd’hui", drawn_as="page:1")
    renew()

    assert (first, again, draw("demain", drawn_as="page:1")) == ("hier", "hier", "demain")


def test_each_page_has_its_own_drawing():
    draw("l’une", drawn_as="page:1")

    assert draw("l’autre", drawn_as="page:2") == "l’autre"


def test_what_has_no_name_is_drawn_anew_and_never_kept():
    draw("un brouillon")

    assert draw("publié", drawn_as="page:1") == "publié"
    assert draw("un autre brouillon") == "un autre brouillon"


def test_text_is_escaped_as_everywhere():
    assert draw("<script>", drawn_as="page:1") == "&lt;script&gt;"


def read_by(user: object, address: str) -> HttpRequest:
    request = RequestFactory().get(address)
    request.user = user
    return request


def test_only_visitors_are_shown_what_is_drawn_for_everyone():
    assert drawn_for_everyone(read_by(AnonymousUser(), "/?page=2"), "list") == {"drawn_as": "list:page=2"}
    assert drawn_for_everyone(read_by(UserFactory(), "/?page=2"), "list") == {}


def test_what_a_stranger_adds_to_an_address_is_in_no_link_that_is_kept():
    request = read_by(AnonymousUser(), "/?page=2&kind=wrong&from=evil")

    named = drawn_for_everyone(request, "list", kind="")

    assert (named, request.GET.urlencode()) == ({"drawn_as": "list:page=2"}, "page=2")


def test_pages_that_cannot_be_are_not_kept():
    assert drawn_for_everyone(read_by(AnonymousUser(), "/?page=99999"), "list") == {}
    assert drawn_for_everyone(read_by(AnonymousUser(), "/?page=x"), "list") == {}


def test_a_kept_drawing_reads_nothing(django_assert_num_queries):
    site_root()
    settle()
    page = {"drawn_as": "page:1"} | lazily(said=lambda: str(User.objects.count()))
    PART.render(Context(page))

    with django_assert_num_queries(0):
        PART.render(Context(page | lazily(said=lambda: str(User.objects.count()))))


def test_a_list_is_drawn_once_for_visitors_and_anew_in_a_preview():
    request, page = read_by(AnonymousUser(), "/?page=2"), site_root()
    unsaved = drawn_as_list(page, request)
    page.is_as_stored = True

    named = drawn_as_list(page, request)
    request.is_preview = True

    assert (unsaved, named) == ({}, {"drawn_as": f"home.HomePage:{page.pk}:page=2"})
    assert drawn_as_list(page, request) == {}
