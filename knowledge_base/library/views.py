from functools import cache

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge_base.lessons.models import Condition, Lesson
from knowledge_base.library.facets import COUNTED, Chosen, facets_of
from knowledge_base.library.lookup import look_up, tidy
from knowledge_base.library.models import Finding
from knowledge_base.library.rows import as_written, places_of, rows_of
from knowledge_base.library.thread import thread_of
from learning.pilots.models import Entry
from learning.pilots.permissions import log_readings
from network.drawing import lazily
from network.languages import lang_of

PER_PAGE = 12


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find practices, notes, lessons and journal entries, among what the reader may read."""
    findings = Finding.objects.visible_to(request.user)
    chosen = Chosen.of(request.GET, findings)
    typed = tidy(request.GET.get("q", ""))
    lookup = look_up(chosen.apply(findings).with_origin(), typed, exact="exact" in request.GET)
    page = Paginator(lookup.results, PER_PAGE).get_page(request.GET.get("page"))
    told = Entry.objects.filter(pk__in=[finding.entry_id for finding in page if finding.entry_id])
    log_readings(request.user, told.select_related("pilot__territory"))
    words = as_written(lookup.words, page) if lookup.corrected else lookup.words
    rows = rows_of(page, words, page.start_index())
    facets = facets_of(findings, chosen, lookup, request.GET)
    exact = request.GET.copy()
    exact["exact"] = "1"
    context = {
        "typed": typed,
        "words": words,
        "lookup": lookup,
        "page_obj": page,
        "rows": rows,
        "places": places_of(rows),
        "facets": facets,
        "unknown": chosen.unknown,
        "chosen": [option for facet in facets for option in facet.chosen],
        "counted": COUNTED[only(chosen.values.get("kind", []))] % {"count": page.paginator.count},
        "exact_address": f"?{exact.urlencode()}",
        "feed_address": f"{reverse('library:feed')}?{request.GET.urlencode()}".rstrip("?"),
    }
    return render(request, "library/search.html", context)


def only(values: list[str]) -> str:
    """The one value, when there is one."""
    return values[0] if len(values) == 1 else ""


@require_safe
def lesson(request: HttpRequest, slug: str) -> HttpResponse:
    """A published lesson: what to do, in which context, under which conditions, and where it comes from."""
    lesson = get_object_or_404(Lesson.objects.live(), slug=slug)
    conditions = cache(lambda: lesson.conditions_by_weight)
    context = {
        "lesson": lesson,
        "drawn_as": f"lesson:{lesson.pk}",
        **lazily(
            thread=lambda: thread_of(lesson),
            required=lambda: conditions().get(Condition.Weight.REQUIRED, []),
            helpful=lambda: conditions().get(Condition.Weight.HELPFUL, []),
            blocking=lambda: conditions().get(Condition.Weight.BLOCKING, []),
        ),
        "crumbs": [
            {"label": _("Library"), "url": reverse("library:search")},
            {"label": _("Lessons"), "url": f"{reverse('library:search')}?kind={Finding.Kind.LESSON}"},
            {"label": lesson.statement, "lang": lang_of(lesson)},
        ],
    }
    return render(request, "library/lesson.html", context)
