"""The look in templates: signs, rope, blanks, ticks, dates. `{% load cordee %}`; see them in /styleguide/."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from formats import contours as contour_lines
from formats import dotmap, rope
from network import dates
from network.drawing import drawn_once
from network.icons import drawings, icon_of_pages
from network.languages import lang_of

register = template.Library()
register.tag("drawn_once", drawn_once)
register.filter("lang_of", lang_of)

KINDS = {
    "action": _("Action"),
    "meeting": _("Meeting"),
    "observation": _("Observation"),
    "decision": _("Decision"),
    "difficulty": _("Difficulty"),
    "result": _("Result"),
    "milestone": _("Milestone"),
}
VISIBILITIES = {
    "draft": _("Draft"),
    "team": _("Team"),
    "cycle": _("Cycle"),
    "public": pgettext_lazy("visibility", "Everyone"),
}

# ---------------------------------------------------------------- signs


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A sign beside its word; give a `label` only where no word stands beside it."""
    spoken = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" {} focusable="false">{}</svg>',
        spoken,
        mark_safe(drawings()[name]),
    )


@register.simple_tag
def page_icon() -> str:
    """The address of the sign of the site."""
    return icon_of_pages()


@register.simple_tag
def icon_if_any(value: object) -> SafeString:
    """The sign of a choice whose value is the name of one; nothing for other choices."""
    return icon(str(value)) if str(value) in drawings() else mark_safe("")


@register.simple_tag
def kind(name: str) -> SafeString:
    """The sign and the word of a kind of journal entry."""
    return format_html('<span class="sign">{} {}</span>', icon(name), KINDS[name])


@register.simple_tag
def visibility(name: str) -> SafeString:
    """The sign and the word of who may read."""
    return format_html('<span class="sign">{} {}</span>', icon(name), VISIBILITIES[name])


@register.simple_tag
def fictional() -> SafeString:
    """What no source gives and was made up for the demonstration says so."""
    return format_html('<span class="fictional">{}</span>', _("fictional example"))


# ---------------------------------------------------------------- the rope


@register.simple_tag
def rope_defs() -> SafeString:
    """The twist every rope of the page refers to; once, in base.html."""
    return mark_safe(rope.DEFINITIONS)


@register.simple_tag(name="rope")
def rope_down(knot: rope.Knot, then: rope.Strand = "") -> SafeString:
    """The knot of a step, and the rope down to the next one."""
    return _drawn("rope", rope.down(knot, then))


@register.simple_tag
def rope_over(knot: rope.Knot, then: rope.Strand = "") -> SafeString:
    """The knot of a step, and the rope across to the next one."""
    return _drawn("rope-over", rope.over(knot, then))


@register.simple_tag
def rope_knot(knot: rope.Knot) -> SafeString:
    """A knot alone, beside a sentence."""
    return mark_safe(rope.knot(knot))


@register.simple_tag
def rope_sign(name: str, then: rope.Strand = "", full: bool = False) -> SafeString:
    """The knot of a journal entry carries the sign of its kind; a reached milestone is `full`."""
    css = "rope-sign rope-sign-full" if full else "rope-sign"
    sign = format_html('<span class="{}">{}</span>', css, icon(name))
    return _drawn("rope", sign + (mark_safe(rope.strand_down(then)) if then else ""))


@register.simple_tag
def rope_across(stops: Iterable[rope.Stop], note: str = "") -> SafeString:
    """The rope of a cycle to its true time scale."""
    return mark_safe(rope.across(stops, str(note)))


@register.simple_tag
def rope_mark(outcome: rope.Ending) -> SafeString:
    """The end of one strand, before its word."""
    return mark_safe(rope.mark(outcome))


@register.simple_tag
def strands(outcomes: str | Sequence[str]) -> SafeString:
    """The tiny mark beside "tried by 3 territories": a list, or words such as "kept changed"."""
    return mark_safe(rope.strands(outcomes.split() if isinstance(outcomes, str) else outcomes))


@register.simple_tag
def branch(outcome: rope.Outcome, last: bool = False) -> SafeString:
    """The strand that leaves the rope for one trial."""
    return mark_safe(rope.branch(outcome, last=last))


