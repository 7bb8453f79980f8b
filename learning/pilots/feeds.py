"""The public entries as Atom feeds: of all journals, and of each."""

import datetime as dt

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from learning.pilots.models import Entry, Pilot
from network.feeds import PrintableFeed

LENGTH = 30


class EntriesFeed(Feed):
    """Entries as they stand in a feed."""

    feed_type = PrintableFeed
    item_author_link = item_author_email = None

    def item_title(self, entry: Entry) -> str:
        return f"{entry.title} ({_('fictional example')})" if entry.pilot.territory.fictional else entry.title

    def item_description(self, entry: Entry) -> str:
        return entry.html

    def item_author_name(self, entry: Entry) -> str:
        return entry.signature

    def item_pubdate(self, entry: Entry) -> dt.datetime:
        return make_aware(dt.datetime.combine(entry.happened_on, dt.time(12)))

    def item_updateddate(self, entry: Entry) -> dt.datetime:
        return entry.changed

    def item_guid(self, entry: Entry) -> str:
        return entry.pk.urn

    def item_categories(self, entry: Entry) -> list[str]:
        return [entry.get_kind_display(), entry.pilot.territory.name]


class AllJournalsFeed(EntriesFeed):
    """What the teams let everyone read, newest first."""

    def title(self) -> str:
        return _("Cordée: the journals")

    def subtitle(self) -> str:
        return _("What the pilot teams let everyone read.")

    def link(self) -> str:
        return reverse("pilots:index")

    def items(self) -> list[Entry]:
        entries = Entry.objects.visible_to(AnonymousUser()).select_related("pilot__territory", "author")
        return list(entries[:LENGTH])


class JournalFeed(EntriesFeed):
    """What one team lets everyone read."""

    def get_object(self, request: HttpRequest, slug: str) -> Pilot:
        return get_object_or_404(Pilot.objects.select_related("territory"), slug=slug)

    def title(self, pilot: Pilot) -> str:
        return f"{pilot.title} · {pilot.territory}"

    def subtitle(self, pilot: Pilot) -> str:
        return pilot.problem

    def link(self, pilot: Pilot) -> str:
        return pilot.get_absolute_url()

    def items(self, pilot: Pilot) -> list[Entry]:
        entries = Entry.objects.visible_to(AnonymousUser()).filter(pilot=pilot)
        return list(entries.select_related("pilot__territory", "author")[:LENGTH])
