"""What notes add to the pages of lower rooms."""

from django.db.models import Count, Window
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from knowledge_base.notes.models import NotePage
from network.models import Territory
from network.restrictions import without_restricted
from network.slots import Part

SHOWN = 10


def notes_of(territory: Territory, request: HttpRequest) -> Part | None:
    """The published notes of the territory and of those it succeeds, in the tree of the reader's language."""
    found = (
        NotePage.objects.about(territory)
        .live()
        .filter(without_restricted(), locale__language_code=get_language())
        .latest_first()
    )
    notes = list(found.select_related("territory").annotate(total=Window(Count("*")))[:SHOWN])
    if not notes:
        return None
    more = notes[0].total - len(notes)
    return Part(_("Capitalisation notes"), "notes/of_territory.html", {"notes": notes, "more": more})
