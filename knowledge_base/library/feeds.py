from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge_base.library.asked import Asked
from knowledge_base.library.models import Finding
from knowledge_base.library.rows import rows_of
from network.feeds import PrintableFeed

NEWEST = 30


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """The newest public results of a search, for a feed reader: whoever asks, only what everyone may read."""
    language = (get_language() or "fr")[:2]
    asked = Asked(request.GET, Finding.objects.visible_to(AnonymousUser()))
    lookup = asked.looked_up("date")
    title = _("Cordée: %(words)s") % {"words": lookup.words} if lookup.words else _("Cordée: the library")
    page = f"{reverse('library:search')}?{asked.search_only}".rstrip("?")
    feed = PrintableFeed(
        title=title,
        link=request.build_absolute_uri(page),
        feed_url=request.build_absolute_uri(),
        description=_("What the network publishes, the newest first."),
        language=language,
    )
    for row in rows_of(lookup.results[:NEWEST], ""):
        finding = row.finding
        feed.add_item(
            title=finding.title,
            link=request.build_absolute_uri(row.address),
            description=escape(finding.summary),
            pubdate=finding.published,
            updateddate=finding.published,
            unique_id=f"tag:cordee,2026:finding:{finding.pk}",
            categories=[finding.get_kind_display()],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
