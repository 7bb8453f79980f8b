"""What people look for, counted by month so that editors see what is missing. Nothing is kept of who asked.

Not counted: what looks like an address, a number of telephone or of a person.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone

from knowledge_base.library.models import SearchCount
from network.names import folded

logger = logging.getLogger(__name__)

SHORTEST, LONGEST = 2, 100
PERSONAL = re.compile(r"@|\d(?:[ .-]?\d){5}")
KEPT = timedelta(days=400)
#: How long a search waits for others that write, in thousandths of a second.
PATIENCE = 100


def count(words: str, found: int) -> None:
    """Count a search once. A search is never lost for it: where the database is busy, the count is."""
    key = folded(words)[:LONGEST]
    if len(key) < SHORTEST or PERSONAL.search(words):
        return
    month = timezone.localdate().replace(day=1)
    words = words[:LONGEST]
    try:
        with impatient(), transaction.atomic():
            known = SearchCount.objects.filter(month=month, folded=key)
            if not known.update(times=F("times") + 1, found=found, words=words):
                new = SearchCount(month=month, folded=key, words=words, found=found)
                SearchCount.objects.bulk_create([new], ignore_conflicts=True)
    except DatabaseError:
        logger.warning("A search was not counted", exc_info=True)


@contextmanager
def impatient() -> Iterator[None]:
    """Wait for a lock no longer than a reader would notice. Only SQLite makes writers wait for one another."""
    if connection.vendor != "sqlite":
        yield
        return
    usual = int(1000 * connection.settings_dict["OPTIONS"].get("timeout", 5))
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")


def purge() -> int:
    """Forget the counts of more than a year ago; how many."""
    return SearchCount.objects.filter(month__lt=timezone.localdate() - KEPT).delete()[0]
