"""The language of an answer: the prefix of the address, or, where an address has none, what the reader prefers."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware

# Addresses that are the same in every language: what is missing there is missing, and is not looked for under a prefix.
WITHOUT_LANGUAGE = (
    "/admin/",
    "/api/",
    "/documents/",
    "/media/",
    "/pictures/",
    "/recordings/",
    "/static/",
    "/health/",
)


class ReadersLanguage(LocaleMiddleware):
    """Django's own, but for missing files and data, which are answered 404 at once."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code == 404 and request.path_info.startswith(WITHOUT_LANGUAGE):
            return response
        return super().process_response(request, response)
