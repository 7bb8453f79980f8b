"""Contour lines of an imagined massif, for behind the home title. They claim no true heights."""

from functools import cache
from itertools import pairwise
from math import exp, hypot

WIDTH, HEIGHT, STEP = 960, 648, 24
# Summits: where, how wide, how high.
SUMMITS = [
    (690, 170, 150, 1.0),
    (470, 330, 170, 0.75),
    (830, 420, 130, 0.8),
    (300, 120, 140, 0.6),
    (610, 560, 160, 0.65),
    (120, 430, 150, 0.5),
]
LEVELS = [0.12 + index * 0.095 for index in range(11)]

Point = tuple[float, float]


def height_at(x: float, y: float) -> float:
    """The height of the imagined ground, between 0 and a little over 1."""
    ridge = sum(
        high * exp(-((hypot((x - left) * 0.8, y - top) / wide) ** 2)) for left, top, wide, high in SUMMITS
    )
    return ridge + 0.05 * exp(-(((x - y * 1.3) / 90) ** 2))


@cache
def draw() -> str:
    """The whole drawing: one path for each level."""
    paths = "".join(f'<path d="{path}"/>' for path in map(path_of, LEVELS) if path)
    return (
        f'<svg class="contours" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="xMaxYMin slice" '
        f'aria-hidden="true" focusable="false">{paths}</svg>'
    )


def path_of(level: float) -> str:
    """Every line of one level, smoothed, as the data of one path."""
    return "".join(smooth(line) for line in joined(segments(level)) if len(line) > 4)


def segments(level: float) -> list[tuple[Point, Point]]:
    """Marching squares: where the level crosses the edges of each cell of the grid."""
    found = []
    for x in range(0, WIDTH, STEP):
        for y in range(0, HEIGHT, STEP):
            corners = [(x, y), (x + STEP, y), (x + STEP, y + STEP), (x, y + STEP)]
            heights = [height_at(*corner) for corner in corners]
            cuts = [
                crossing(corners[i], corners[i - 1], heights[i], heights[i - 1], level)
                for i in range(4)
                if (heights[i] > level) != (heights[i - 1] > level)
            ]
            found += list(zip(cuts[::2], cuts[1::2], strict=True))
    return found


def crossing(a: Point, b: Point, height_a: float, height_b: float, level: float) -> Point:
    """Where the level lies between two corners; the same from either side, so that lines join."""
    if a > b:
        a, b, height_a, height_b = b, a, height_b, height_a
    share = (level - height_a) / (height_b - height_a)
    return round(a[0] + (b[0] - a[0]) * share, 1), round(a[1] + (b[1] - a[1]) * share, 1)


def joined(pieces: list[tuple[Point, Point]]) -> list[list[Point]]:
    """Segments put end to end into as few lines as possible."""
    ends: dict[Point, list[Point]] = {}
    for a, b in pieces:
        ends.setdefault(a, []).append(b)
        ends.setdefault(b, []).append(a)
    lines = []
    # Open lines first, from their loose ends; what is left are closed ones.
    for start in sorted(ends, key=lambda point: len(ends[point])):
        while ends[start]:
            line = [start]
            while ends[line[-1]]:
                following = ends[line[-1]].pop()
                ends[following].remove(line[-1])
                line.append(following)
            lines.append(line)
    return lines


def smooth(line: list[Point]) -> str:
    """Every second point bends the line, the others are left to the curve."""
    points = [line[0], *line[1:-1:2], line[-1]]
    start = f"M{points[0][0]:.0f} {points[0][1]:.0f}"
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in pairwise(points[1:])]
    bends = "".join(
        f"Q{p[0]:.0f} {p[1]:.0f} {m[0]:.0f} {m[1]:.0f}" for p, m in zip(points[1:], middles, strict=False)
    )
    return f"{start}{bends}L{points[-1][0]:.0f} {points[-1][1]:.0f}".replace(" -", "-")
