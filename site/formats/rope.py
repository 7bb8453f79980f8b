"""The rope, drawn as SVG text: how one thing led to the next.

Every drawing stretches to the place its page gives it, takes its colours from classes (`css/components.css`)
and is hidden from screen readers: the page says the same in words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import pairwise
from typing import Literal

Knot = Literal["done", "here", "to-come", "waiting", "start", "none"]
Strand = Literal["taut", "slack", "cut", "dotted", ""]
Outcome = Literal["kept", "changed", "dropped"]
Ending = Literal["kept", "changed", "dropped", "cut"]

# Once per page: the oblique shadow that makes a band look twisted. Its darkness suits both themes.
DEFINITIONS = (
    '<svg class="rope-defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>'
    '<pattern id="rope-twist" width="7" height="7" patternUnits="userSpaceOnUse">'
    '<path class="rope-shade" d="M-1 6 8 0v3.2L-1 9.2zM-1-1 8-7v3.2L-1 2.2z"/></pattern></defs></svg>'
)

# Each knot is drawn around the point (0, 0), 28 wide and 24 high.
KNOTS = {
    "done": '<rect class="rope-knot" x="-13" y="-11" width="26" height="22" rx="10"/>'
    '<path class="rope-wrap" d="m-10-3 14 9M-7-8.5 9 2.5M1-8.5l8 5"/>',
    "here": '<rect class="rope-here" x="-12.5" y="-10.5" width="25" height="21" rx="10"/>',
    "to-come": '<rect class="rope-hollow" x="-11" y="-9" width="22" height="18" rx="9"/>',
    "waiting": '<rect class="rope-waiting" x="-11" y="-9" width="22" height="18" rx="9"/>',
    "start": '<circle class="rope-start" r="8"/>',
    "none": "",
}


@dataclass(frozen=True)
class Stop:
    """A step of a rope drawn across: when it is, how far it has come, and its two lines of text."""

    start: date | None
    knot: Knot
    title: str
    label: str = ""
    end: date | None = None


def drawing(content: str, css: str, *, width: str = "100%", height: str = "100%", view: str = "") -> str:
    """A decorative SVG; `view` makes its content scale, without it the content keeps its size."""
    box = f' viewBox="{view}"' if view else ""
    size = f'width="{width}" height="{height}"{box}'
    return f'<svg class="{css}" {size} aria-hidden="true" focusable="false">{content}</svg>'


def knot(state: Knot) -> str:
    """One knot: wrapped (done), lichen ringed in ink (here), hollow (to come) or grey (waiting)."""
    return drawing(
        KNOTS[state],
        f"knot knot-{state}",
        width="28",
        height="24",
        view="-14 -12 28 24",
    )


def down(state: Knot, then: Strand = "") -> str:
    """A knot and the rope from it to the next step below, as high as the step is."""
    return knot(state) + (strand_down(then) if then else "")


def strand_down(kind: Strand) -> str:
    """The rope from one step to the next below."""
    return {
        "taut": drawing(_twisted("7", "100%"), "strand strand-taut", width="7"),
        "slack": _stretched(
            "M9 0C9 12 3 14 3 28s12 22 12 44c0 14-6 16-6 28",
            "0 0 18 100",
            "strand strand-slack",
        ),
        "dotted": drawing(
            '<line class="rope-dots" x1="4" y1="4" x2="4" y2="100%"/>',
            "strand strand-dotted",
            width="8",
        ),
        "cut": drawing(
            f'<svg x="8" width="7" height="50%">{_twisted("7", "100%")}</svg>'
            '<svg y="50%" overflow="visible"><path class="rope-fray" d="M9 0 4 12m8-12v15M14 0l5 12"/></svg>',
            "strand strand-cut",
            width="23",
        ),
    }[kind]


def over(state: Knot, then: Strand = "") -> str:
    """A knot and the rope from it to the next step on the right, as wide as the step is."""
    return (strand_over(then) if then else "") + knot(state)


def strand_over(kind: Strand) -> str:
    """The rope from one step to the next on the right; a slack one sags."""
    return {
        "taut": drawing(_twisted("100%", "7"), "reach reach-taut", height="7"),
        "slack": _stretched("M0 3Q50 32 100 3", "0 0 100 24", "reach reach-slack"),
        "dotted": drawing(
            '<line class="rope-dots" x1="4" y1="4" x2="100%" y2="4"/>',
            "reach reach-dotted",
            height="8",
        ),
        "cut": drawing(
            f'<svg y="8" width="50%" height="7">{_twisted("100%", "7")}</svg>'
            '<svg x="50%" overflow="visible"><path class="rope-fray" d="m0 9 12-5M0 12h15M0 14l12 5"/></svg>',
            "reach reach-cut",
            height="23",
        ),
    }[kind]


def across(stops: Iterable[Stop], note: str = "") -> str:
    """A rope to a true time scale. Only dated stops have a place on it; without two of them, nothing."""
    placed = _to_scale(stops)
    if not placed:
        return ""
    ropes = "".join(
        f'<svg x="{_percent(left)}" y="15" width="{_percent(right - left)}" height="40">{_before(stop)}</svg>'
        for (left, _stop), (right, stop) in pairwise(placed)
    )
    knots = "".join(
        f'<svg x="{_percent(place)}" y="18.5" overflow="visible">{KNOTS[stop.knot]}</svg>'
        for place, stop in placed
    )
    tiers = _tiers([place for place, _stop in placed])
    labels = "".join(
        _label(stop, place, 58 + tier * 46) for (place, stop), tier in zip(placed, tiers, strict=True)
    )
    height = 84 + max(tiers) * 46
    return drawing(
        ropes + knots + labels + _note_on_longest_slack(note, placed), "rope-across", height=str(height)
    )


def strands(outcomes: Sequence[str]) -> str:
    """The tiny mark beside "tried by 3 territories": at most three strands, each with its end."""
    heights = {0: (), 1: (8,), 2: (5, 11)}.get(len(outcomes), (3, 8, 13))
    lines = "".join(
        f'<g transform="translate(0 {y})">{TINY_ENDS[outcome]}</g>'
        for outcome, y in zip(outcomes, heights, strict=False)
    )
    return drawing(lines, "strands", width="30", height="16", view="0 0 30 16")


def mark(outcome: Ending) -> str:
    """The end of one strand, to stand before its word; `cut` is the large frayed end of a stopped rope."""
    if outcome == "cut":
        fray = '<path class="rope-fray" d="m27 9 17-7M28 12h17M27 15l17 7"/>'
        band = f'<svg y="8" width="28" height="8">{_twisted("28", "8")}</svg>'
        return drawing(
            band + fray,
            "rope-mark rope-mark-cut",
            width="48",
            height="24",
            view="0 0 48 24",
        )
    line = f'<g transform="translate(-8 -6)"><path class="rope-line" d="M9 14h14"/>{ENDS[outcome]}</g>'
    return drawing(
        line,
        f"rope-mark rope-mark-{outcome}",
        width="44",
        height="16",
        view="0 0 44 16",
    )


def branch(outcome: Outcome, *, last: bool = False) -> str:
    """A strand that leaves the rope for one trial, in a list; the rope goes on unless it is the last."""
    trunk = "" if last else '<line class="rope-line" x1="6" y1="0" x2="6" y2="100%"/>'
    return drawing(
        f'{trunk}<path class="rope-line" d="M6 0v4q0 10 10 10h7"/>{ENDS[outcome]}',
        "branch",
        width="54",
    )


# The ends of a strand that arrives at (22, 14).
ENDS = {
    "kept": '<path class="rope-line" d="M22 14h20"/><circle class="rope-full" cx="44" cy="14" r="6"/>',
    "changed": '<path class="rope-line" d="M22 14q4-7 8 0t8 0"/><circle class="rope-ring" cx="44" cy="14" r="5"/>',
    "dropped": '<path class="rope-line" d="M22 14h14"/><path class="rope-fray" d="m35 14 12-5M35 14h13m-13 0 12 5"/>',
}
# The same, tiny, for strands that start at (0, 0).
TINY_ENDS = {
    "kept": '<path class="rope-line" d="M0 0h24"/><circle class="rope-full" cx="26" r="3"/>',
    "changed": '<path class="rope-line" d="M0 0h12q3-4 6 0t6 0"/><circle class="rope-ring rope-thin" cx="26" r="2"/>',
    "dropped": '<path class="rope-line" d="M0 0h18"/><path class="rope-fray rope-thin" d="m18 0 8-3M18 0h9m-9 0 8 3"/>',
}


def _twisted(width: str, height: str) -> str:
    size = f'width="{width}" height="{height}"'
    return f'<rect class="rope-body" {size}/><rect class="rope-twist" {size} fill="url(#rope-twist)"/>'


def _stretched(path: str, view: str, css: str) -> str:
    line = f'<path class="rope-line" vector-effect="non-scaling-stroke" d="{path}"/>'
    return drawing(line, css, view=view).replace(" aria-hidden", ' preserveAspectRatio="none" aria-hidden', 1)


def _to_scale(stops: Iterable[Stop]) -> list[tuple[float, Stop]]:
    """Dated stops in order, each with its place in percent; empty where there is no time between them."""
    dated = sorted(((stop.start, stop) for stop in stops if stop.start), key=lambda pair: pair[0])
    if not dated or dated[0][0] == dated[-1][0]:
        return []
    first, days = dated[0][0], (dated[-1][0] - dated[0][0]).days
    return [((start - first).days / days * 100, stop) for start, stop in dated]


def _tension(stop: Stop) -> Strand:
    """How tight the rope is that arrives at this stop."""
    if stop.knot == "waiting":
        return "dotted"
    return "slack" if stop.knot == "to-come" else "taut"


def _before(stop: Stop) -> str:
    kind = _tension(stop)
    if kind == "taut":
        return _twisted("100%", "7")
    if kind == "dotted":
        return '<line class="rope-dots" x1="14" y1="3.5" x2="100%" y2="3.5"/>'
    sag = '<path class="rope-line" vector-effect="non-scaling-stroke" d="M0 3.5Q50 56 100 3.5"/>'
    return f'<svg width="100%" height="40" viewBox="0 0 100 40" preserveAspectRatio="none">{sag}</svg>'


def _tiers(places: Sequence[float], room: float = 9) -> list[int]:
    """Which line of labels each stop writes on, so that two close ones do not run into each other."""
    free_from = [float("-inf")] * 3
    tiers = []
    for place in places:
        ends_left = place > 100 - room
        start = place - room if ends_left else place
        tier = next(
            (tier for tier, free in enumerate(free_from) if start >= free),
            len(free_from) - 1,
        )
        free_from[tier] = place if ends_left else place + room
        tiers.append(tier)
    return tiers


def _label(stop: Stop, place: float, top: int) -> str:
    anchor, shift = ("end", 14) if place > 90 else ("start", -14)
    attributes = f'x="{_percent(place)}" dx="{shift}" text-anchor="{anchor}"'
    return (
        f'<text class="rope-title" {attributes} y="{top}">{escape(stop.title)}</text>'
        f'<text class="rope-label" {attributes} y="{top + 20}">{escape(stop.label)}</text>'
    )


def _note_on_longest_slack(note: str, placed: Sequence[tuple[float, Stop]]) -> str:
    spans = [
        (right - left, (left + right) / 2)
        for (left, _stop), (right, stop) in pairwise(placed)
        if _tension(stop) == "slack"
    ]
    if not note or not spans or max(spans)[0] < 30:
        return ""
    where = f'x="{_percent(max(spans)[1])}" y="68" text-anchor="middle"'
    return f'<text class="rope-label rope-note" {where}>{escape(note)}</text>'


def _percent(value: float) -> str:
    return f"{value:.2f}%"
