"""Answers that take the same time whatever they know."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

# Longer than the work itself takes; attempts are limited, so that few wait at once.
SECONDS = 0.15


def same_time(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let what is posted wait for the same moment: how long it took must not tell whether an address is known."""

    @wraps(view)
    def waiting(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        start = time.monotonic()
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            time.sleep(max(0.0, SECONDS - (time.monotonic() - start)))
        return response

    return waiting
