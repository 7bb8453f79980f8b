"""Wagtail's view of pages, spared what is the same for every page: the site, and its home page in each language."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from home.models import page_below
from home.tree import door
from network.generation import remember
from network.restrictions import restricted_paths


def known_site(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: Wagtail knows the site of the request without asking the database again."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request._wagtail_site = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: remember(f"site:{request.get_host()}", lambda: Site._find_for_request(request))
        )
        return get_response(request)

    return middleware


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """The page at this address below the language's prefix; 404 where there is none."""
    request._wagtail_route_for_request = find(request, path)  # type: ignore[attr-defined]
    return wagtail_serve(request, path)


def find(request: HttpRequest, path: str) -> RouteResult | None:
    """The page and the arguments of its view, as `Page.route_for_request` answers them."""
    site = Site.find_for_request(request)
    if not site:
        return None
    home = remember(f"door:{site.pk}:{get_language()}", lambda: door(site))
    parts = [part for part in path.split("/") if part]
    try:
        page = page_below(home, parts) if parts else home
        if is_open(page):
            page.get_view_restrictions = PageViewRestriction.objects.none  # nothing to look up
        return page.route(request, [])
    except Http404:
        return None


def is_open(page: Page) -> bool:
    """No restriction lies on the page or above it; where aliases stand in for other pages, only Wagtail can say."""
    closed = tuple(restricted_paths())
    way = [*getattr(page, "pages_above", []), page]
    return not closed or not (page.path.startswith(closed) or any(each.alias_of_id for each in way))
