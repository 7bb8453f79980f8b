"""The site's addresses, and a view that does nothing."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import *  # noqa: F403
from config.urls import urlpatterns as of_the_site


def hello(request: HttpRequest) -> HttpResponse:
    """H, the unit of all figures: what one answer costs behind the usual middleware."""
    return HttpResponse("hello")


urlpatterns = [path("hello/", hello), *of_the_site]
