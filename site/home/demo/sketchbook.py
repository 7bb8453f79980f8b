"""What the pictures of the demonstration network are made of: skies, mountains, houses, people, in the site's colours."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from PIL import ImageDraw

SIZE = (1200, 800)
WIDE, HIGH = SIZE

INK, SNOW, SKY, DAWN = "#10272b", "#f1f5f4", "#cfe2e7", "#f3e3cf"
FAR, MIDDLE, NEAR, WOOD = "#9fbcc2", "#6c9098", "#3d646b", "#24474c"
FIR, GREEN, MEADOW, FIELD = "#0a5a4f", "#4d8a70", "#b9d0ae", "#d3e3d2"
ROPE, RUST, LICHEN, LAKE, EARTH = "#d9480f", "#9c2f06", "#e2e84f", "#1d6b8f", "#b7793f"
LAMPLIGHT = "#f2d98a"
WALL, WALL_2, ROOF, ROOF_2, STONE = "#efe6d8", "#ddd0bd", "#8a4b32", "#6f3c2a", "#8d9796"
PAPERS = ("#f2dc5d", "#e89a6b", "#9fc9d8", "#a9d3a4", "#eeb6bd")

Point = tuple[float, float]


@dataclass
class Sheet:
    """A page of 1200 by 800 to draw on, whatever the size of the picture, with its own dice."""

    pen: ImageDraw.ImageDraw
    dice: Random
    scale: float

    def shape(self, points: list[Point], colour: str) -> None:
        self.pen.polygon([(x * self.scale, y * self.scale) for x, y in points], fill=colour)

    def box(self, x: float, y: float, width: float, height: float, colour: str, rounded: float = 0) -> None:
        corners = [value * self.scale for value in (x, y, x + width, y + height)]
        self.pen.rounded_rectangle(corners, rounded * self.scale, fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        corners = [value * self.scale for value in (x - radius, y - radius, x + radius, y + radius)]
        self.pen.ellipse(corners, fill=colour)

    def ring(self, x: float, y: float, radius: float, colour: str, width: float) -> None:
        corners = [value * self.scale for value in (x - radius, y - radius, x + radius, y + radius)]
        self.pen.ellipse(corners, outline=colour, width=round(width * self.scale))

    def line(self, points: list[Point], colour: str, width: float) -> None:
        scaled = [(x * self.scale, y * self.scale) for x, y in points]
        self.pen.line(scaled, fill=colour, width=max(round(width * self.scale), 1), joint="curve")


def blend(one: str, other: str, share: float) -> str:
    """A colour between two."""
    pairs = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def sky(sheet: Sheet, top: str = SKY, bottom: str = SNOW, down_to: float = HIGH) -> None:
    """A sky that pales towards the ground."""
    bands = 80
    for band in range(bands):
        y = down_to * band / bands
        sheet.box(0, y, WIDE, down_to / bands + 2, blend(top, bottom, band / bands))


def ridge(sheet: Sheet, base: float, height: float, colour: str, peaks: int = 5, snow: str = "") -> None:
    """A chain of mountains across the page; the highest may keep some snow."""
    dice = sheet.dice
    points: list[Point] = [(-40, base)]
    summits = []
    step = (WIDE + 80) / (peaks * 2)
    for index in range(peaks * 2 + 1):
        x = -40 + index * step + dice.uniform(-0.25, 0.25) * step
        rise = height * (dice.uniform(0.65, 1) if index % 2 else dice.uniform(0.15, 0.45))
        points.append((x, base - rise))
        if index % 2:
            summits.append((x, base - rise, rise))
    broken = [points[0]]
    for start, end in zip(points, [*points[1:], (WIDE + 40, base)], strict=True):
        for part in (0.34, 0.67):
            x, y = (start[i] + (end[i] - start[i]) * part for i in (0, 1))
            broken.append((x, y + dice.uniform(-0.05, 0.05) * height))
        broken.append(end)
    sheet.shape([*broken, (WIDE + 40, HIGH), (-40, HIGH)], colour)
    for x, y, rise in summits if snow else []:
        if rise > height * 0.8:
            drop = rise * 0.22
            sheet.shape(
                [
                    (x, y),
                    (x + drop * 0.75, y + drop),
                    (x + drop * 0.2, y + drop * 0.75),
                    (x - drop * 0.15, y + drop * 1.15),
                    (x - drop * 0.7, y + drop),
                ],
                snow,
            )


def hill(sheet: Sheet, left: float, right: float, colour: str, swell: float = 40) -> None:
    """A round ground from one side of the page to the other."""
    steps = 40
    edge = [
        (WIDE * n / steps, left + (right - left) * n / steps - swell * math.sin(math.pi * n / steps))
        for n in range(steps + 1)
    ]
    sheet.shape([*edge, (WIDE, HIGH), (0, HIGH)], colour)


def fir(sheet: Sheet, x: float, y: float, height: float, colour: str = WOOD) -> None:
    """A fir whose foot is at this point."""
    sheet.box(x - height * 0.03, y - height * 0.15, height * 0.06, height * 0.15, INK)
    for tier in range(3):
        top, width = y - height + tier * height * 0.24, height * (0.17 + tier * 0.08)
        sheet.shape([(x, top), (x + width, top + height * 0.4), (x - width, top + height * 0.4)], colour)


def forest(sheet: Sheet, y: float, count: int, height: float, colour: str = WOOD, spread: float = 20) -> None:
    """Firs along a line."""
    for _tree in range(count):
        tall = height * sheet.dice.uniform(0.6, 1.1)
        fir(sheet, sheet.dice.uniform(0, WIDE), y + sheet.dice.uniform(-spread, spread), tall, colour)


def house(
    sheet: Sheet,
    x: float,
    y: float,
    width: float,
    wall: str = WALL,
    roof: str = ROOF,
    lit: bool = False,
    rows: int = 2,
) -> None:
    """A house whose lower left corner is at this point."""
    tall, eaves = width * 0.62, width * 0.09
    sheet.box(x, y - tall, width, tall, wall)
    sheet.box(x + width * 0.62, y - tall, width * 0.38, tall, blend(wall, INK, 0.08))
    sheet.shape(
        [(x - eaves, y - tall), (x + width / 2, y - tall - width * 0.42), (x + width + eaves, y - tall)], roof
    )
    sheet.shape(
        [
            (x + width / 2, y - tall - width * 0.42),
            (x + width + eaves, y - tall),
            (x + width * 0.66, y - tall),
        ],
        blend(roof, INK, 0.2),
    )
    pane = LAMPLIGHT if lit else blend(INK, SKY, 0.35)
    for row in range(rows):
        for column in range(3):
            if row == rows - 1 and column == 1:
                sheet.box(x + width * 0.44, y - tall * 0.4, width * 0.16, tall * 0.4, WOOD)
                continue
            left, top = x + width * (0.12 + column * 0.31), y - tall * (0.86 - row * 0.44)
            sheet.box(
                left,
                top,
                width * 0.14,
                tall * 0.22,
                pane if sheet.dice.random() < 0.7 else blend(INK, SKY, 0.35),
            )


def church(sheet: Sheet, x: float, y: float, height: float) -> None:
    """A bell tower whose foot is at this point."""
    width = height * 0.17
    sheet.box(x, y - height * 0.66, width, height * 0.66, WALL_2)
    sheet.box(x + width * 0.6, y - height * 0.66, width * 0.4, height * 0.66, blend(WALL_2, INK, 0.12))
    sheet.shape(
        [
            (x - width * 0.15, y - height * 0.66),
            (x + width / 2, y - height),
            (x + width * 1.15, y - height * 0.66),
        ],
        ROOF_2,
    )
    sheet.box(x + width * 0.36, y - height * 0.58, width * 0.28, height * 0.1, INK)


def person(sheet: Sheet, x: float, y: float, height: float, coat: str) -> None:
    """Somebody who stands, feet at this point."""
    sheet.box(x - height * 0.07, y - height * 0.4, height * 0.14, height * 0.4, INK)
    sheet.box(x - height * 0.13, y - height * 0.78, height * 0.26, height * 0.45, coat, height * 0.1)
    sheet.disc(x, y - height * 0.88, height * 0.105, blend(EARTH, WALL, 0.5))


def road(sheet: Sheet, far: Point, near: float, width: float, colour: str) -> None:
    """A road from a far point to the near edge."""
    x, y = far
    sheet.shape([(x - 8, y), (x + 8, y), (near + width, HIGH), (near - width, HIGH)], colour)


# ---------------------------------------------------------------- scenes

SCENES: dict[str, Callable[[Sheet], None]] = {}


def scene(name: str) -> Callable[[Callable[[Sheet], None]], Callable[[Sheet], None]]:
    """Give a drawing its name."""

    def named(paint: Callable[[Sheet], None]) -> Callable[[Sheet], None]:
        SCENES[name] = paint
        return paint

    return named
