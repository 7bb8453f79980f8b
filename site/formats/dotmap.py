"""A light map as SVG text: dots for the ground, rings for places, rope between those that learned from each other.

The ground is `dots.txt`, a map one can read in an editor, made from the centroids of the communes:

    python site/formats/dotmap.py CENTROIDS.csv > site/formats/dots.txt      (columns `kind`, `lat`, `lon`)
"""

import csv
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import pairwise
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
    n = log(cos(radians(SOUTH)) / cos(radians(NORTH))) / log(_slope(NORTH) / _slope(SOUTH))
    factor = EARTH * cos(radians(SOUTH)) * _slope(SOUTH) ** n / n
    radius, middle = factor / _slope(lat) ** n, factor / _slope(MIDDLE_LAT) ** n
    angle = n * radians(lon - MIDDLE_LON)
    return radius * sin(angle), middle - radius * cos(angle)


def grid_of(centroids: Iterable[Point]) -> list[str]:
    """The rows of the grid: `o` where a centroid (latitude, longitude) lies near a dot, else a space."""
    land = set()
    for lat, lon in centroids:
        east, north = kilometres(lat, lon)
        row = round((TOP - north) / _row_height())
        column = round((east - WEST) / STEP - row % 2 / 2)
        land.add((row, column))
    return [
        "".join("o" if (row, column) in land else " " for column in range(COLUMNS)).rstrip()
        for row in range(ROWS)
    ]


@cache
def grid_of_france() -> tuple[str, ...]:
    """The ground shipped with the project."""
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
        f"{_ground(tuple(grid))}{''.join(map(_rope, curves))}{marks}</svg>"
    )


def _slope(lat: float) -> float:
    return tan(pi / 4 + radians(lat) / 2)


def _row_height() -> float:
    return STEP * 3**0.5 / 2


def _width() -> float:
    return COLUMNS * STEP * SCALE + 2 * MARGIN


def _height() -> float:
    return ROWS * _row_height() * SCALE + 2 * MARGIN


def _pixel(east: float, north: float) -> Point:
    return (east - WEST) * SCALE + MARGIN, (TOP - north) * SCALE + MARGIN


@cache
def _ground(grid: tuple[str, ...]) -> str:
    """All the dots as one path: a round end without a line is a dot."""
    step, path = STEP * SCALE, []
    for row, line in enumerate(grid):
        y = row * _row_height() * SCALE + MARGIN
        columns = [column for column, sign in enumerate(line) if sign == "o"]
        path += [f"M{(column + row % 2 / 2) * step + MARGIN:.1f} {y:.1f}h0" for column in columns[:1]]
        path += [f"m{(there - here) * step:.4g} 0h0" for here, there in pairwise(columns)]
    return f'<path class="dot-map-dots" stroke-width="{step * 0.52:.1f}" d="{"".join(path)}"/>'


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
        costs = [sum(_overlap(box, other) for other in taken) + _outside(box) for box in boxes]
        best = costs.index(min(costs))
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


def _outside(box: Box) -> float:
    return 1000.0 if box[0] < 0 or box[2] > _width() + MARGIN else 0.0


def _overlap(a: Box, b: Box) -> float:
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))


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
    with Path(sys.argv[1]).open(newline="", encoding="utf-8") as file:
        communes = [row for row in csv.DictReader(file) if row["kind"] == "commune" and row["lat"]]
    sys.stdout.write("\n".join(grid_of((float(row["lat"]), float(row["lon"])) for row in communes)) + "\n")
