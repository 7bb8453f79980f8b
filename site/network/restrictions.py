"""Which pages everyone may open, asked once per request."""

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import PageViewRestriction


def without_restricted() -> Q:
    """The condition that no restriction hides a page, nor the source of an alias; reads the restrictions."""
    hidden = Q()
    for path in PageViewRestriction.objects.values_list("page__path", flat=True):
        hidden |= Q(path__startswith=path) | Q(alias_of__path__startswith=path)
    return ~hidden if hidden else Q()


def open_to_all(request: HttpRequest) -> Q:
    """The same, read once per request, however often it is asked."""
    if not hasattr(request, "_open_to_all"):
        request._open_to_all = without_restricted()  # type: ignore[attr-defined]
    return request._open_to_all  # type: ignore[attr-defined]
