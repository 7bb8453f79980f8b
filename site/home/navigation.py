"""What the header and the foot of every page offer, in the reader's language."""

from typing import TypedDict

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.functional import cached_property
from django.utils.translation import get_language, get_language_info, gettext
from wagtail.models import Page

from home.models import PlainPage
from home.tree import under_home
from network.generation import remember
from network.languages import lang_of
from network.models import User
from network.restrictions import may_be_named, paths_closed_to


class Item(TypedDict):
    """One link: `current` where the reader is in it."""

    label: str
    url: str
    current: bool


class Entry(TypedDict):
    """A page right under the home page, as menus need it."""

    label: str
    url: str
    in_menu: bool
    plain: bool


def tree_of(language: str) -> list[Entry]:
    """The live pages right under the home page of this language, in the order editors gave them."""
    return [
        {
            "label": page.title,
            "url": page.get_url() or "",
            "in_menu": page.show_in_menus,
            "plain": page.specific_class is PlainPage,
        }
        for page in under_home(language)
    ]


def address_of_twin(language: str, page: Page, reader: User | AnonymousUser) -> str:
    """The address of the page's translation or alias; empty where there is none that this person may open."""
    twins = getattr(page, "twins", None)  # known already when the page was found by its address
    if twins is None:
        twins = page.get_translations().select_related("locale")
    twin = next((twin for twin in twins if twin.locale.language_code == language), None)
    return (twin.get_url() or "") if twin and may_be_named(twin, paths_closed_to(reader)) else ""


def address_in(language: str, request: HttpRequest, page: Page | None) -> str:
    """The address of what is being read in another language; that language's home page where there is none."""
    if page is None:
        address = translate_url(request.get_full_path(), language)
    elif page.depth == 2:
        address = f"/{language}/"  # a home page: each language has its own
    else:
        address = address_of_twin(language, page, request.user)
    return address if address and address.startswith(f"/{language}/") else f"/{language}/"


class Navigation:
    """Built when a template first asks, so that feeds and redirects cost nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.language = (get_language() or "fr")[:2]

    @cached_property
    def children(self) -> list[Entry]:
        """Asked once per change of the site, not once per page."""
        return remember(f"tree:{self.language}", lambda: tree_of(self.language))

    def item(self, label: str, url: str) -> Item:
        return {"label": label, "url": url, "current": bool(url) and self.request.path.startswith(url)}

    def header(self) -> list[Item]:
        """My week (signed in), library, the pages that editors put in the menu, journals, territories."""
        items = []
        if self.request.user.is_authenticated:
            items.append(self.item(gettext("My week"), reverse("my_week")))
        items.append(self.item(gettext("Library"), reverse("library:search")))
        items += [
            self.item(page["label"], page["url"])
            for page in self.children
            if page["in_menu"] and not page["plain"]
        ]
        items.append(self.item(gettext("Journals"), reverse("pilots:index")))
        items.append(self.item(gettext("Territories"), reverse("territories")))
        return items

    def find(self) -> list[Item]:
        """Foot, first column: where things are found."""
        lists = [page for page in self.children if not page["in_menu"] and not page["plain"]]
        items = [self.item(page["label"], page["url"]) for page in lists]
        items.append(self.item(gettext("Open data"), reverse("api_page")))
        return items

    def about(self) -> list[Item]:
        """Foot, second column: the plain pages."""
        return [self.item(page["label"], page["url"]) for page in self.children if page["plain"]]

    @cached_property
    def other_languages(self) -> list[dict[str, str]]:
        """The other languages, each with the address of what is being read."""
        page = getattr(self.request, "served_page", None)
        return [
            {
                "code": code,
                "url": address_in(code, self.request, page),
                "name": get_language_info(code)["name_local"].capitalize(),
            }
            for code, _name in settings.LANGUAGES
            if code != self.language
        ]


class Reading:
    """The page being read: in which language its text is, and where its one true address is."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.page: Page | None = getattr(request, "served_page", None)

    def content_lang(self) -> str:
        """` lang="fr"` where the text is not in the reader's language, else nothing."""
        return lang_of(self.page) if self.page else ""

    def canonical(self) -> str:
        """The full address of the source of an alias, or of the page itself; empty where no page is read."""
        if self.page is None:
            return ""
        page = self.page.alias_of if self.page.alias_of_id else self.page
        return page.get_full_url(self.request) or ""


def navigation(request: HttpRequest) -> dict[str, object]:
    """Context processor: `navigation` (header items), `foot_find`, `foot_about`, `other_languages`,
    `content_lang`, `canonical`; all are callables that a template calls when it needs them."""
    nav = Navigation(request)
    reading = Reading(request)
    return {
        "navigation": nav.header,
        "foot_find": nav.find,
        "foot_about": nav.about,
        "other_languages": lambda: nav.other_languages,
        "content_lang": reading.content_lang,
        "canonical": reading.canonical,
    }
