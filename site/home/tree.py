"""The top of the page tree, read in one query per change of the site: the home pages and what lies right under them."""

from django.utils.translation import get_language
from wagtail.models import Page, Site

from network.generation import remember
from network.restrictions import may_be_named, restricted_paths

HOME_DEPTH = 2
# What is read of a page that is only passed by: enough to name it, to link to it and to tell its place.
ON_THE_WAY = (
    "title",
    "slug",
    "path",
    "depth",
    "url_path",
    "live",
    "content_type",
    "locale",
    "alias_of",
    "translation_key",
)


def top_pages() -> list[Page]:
    """The home pages and their children, in the order editors gave them."""
    found = Page.objects.filter(depth__in=(HOME_DEPTH, HOME_DEPTH + 1)).order_by("path")
    return remember("top", lambda: list(found.select_related("homepage", "locale", "alias_of")))


def homes() -> list[Page]:
    """The home page of every language, each as the HomePage it is."""
    return [page.homepage for page in top_pages() if hasattr(page, "homepage")]


def door(site: Site) -> Page:
    """The site's home page in the reader's language."""
    key = site.root_page.translation_key
    twins = {home.locale.language_code: home for home in homes() if home.translation_key == key}
    return twins.get(get_language()) or site.root_page.specific


def under_home(language: str) -> list[Page]:
    """The live pages right under the home page of this language that everyone may open."""
    home = next((home for home in homes() if home.live and home.locale.language_code == language), None)
    if home is None:
        return []
    closed = restricted_paths()
    return [
        page
        for page in top_pages()
        if page.depth > HOME_DEPTH and page.path.startswith(home.path) and may_be_named(page, closed)
    ]