@register.inclusion_tag("components/days.html")
def rope_days(days: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The week on the rope: taut from a day where something was done up to today, else dotted."""
    here = next((index for index, day in enumerate(days) if day.get("is_today")), -1)
    return {
        "days": [
            {"items": [], **day, "then": "taut" if index < here and day["knot"] == "done" else "dotted"}
            for index, day in enumerate(days)
        ]
    }


# ---------------------------------------------------------------- maps


@register.simple_tag
def dot_map(places: Iterable[dotmap.Place], links: Iterable[tuple[int, int]] = ()) -> SafeString:
    """The dot grid of France and its neighbours with these places; the page lists them in words too."""
    return mark_safe(dotmap.draw(dotmap.ground(), list(places), list(links)))


@register.simple_tag
def contours() -> SafeString:
    """Contour lines behind the home title; nowhere else."""
    return mark_safe(contour_lines.draw())


# ---------------------------------------------------------------- blanks and counts


@register.inclusion_tag("components/blank.html")
def blank(
    label: str, note: str = "", act_url: str = "", act_label: str = "", word: str = "", anchor: str = ""
) -> dict[str, str]:
    """A row of `dl.fields` whose value nobody gave yet: said, dotted, with one act."""
    return {
        "label": label,
        "note": note,
        "act_url": act_url,
        "act_label": act_label,
        "word": word or str(pgettext_lazy("value of a field", "not given")),
        "anchor": anchor,
    }


@register.simple_tag
def blank_word(words: str) -> SafeString:
    """An unknown in the middle of a sentence."""
    return format_html('<span class="blank-word">{}</span>', words)


@register.inclusion_tag("components/completeness.html")
def completeness(filled: int, total: int, blanks_url: str = "") -> dict[str, Any]:
    """A row of ticks, full or dotted, and the count in words."""
    return {
        "filled": filled,
        "total": total,
        "blanks": total - filled,
        "blanks_url": blanks_url,
        "view": f"0 0 {total * 10} 18",
        "ticks": [{"x": index * 10 + 1, "full": index < filled} for index in range(total)],
    }


@register.simple_tag
def presence(states: str | Sequence[str]) -> SafeString:
    """Dots of presence in the order of the sessions, "present absent to-come"; said in words too."""
    words = {"present": _("present"), "absent": _("absent"), "to-come": _("to come")}
    names = states.split() if isinstance(states, str) else list(states)
    dots = format_html_join(
        "",
        '<svg class="presence-{}" viewBox="0 0 14 12" aria-hidden="true">'
        '<rect x="1" y="1" width="12" height="10" rx="4.5"/></svg>',
        ((name,) for name in names),
    )
    spoken = ", ".join(str(words[name]) for name in names)
    return format_html(
        '<span class="presence">{}<span class="visually-hidden">{}</span></span>', dots, spoken
    )


# ---------------------------------------------------------------- dates and figures

APOSTROPHE = re.compile(r"(?<=[^\W\d_])(?:'|&#x27;|&#39;)(?=[^\W\d_])")
FRENCH_SPACES = (
    (re.compile(r" (?=[;!?])"), "\u202f"),
    (re.compile(r" (?=[:»])|(?<=«) "), "\u00a0"),
    (re.compile(r"(?<=\w)(?=:\s*$)"), "\u00a0"),
)


@register.filter(is_safe=True)
def typeset(text: str, language: str = "") -> str:
    """Words of another package, or out of the index: the right apostrophe and, in French, the right spaces."""
    text = APOSTROPHE.sub("’", text)
    if (language or get_language() or "").startswith("fr"):
        for pattern, space in FRENCH_SPACES:
            text = pattern.sub(space, text)
    return text


register.filter("day", dates.day)
register.filter("day_of_year", dates.day_of_year)
register.filter("short_day", dates.short_day)
register.filter("weekday", dates.weekday)
register.filter("weekday_day", dates.weekday_day)
register.filter("partial_date", dates.partial)
register.filter("clock", dates.clock)
register.filter("spaced", dates.spaced)


@register.simple_tag
def date_range(
    start: date | None, end: date | None = None, short: bool = True, with_year: bool = True
) -> str:
    """27–28 nov. 2023"""
    return dates.day_range(start, end, short=short, with_year=with_year)


@register.simple_tag
def month_range(start: str | None, end: str | None) -> str:
    """novembre 2023 – septembre 2024, from dates of any precision."""
    return dates.partial_range(start, end)


def _drawn(css: str, content: str) -> SafeString:
    return mark_safe(
        f'<span class="{css}" aria-hidden="true">{conditional_escape(mark_safe(content))}</span>'
    )
