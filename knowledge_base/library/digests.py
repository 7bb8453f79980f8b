"""Mails about what is new in saved searches: one to a person, once a day at most, and none without anything new."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext
from wagtail.search.backends import get_search_backend

from knowledge_base.library.asked import Asked
from knowledge_base.library.models import Finding, SavedSearch
from knowledge_base.library.rows import addresses_of
from knowledge_base.library.saved_searches import stop_address
from learning.pilots.models import Entry
from learning.pilots.permissions import log_readings
from network.models import User
from network.notifications import notify

logger = logging.getLogger(__name__)

#: What appears now may be committed a little later: it is told next time.
MARGIN = timedelta(minutes=5)
DAYS = {SavedSearch.Frequency.DAILY: 1, SavedSearch.Frequency.WEEKLY: 7}
SHOWN = 10


@dataclass(frozen=True)
class News:
    """What is new in one search: its first results with their addresses, and how many there are."""

    search: SavedSearch
    address: str
    found: list[tuple[Finding, str]]
    count: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.found)


def send_digests() -> int:
    """Write the mails that are due today; how many. Asking again the same day writes nothing."""
    people = User.objects.filter(is_active=True, saved_searches__frequency__in=list(DAYS)).distinct()
    written = 0
    for person in people.order_by("pk"):
        try:
            written += send_digest(person)
        except Exception:
            # One whose search cannot be answered keeps nobody else waiting.
            logger.exception("The mail about saved searches of person %s was not written", person.pk)
    return written


@transaction.atomic
def send_digest(person: User) -> bool:
    """Write to one person about the searches whose day it is, where they have anything new."""
    until = min(timezone.now() - MARGIN, known_until())
    due = [search for search in person.saved_searches.select_for_update() if is_due(search, until)]
    with translation.override(person.language):
        news = [told for told in (news_of(search, person, until) for search in due) if told.count]
        count = sum(told.count for told in news)
        subject = ngettext(
            "%(count)d new result for your searches", "%(count)d new results for your searches", count
        ) % {"count": count}
        if news:
            notify(
                person,
                subject,
                "library/mail/digest",
                {"news": news, "mine": absolute(reverse("library:saved_searches"))},
                key=f"library:digest:{person.pk}:{until.isoformat()}",
                unsubscribe_url=stop_address(person),
            )
    SavedSearch.objects.filter(pk__in=[search.pk for search in due]).update(told=until)
    return bool(news) and person.wants_mail


def known_until() -> datetime:
    """The moment up to which the search engine knows what is new: what it has not taken in yet is told later."""
    backend = get_search_backend()
    return backend.knows_until(Finding) if hasattr(backend, "knows_until") else timezone.now()


def is_due(search: SavedSearch, now: datetime) -> bool:
    """Whether its day has come, by the calendar of the site."""
    days = DAYS.get(SavedSearch.Frequency(search.frequency))
    return (
        days is not None
        and now > search.told
        and (timezone.localdate(now) - timezone.localdate(search.told)).days >= days
    )


def news_of(search: SavedSearch, person: User, until: datetime) -> News:
    """What became readable for the person since the last time, and answers the search."""
    asked = Asked(QueryDict(search.query), Finding.objects.visible_to(person))
    results = asked.appeared(search.told, until)
    found = list(results[:SHOWN])
    told = Entry.objects.filter(pk__in=[finding.entry_id for finding in found if finding.entry_id])
    log_readings(person, told.select_related("pilot__territory"))
    addresses = [absolute(address) for address in addresses_of(found)]
    count = len(results) if isinstance(results, list) else results.count()
    return News(search, absolute(search.get_absolute_url()), list(zip(found, addresses, strict=True)), count)


def absolute(address: str) -> str:
    """The address as a mail needs it."""
    return urljoin(settings.WAGTAILADMIN_BASE_URL, address)
