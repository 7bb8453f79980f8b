"""What practices add to the pages of lower rooms."""

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from knowledge_base.practices.models import PracticePage
from network.models import Territory
from network.restrictions import open_to_all
from network.slots import Part

SHOWN = 10


def practices_of(territory: Territory, request: HttpRequest) -> Part | None:
    """The published practices of the territory and of those it succeeds, in the tree of the reader's language."""
    found = (
        PracticePage.objects.about(territory)
        .live()
        .filter(open_to_all(request), locale__language_code=get_language())
        .latest_first()
    )
    practices = list(found.select_related("territory")[: SHOWN + 1])
    if not practices:
        return None
    more = found.count() - SHOWN if len(practices) > SHOWN else 0
    return Part(_("Practices"), "practices/of_territory.html", {"practices": practices[:SHOWN], "more": more})
