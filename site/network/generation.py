"""The generation of what pages show: a mark, shared by all workers, that any committed change of it renews.

What was worked out under one generation is true until the next one: whole pages (home/page_cache.py), and the answers
that many pages ask for again (`remember`).
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar
from uuid import uuid4

from django.core.cache import caches
from django.db import transaction

logger = logging.getLogger(__name__)
Value = TypeVar("Value")

#: The longest that something is kept, in seconds, for the changes that pass by every signal.
LONGEST = 600

# The mark as the request under way found it; None outside of requests, empty before anybody asked.
_found: ContextVar[list[str] | None] = ContextVar("found", default=None)


@contextmanager
def looked_up_once() -> Iterator[None]:
    """While a request is answered, the mark is looked up once: what changes meanwhile is for the next one."""
    before = _found.set([])
    try:
        yield
    finally:
        _found.reset(before)


def generation() -> str:
    """The mark of what may be shown now."""
    found = _found.get()
    if found:
        return found[0]
    mark = str(caches["pages"].get_or_set("generation", lambda: uuid4().hex, None))
    if found is not None:
        found.append(mark)
    return mark


def renew() -> None:
    """Forget everything that is kept, in every worker."""
    found = _found.get()
    if found:
        found.clear()
    caches["pages"].set("generation", uuid4().hex, None)


def renew_on_commit() -> None:
    """Forget everything when the transaction under way commits; at once where there is none."""
    if not is_about_to_change():
        transaction.on_commit(renew)


def is_about_to_change() -> bool:
    """The transaction under way has changed what pages show: only it knows, and nothing kept is true for it."""
    return any(entry[1] is renew for entry in transaction.get_connection().run_on_commit)


def remember(name: str, make: Callable[[], Value]) -> Value:
    """What `make` answers, the same for every reader, kept until anything that pages show changes.

    It lies beside the kept pages, away from what counts attempts to sign in: readers cannot push those counts out.
    The generation is read first: an answer worked out while something changed is kept where nobody looks.
    """
    if is_about_to_change():
        return make()
    try:
        key = f"{generation()}:{name}"
        kept = caches["pages"].get(key)
        if kept is None:
            kept = make()
            caches["pages"].set(key, kept, LONGEST)
    except OSError:
        logger.warning("The cache cannot be read or written; “%s” is worked out anew.", name)
        return make()
    return kept
