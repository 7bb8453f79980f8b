"""The addresses that belong to no room: my week, health, robots, the page about the API."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.models import Page

from home.week import Week


def remember_page(page: Page, request: HttpRequest, serve_args: list, serve_kwargs: dict) -> None:
    """Wagtail hook: let the header know which page is being read, for the links to other languages."""
    request.served_page = page


class MyWeek(LoginRequiredMixin, TemplateView):
    """What is near for the person signed in."""

    template_name = "home/my_week.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(week=Week(self.request.user), **kwargs)


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 {"status": "ok"} when the database answers; what a monitor asks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read by machines; the rest asks for a sign-in anyway."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


class ApiPage(TemplateView):
    """One small page about the open data, drawn from the API's own description."""

    template_name = "home/api.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        from config.api import api  # the roof's two rooms: the description is asked when the page is drawn

        schema = api.get_openapi_schema()
        operations = [
            {"method": method.upper(), "path": path, **operation}
            for path, methods in schema["paths"].items()
            for method, operation in methods.items()
        ]
        return super().get_context_data(operations=operations, info=schema["info"], **kwargs)
