"""More like this: at the end of what one has read, what the library holds that is close to it."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.search.backends import get_search_backend

from formats.markdown import plain
from knowledge_base.library.lookup import tidy
from knowledge_base.library.models import Finding
from knowledge_base.library.rows import addresses_of
from knowledge_base.library.sources import source_of
from network.slots import Part

SHOWN = 3
#: How close it must be, when the thing itself is 1. Where all is far nothing is shown.
CLOSE_ENOUGH = 0.2


def similar_to(thing: Model, request: HttpRequest) -> Part | None:
    """The published things that hold most of its words, rare ones first; the same for every reader.

    Nothing where the engine cannot tell.
    """
    source = source_of(type(thing))
    similar = getattr(get_search_backend(), "similar", None)
    if source is None or similar is None:
        return None
    about = getattr(thing, "summary", "") or getattr(thing, "context", "")
    words = tidy(f"{thing} {plain(about)}")
    findings = Finding.objects.visible_to(AnonymousUser()).with_origin()
    found = similar(words, findings, SHOWN + 1)
    own = getattr(thing, "alias_of_id", None) or thing.pk
    itself = {finding.pk: score for finding, score in found if getattr(finding, f"{source.field}_id") == own}
    least = CLOSE_ENOUGH * max(itself.values(), default=0)
    close = [finding for finding, score in found if finding.pk not in itself and score >= least][:SHOWN]
    if not close:
        return None
    shown = zip(close, addresses_of(close), strict=True)
    return Part(_("In the same vein"), "library/similar.html", {"similar": list(shown)})
