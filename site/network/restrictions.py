"""Which pages everyone may open; the privacy settings are read once per change of the site."""

from django.db.models import Q
from wagtail.models import PageViewRestriction

from network.generation import remember


def restricted_paths() -> list[str]:
    """The places in the tree of the pages under which somebody is kept out."""
    return remember(
        "restricted",
        lambda: list(PageViewRestriction.objects.values_list("page__path", flat=True).distinct()),
    )


def without_restricted() -> Q:
    """The condition that no restriction hides a page, nor the source of an alias."""
    hidden = Q()
    for path in restricted_paths():
        hidden |= Q(path__startswith=path) | Q(alias_of__path__startswith=path)
    return ~hidden if hidden else Q()
