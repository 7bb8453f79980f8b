"""What the page of a practice shows, gathered in few queries."""

from dataclasses import dataclass
from functools import cache

from django.db.models import Max, Q
from django.urls import reverse

from knowledge_base.lessons.models import Trial
from knowledge_base.practices.models import PracticePage, Question
from knowledge_base.practices.sheet import Blank, Sheet
from network.drawing import lazily
from network.languages import lang_of
from network.models import Succession, Territory
from network.restrictions import may_be_named

# Shown above the fields, or in a place of their own.
ELSEWHERE = frozenset({"place", "period", "scale", "target_groups", "summary", "lessons", "contact"})


@dataclass(frozen=True)
class Predecessor:
    """A name under which the same policy was carried on before."""

    name: str
    year: int | None


def context_of(practice: PracticePage) -> dict[str, object]:
    """What `practices/practice.html` needs."""
    sheet = Sheet(practice)
    trials = cache(lambda: list(Trial.objects.filter(page=canonical(practice)).select_related("territory")))
    parent = getattr(practice, "_cached_parent_obj", None)
    return {
        "sheet": sheet,
        "canonical_pk": canonical(practice),
        "contact_url": reverse("practices:contact", args=[canonical(practice)]),
        "crumbs": [
            {"label": parent.title, "url": parent.url},
            {"label": practice.title, "lang": lang_of(practice)},
        ]
        if parent
        else [],
    } | lazily(
        facts=lambda: [sheet[name] for name in ("place", "period", "scale", "target_groups")],
        fields=lambda: [each for each in sheet.fields if each.filled and each.name not in ELSEWHERE],
        blanks=lambda: with_questions(practice, sheet.blanks),
        lessons=lambda: [lesson for lesson in sheet.lessons if lesson.live],
        predecessors=lambda: predecessors(practice.territory),
        trials=trials,
        outcomes=lambda: [trial.outcome for trial in trials()],
        trial_url=lambda: (
            reverse("lessons:trial_of_page", args=[canonical(practice)]) if may_be_named(practice) else ""
        ),
        authors=lambda: [str(practice.owner)] if practice.owner else [],
    )


def canonical(practice: PracticePage) -> int:
    """The practice itself, where a copy in another language is read."""
    return practice.alias_of_id or practice.pk


def predecessors(territory: Territory | None) -> list[Predecessor]:
    """The territories it succeeds, directly or through another, the oldest first; one query."""
    if territory is None:
        return []
    after = Q(after=territory)
    for path in ("after__successions__after", "after__successions__after__successions__after"):
        after |= Q(**{path: territory})
    rows = Succession.objects.filter(after).select_related("before").distinct()
    known: dict[int, Predecessor] = {}
    for row in rows:
        before = row.before
        known[before.pk] = Predecessor(before.name, before.since)
    return sorted(known.values(), key=lambda one: (one.year or 9999, one.name))


def with_questions(practice: PracticePage, blanks: list[Blank]) -> list[Blank]:
    """The blanks, each with the last time somebody asked for it."""
    if not practice.pk:
        return blanks
    asked = dict(
        Question.objects.filter(practice_id=canonical(practice))
        .order_by()
        .values_list("field")
        .annotate(last=Max("asked"))
    )
    for blank in blanks:
        blank.asked = max((asked[each.name] for each in blank.fields if each.name in asked), default=None)
    return blanks
