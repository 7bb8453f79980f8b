"""Counts the SQL queries of a request that asks for it; costs nothing to the others."""

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse


def count_queries(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: `X-Count: 1` is answered with the number of queries in `X-Queries`."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "X-Count" not in request.headers:
            return get_response(request)
        count = 0

        def counting(execute: Callable, sql: str, params: object, many: bool, context: dict) -> object:
            nonlocal count
            count += 1
            return execute(sql, params, many, context)

        with connection.execute_wrapper(counting):
            response = get_response(request)
        response["X-Queries"] = str(count)
        return response

    return middleware
