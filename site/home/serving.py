"""Wagtail's view of pages, spared what is the same for every page: the site, and its home page in each language."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from network.generation import remember


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """The page at this address below the language's prefix; 404 where there is none."""
    remember_site(request)
    request._wagtail_route_for_request = find(request, path)  # type: ignore[attr-defined]
    return wagtail_serve(request, path)


def remember_site(request: HttpRequest) -> None:
    """Let Wagtail know the site of this request without asking the database again."""
    request._wagtail_site = remember(  # type: ignore[attr-defined]
        f"site:{request.get_host()}", lambda: Site.find_for_request(request)
    )


def find(request: HttpRequest, path: str) -> RouteResult | None:
    """The page and the arguments of its view, as `Page.route_for_request` answers them."""
    site: Site | None = request._wagtail_site  # type: ignore[attr-defined]
    if site is None:
        return None
    home = remember(f"door:{site.pk}:{get_language()}", lambda: door(site))
    try:
        return home.route(request, [part for part in path.split("/") if part])
    except Http404:
        return None


def door(site: Site) -> Page:
    """The site's home page in the reader's language."""
    home = site.root_page.localized
    return home.specific_class.objects.select_related("locale").get(pk=home.pk)
