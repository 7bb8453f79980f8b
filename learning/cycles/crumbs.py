from django.http import HttpRequest
from wagtail.models import Page

from network.languages import lang_of


def crumbs(page: Page, request: HttpRequest) -> list[dict[str, str]]:
    """The way from the list of cycles down to the page, for the breadcrumb."""
    above = getattr(page, "pages_above", None)  # known already when the page was found by its address
    if above is None:
        above = page.get_ancestors().filter(depth__gt=2).select_related("locale", "alias_of__locale")
    way = [
        {"label": ancestor.title, "url": ancestor.get_url(request), "lang": lang_of(ancestor)}
        for ancestor in above
    ]
    return [*way, {"label": page.title, "lang": lang_of(page)}]
