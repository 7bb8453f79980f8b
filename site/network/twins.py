"""A page has a twin in the tree of each language: where one page points at another, readers stay in their own tree."""

from collections.abc import Iterable

from django.utils.translation import get_language
from wagtail.models import Locale, Page

from network.generation import remember
from network.restrictions import without_restricted


def in_readers_tree(pages: Iterable[Page]) -> dict[int, Page]:
    """For each page, by its number, its twin in the tree of the reader's language; itself where that tree shows none.

    At most one query, none for pages that stand in that tree already. A twin knows its language, and its source.
    """
    pages = list(pages)
    language = (get_language() or "fr")[:2]
    elsewhere = {page.translation_key for page in pages if tree_of(page) != language}
    found: dict[object, Page] = {}
    if elsewhere:
        twins = Page.objects.live().filter(
            without_restricted(), translation_key__in=elsewhere, locale__language_code=language
        )
        found = {twin.translation_key: twin for twin in twins.select_related("locale", "alias_of__locale")}
    return {page.pk: found.get(page.translation_key, page) for page in pages}


def tree_of(page: Page) -> str:
    """The language of the tree a page stands in; no query where the page was read with its locale."""
    if Page.locale.is_cached(page):
        return page.locale.language_code
    codes = remember("locales", lambda: dict(Locale.objects.values_list("pk", "language_code")))
    return codes.get(page.locale_id, "")


def here(page: Page) -> Page:
    """The page as the reader's own tree shows it: see `in_readers_tree`."""
    return in_readers_tree([page])[page.pk]
