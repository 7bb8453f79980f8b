"""What people look for, counted by month so that editors see what is missing. Nothing is kept of who asked.

Not counted: what looks like an address, a number of telephone or of a person; what programs ask. Results are those that
everyone may read, whoever asked.
"""

import logging
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from knowledge_base.library.lookup import Lookup, look_up, parted
from knowledge_base.library.models import Finding, SearchCount
from network.names import folded

logger = logging.getLogger(__name__)

SHORTEST, LONGEST = 2, 100
#: An address, or six figures whatever stands between them.
PERSONAL = re.compile(r"@|[(\[]\s*(?:at|arobase)\s*[)\]]|\d(?:[\W_]*\d){5}")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
STREET = re.compile(
    r"\b\d+\W+(?:(?:bis|ter)\W+)?(?:rue|avenue|boulevard|chemin|place|impasse|allée|route|street|road)\b"
)
PROGRAM = re.compile(r"bot\b|crawl|spider|preview", re.IGNORECASE)
#: How many different searches are kept of a month: nobody fills the table with invented ones.
MOST = 5_000
KEPT = timedelta(days=400)
#: How long a search waits for others that write, in thousandths of a second.
PATIENCE = 100


def is_by_a_person(request: HttpRequest) -> bool:
    """Whether somebody means to read the answer: no robot, and no browser that only prepares itself."""
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    agent = request.headers.get("User-Agent", "")
    return request.method == "GET" and "prefetch" not in purpose and not PROGRAM.search(agent)


def is_personal(words: str) -> bool:
    """Whether words look like an address, or a number of telephone or of a person, in whatever signs."""
    plain = unicodedata.normalize("NFKC", words).lower()
    return bool(PERSONAL.search(YEAR.sub(" ", plain)) or STREET.search(plain))


def key_of(words: str) -> str:
    """What spellings of one search have in common: no accents, no capitals; what it leaves out stays apart."""
    wanted, unwanted = parted(words)
    return " ".join([folded(wanted), *(f"-{folded(word)}" for word in unwanted)]).strip()[:LONGEST]


def count(words: str, lookup: Lookup | None = None, exact: bool = False) -> None:
    """Count a search once, with what it found among what everyone may read, looked up where that is not known.

    A search is never lost for it: where the database is busy, the count is.
    """
    key = key_of(words)
    if len(key) < SHORTEST or is_personal(words):
        return
    lookup = lookup or look_up(Finding.objects.visible_to(AnonymousUser()), words, exact=exact)
    told = {"found": lookup.complete, "mended": lookup.words[:LONGEST] if lookup.corrected else ""}
    month = timezone.localdate().replace(day=1)
    try:
        with impatient(), transaction.atomic():
            known = SearchCount.objects.filter(month=month)
            if known.filter(folded=key).update(times=F("times") + 1, **told) or known.count() >= MOST:
                return
            new = SearchCount(month=month, folded=key, words=words[:LONGEST], **told)
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
