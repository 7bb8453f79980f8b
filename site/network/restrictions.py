"""Which pages everyone may open, and which ones somebody may; the privacy settings are read once per change of the site."""

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from wagtail.models import Page, PageViewRestriction

from network.generation import remember
from network.models import User


def restricted_paths() -> list[str]:
    """The places in the tree of the pages under which somebody is kept out."""
    return remember(
        "restricted",
        lambda: list(PageViewRestriction.objects.values_list("page__path", flat=True).distinct()),
    )


def paths_closed_to(reader: User | AnonymousUser) -> list[str]:
    """The places in the tree of the pages under which this person is kept out.

    What a shared password opens is closed to everyone here: nobody knows who has it.
    """
    paths = restricted_paths()
    if not paths or not reader.is_authenticated:
        return paths
    restrictions = PageViewRestriction.objects.exclude(restriction_type=PageViewRestriction.LOGIN)
    if reader.is_superuser:
        restrictions = restrictions.exclude(restriction_type=PageViewRestriction.GROUPS)
    else:
        opened = PageViewRestriction.objects.filter(
            restriction_type=PageViewRestriction.GROUPS, groups__in=reader.groups.all()
        )
        restrictions = restrictions.exclude(pk__in=opened.values("pk"))
    return list(restrictions.values_list("page__path", flat=True).distinct())


def without_restricted(reader: User | AnonymousUser | None = None) -> Q:
    """The condition that no restriction hides a page, nor the source of an alias, which Wagtail's own `public()` shows.

    Without `reader`: from anybody.
    """
    hidden = Q()
    for path in restricted_paths() if reader is None else paths_closed_to(reader):
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
