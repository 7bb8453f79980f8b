"""Which pages everyone may open; the privacy settings are read once per change of the site."""

from collections.abc import Sequence

from django.db.models import Q
from wagtail.models import Page, PageViewRestriction

from network.generation import remember


def restricted_paths() -> list[str]:
    """The places in the tree of the pages under which somebody is kept out."""
    return remember(
        "restricted",
        lambda: list(PageViewRestriction.objects.values_list("page__path", flat=True).distinct()),
    )


def without_restricted() -> Q:
    """The condition that no restriction hides a page, nor the source of an alias, which Wagtail's own `public()` shows."""
    hidden = Q()
    for path in restricted_paths():
        hidden |= Q(path__startswith=path) | Q(alias_of__path__startswith=path)
    return ~hidden if hidden else Q()


def may_be_named(page: Page | None, closed: Sequence[str] | None = None) -> bool:
    """Whether a page that another points at is published, and open to everyone.

    `closed`: the restricted paths, for who asks about many pages.
    """
    if page is None or not page.live:
        return False
    closed = tuple(restricted_paths() if closed is None else closed)
    paths = [page.path, page.alias_of.path] if closed and page.alias_of_id else [page.path]
    return not any(path.startswith(closed) for path in paths)
