"""What practices add to the pages of lower rooms."""

from django.db.models import Count, Window
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from knowledge_base.practices.models import PracticePage
from network.models import Territory
from network.restrictions import without_restricted
from network.slots import Part

SHOWN = 10


def practices_of(territory: Territory, request: HttpRequest) -> Part | None:
    """The published practices of the territory and of those it succeeds, in the tree of the reader's language."""
    found = (
        PracticePage.objects.about(territory)
        .live()
        .filter(without_restricted(), locale__language_code=get_language())
        .latest_first()
    )
    practices = list(found.for_rows().annotate(total=Window(Count("*")))[:SHOWN])
    if not practices:
        return None
    more = practices[0].total - len(practices)
    return Part(_("Practices"), "practices/of_territory.html", {"practices": practices, "more": more})
