"""The pages of the library: a search with its choices, and a lesson."""

from functools import cache, partial

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge_base.lessons.models import Condition, Lesson, Trial
from knowledge_base.library.asked import Asked
from knowledge_base.library.counting import count, is_by_a_person
from knowledge_base.library.lookup import quoted_within
from knowledge_base.library.models import Finding
from knowledge_base.library.rows import as_written, grounds_of, places_of, rows_of
from knowledge_base.library.thread import thread_of
from knowledge_base.search.outbox import asked_once
from learning.pilots.models import Entry
from learning.pilots.permissions import log_readings
from network.drawing import lazily
from network.languages import lang_of
from network.models import Theme
from network.slots import further_reading

PER_PAGE = 12
#: How many of the first results the large map shows.
ON_MAP = 300
#: With more steps than this a rope across a page leaves no room for what branches off; the list below says the same.
MOST_STEPS = 4
#: How many ways in are offered where nothing is found.
MOST_THEMES = 8


@require_safe
@asked_once()
def search(request: HttpRequest) -> HttpResponse:
    """Find practices, notes, lessons and journal entries, among what the reader may read."""
    asked = Asked(request.GET, Finding.objects.visible_to(request.user))
    lookup = asked.lookup
    page = Paginator(lookup.results, PER_PAGE).get_page(request.GET.get("page"))
    on_map = request.GET.get("view") == "map"
    grounds = grounds_of(lookup.results[:ON_MAP]) if on_map else []
    shown = [finding for ground in grounds for finding, _address in ground.done] if on_map else list(page)
    told = Entry.objects.filter(pk__in=[finding.entry_id for finding in shown if finding.entry_id])
    log_readings(request.user, told.select_related("pilot__territory"))
    words = as_written(lookup.words, asked.typed, page) if lookup.corrected else lookup.words
    keep = f"{reverse('library:saved_searches')}{asked.address(q=words, view=None)}"
    rows = rows_of(page, words, page.start_index())
    context = {
        "asked": asked,
        "words": quoted_within(words),
        "lookup": lookup,
        "page_obj": page,
        "rows": rows,
        "on_map": on_map,
        "places": [ground.place for ground in grounds] if on_map else places_of(rows),
        "grounds": grounds,
        "themes": [] if rows else ways_in(asked),
        "most_on_map": ON_MAP,
        "chosen": [option for facet in asked.facets for option in facet.chosen],
        "orders": orders(asked),
        "names": ", ".join(option.label for facet in asked.facets for option in facet.chosen),
        "counted": asked.counted(page.paginator.count),
        "addresses": {
            "exact": asked.address(exact="1"),
            "mended": asked.address(exact=None) if "exact" in asked.understood else "",
            "keep": keep,
            "list": asked.address(view=None),
            "map": asked.address(view="map"),
            **{
                name: f"{reverse(f'library:{name}')}?{asked.search_only}".rstrip("?")
                for name in ("feed", "csv", "json")
            },
        },
    }
    response = render(request, "library/search.html", context)
    if page.number == 1 and not on_map and not asked.chosen.values and is_by_a_person(request):
        # Once the page is sent: no reader waits for it.
        public = lookup if request.user.is_anonymous else None
        response._resource_closers.append(partial(count, asked.typed, public, asked.exact))  # type: ignore[attr-defined]
    return response


def orders(asked: Asked) -> list[dict[str, str]]:
    """The orders that one may ask for, each with its address, but the one that holds."""
    labels = {"": _("Best matches first"), "date": _("The latest first"), "tried": _("The most tried first")}
    usual = "" if asked.has_words else "date"
    if usual:
        del labels[""]
    return [
        {
            "label": label,
            "address": "" if order == asked.order else asked.address(sort=None if order == usual else order),
        }
        for order, label in labels.items()
    ]


def ways_in(asked: Asked) -> QuerySet[Theme]:
    """Some themes under which the reader would find something."""
    used = asked.findings.order_by().values("themes")
    return Theme.objects.filter(pk__in=used, parent=None, is_dimension=False)[:MOST_THEMES]


def branch(trial: Trial) -> dict[str, str]:
    """A trial as it leaves the rope."""
    return {
        "outcome": trial.outcome,
        "word": str(trial.get_outcome_display()).capitalize(),
        "who": trial.territory.name,
    }


@require_safe
def lesson(request: HttpRequest, slug: str) -> HttpResponse:
    """A published lesson: what to do, in which context, under which conditions, and where it comes from."""
    lesson = get_object_or_404(Lesson.objects.live(), slug=slug)
    conditions = cache(lambda: lesson.conditions_by_weight)
    trials = cache(lambda: list(Trial.objects.of(lesson)))
    thread = cache(lambda: thread_of(lesson))
    context = {
        "lesson": lesson,
        "drawn_as": f"lesson:{lesson.pk}",
        **lazily(
            thread=thread,
            trials=trials,
            branches=lambda: (
                [branch(trial) for trial in trials()] if len(thread().steps) <= MOST_STEPS else []
            ),
            trial_url=lambda: reverse("lessons:trial_of_lesson", args=[lesson.pk]),
            further=lambda: further_reading.parts(lesson, request),
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
