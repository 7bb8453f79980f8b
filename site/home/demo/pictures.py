"""Pictures of the demonstration network: flat landscapes drawn by code, always the same, of no real place.

    draw("village", (1200, 800))  # the bytes of a JPEG

`SCENES` names them all; `scene_for(words)` finds the one that suits a title, a slug or a theme.
"""

import math
import unicodedata
from collections.abc import Callable
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

from home.demo.sketchbook import (
    DAWN,
    EARTH,
    FAR,
    FIR,
    GREEN,
    HIGH,
    INK,
    LAKE,
    LICHEN,
    MEADOW,
    MIDDLE,
    NEAR,
    PAPERS,
    ROOF,
    ROOF_2,
    ROPE,
    RUST,
    SIZE,
    SKY,
    SNOW,
    STONE,
    WALL,
    WALL_2,
    WIDE,
    WOOD,
    Sheet,
    blend,
    church,
    fir,
    forest,
    hill,
    house,
    person,
    ridge,
    road,
    sky,
)

# Drawn twice as large, then made smaller: edges come out smooth.
FINER = 2

# ---------------------------------------------------------------- scenes

SCENES: dict[str, Callable[[Sheet], None]] = {}


def scene(name: str) -> Callable[[Callable[[Sheet], None]], Callable[[Sheet], None]]:
    """Give a drawing its name."""

    def named(paint: Callable[[Sheet], None]) -> Callable[[Sheet], None]:
        SCENES[name] = paint
        return paint

    return named


@scene("montagnes")
def mountains(sheet: Sheet) -> None:
    sky(sheet, "#b9d3da", DAWN)
    sheet.disc(880, 300, 62, "#fbf3e2")
    for base, height, colour, snow in (
        (520, 330, blend(FAR, SKY, 0.35), SNOW), (600, 290, FAR, SNOW), (680, 250, MIDDLE, ""), (760, 200, NEAR, ""),
    ):  # fmt: skip
        ridge(sheet, base, height, colour, 4, snow)
    forest(sheet, 800, 46, 130, WOOD)


@scene("village")
def village(sheet: Sheet) -> None:
    sky(sheet, "#9dbcc5", DAWN, 520)
    ridge(sheet, 500, 330, FAR, 4, SNOW)
    ridge(sheet, 560, 240, MIDDLE, 5)
    hill(sheet, 600, 560, NEAR, 60)
    forest(sheet, 590, 26, 90)
    church(sheet, 640, 640, 380)
    for row, (y, width) in enumerate(((620, 110), (690, 135), (775, 165))):
        for n in range(9 - row):
            x = -30 + n * (WIDE + 80) / (9 - row) + sheet.dice.uniform(-18, 18)
            house(
                sheet,
                x,
                y + sheet.dice.uniform(-10, 10),
                width,
                sheet.dice.choice((WALL, WALL_2)),
                sheet.dice.choice((ROOF, ROOF_2)),
                lit=True,
            )
    hill(sheet, 780, 770, blend(NEAR, INK, 0.3), 10)


@scene("car")
def valley_bus(sheet: Sheet) -> None:
    sky(sheet, SKY, SNOW, 480)
    ridge(sheet, 440, 300, FAR, 4, SNOW)
    ridge(sheet, 470, 180, MIDDLE, 5)
    hill(sheet, 470, 450, SNOW, 20)
    for x, y, height in (
        (90, 560, 130),
        (190, 520, 100),
        (300, 490, 76),
        (860, 480, 84),
        (990, 520, 112),
        (1110, 570, 140),
        (40, 700, 190),
    ):
        fir(sheet, x, y, height)
    road(sheet, (640, 452), 640, 400, blend(INK, STONE, 0.45))
    for n in range(6):
        y = 500 + n * n * 11
        sheet.shape(
            [(640 - n, y), (640 + n, y), (640 + n * 2.4, y + 8 + n * 6), (640 - n * 2.4, y + 8 + n * 6)], SNOW
        )
    for n in range(5):
        sheet.box(738 + n * n * 20, 490 + n * n * 14, 5 + n, 42 + n * 14, ROPE)
        sheet.box(738 + n * n * 20, 498 + n * n * 14, 5 + n, 8 + n * 2, SNOW)
    x, y, w, h = 480, 470, 150, 168
    sheet.box(x + 14, y + h - 10, 26, 34, INK, 6)
    sheet.box(x + w - 40, y + h - 10, 26, 34, INK, 6)
    sheet.box(x, y, w, h, ROPE, 18)
    sheet.box(x + 12, y + 34, w - 24, 62, blend(INK, SKY, 0.25), 8)
    sheet.box(x + w / 2 - 2, y + 34, 4, 62, ROPE)
    sheet.box(x + 30, y + 10, w - 60, 16, INK, 4)
    sheet.box(x + 40, y + 14, w - 80, 7, LICHEN)
    sheet.box(x, y + h - 30, w, 10, RUST)
    for lamp in (x + 22, x + w - 22):
        sheet.disc(lamp, y + h - 46, 11, LICHEN)


@scene("marche")
def market(sheet: Sheet) -> None:
    sky(sheet, SKY, DAWN, 420)
    ridge(sheet, 400, 240, FAR, 5, SNOW)
    for n in range(7):
        house(
            sheet,
            -40 + n * 185,
            450 + sheet.dice.uniform(-8, 8),
            190,
            sheet.dice.choice((WALL, WALL_2)),
            sheet.dice.choice((ROOF, ROOF_2)),
        )
    sheet.box(0, 440, WIDE, 400, "#d9d3c6")
    for index, (x, colour) in enumerate(((70, ROPE), (460, FIR), (850, LAKE))):
        for stripe in range(6):
            sheet.shape(
                [
                    (x + stripe * 46, 420),
                    (x + 46 + stripe * 46, 420),
                    (x + 34 + stripe * 50, 490),
                    (x - 16 + stripe * 50, 490),
                ],
                colour if stripe % 2 else SNOW,
            )
        for post in (x, x + 268):
            sheet.box(post, 480, 8, 190, WOOD)
        sheet.box(x - 12, 590, 300, 70, EARTH)
        sheet.box(x - 12, 590, 300, 14, blend(EARTH, INK, 0.25))
        goods = (("#d9a441", "#c98b2b"), (GREEN, "#c0392b"), ("#f2dc5d", ROPE))[index]
        for n in range(11):
            sheet.disc(x + 4 + n * 26, 584 - (n % 2) * 8, 15, goods[n % 2])
        person(sheet, x + 90, 592, 150, (LAKE, EARTH, FIR)[index])
    for x, coat in ((330, RUST), (400, NEAR), (770, LICHEN), (1160, FIR)):
        person(sheet, x, 760, 230, coat)
    sheet.box(545, 690, 190, 80, EARTH, 6)
    for n in range(5):
        sheet.box(560 + n * 34, 640 + (n % 2) * 10, 24, 90, "#d9a441", 12)
    sheet.box(545, 710, 190, 60, blend(EARTH, INK, 0.2), 6)


@scene("atelier")
def workshop_wall(sheet: Sheet) -> None:
    sheet.box(0, 0, WIDE, HIGH, "#e7e2d8")
    for row in range(5):
        for column in range(8):
            if sheet.dice.random() < 0.12:
                continue
            x, y = (
                20 + column * 150 + sheet.dice.uniform(-14, 14),
                20 + row * 158 + sheet.dice.uniform(-12, 12),
            )
            lean, side = sheet.dice.uniform(-9, 9), 112
            corners = [
                (x, y + lean),
                (x + side, y - lean),
                (x + side + lean, y + side - lean),
                (x + lean, y + side + lean),
            ]
            sheet.shape([(a + 5, b + 7) for a, b in corners], "#cfc8bb")
            sheet.shape(corners, sheet.dice.choice(PAPERS))
            for line in range(sheet.dice.randint(2, 4)):
                top = y + 26 + line * 22
                points = [
                    (x + 18 + n * 8, top + sheet.dice.uniform(-4, 4))
                    for n in range(sheet.dice.randint(5, 10))
                ]
                sheet.line(points, INK, 3)


@scene("salle")
def meeting_room(sheet: Sheet) -> None:
    sheet.box(0, 0, WIDE, 560, "#e4ebe6")
    sheet.box(0, 560, WIDE, 240, "#c8a987")
    for n in range(3):
        x = 90 + n * 370
        sheet.box(x, 90, 280, 250, WALL)
        sheet.box(x + 14, 104, 252, 222, SKY)
        sheet.shape(
            [
                (x + 14, 326),
                (x + 14, 260),
                (x + 90, 190),
                (x + 150, 250),
                (x + 210, 170),
                (x + 266, 240),
                (x + 266, 326),
            ],
            FAR,
        )
        sheet.shape([(x + 14, 326), (x + 14, 290), (x + 120, 250), (x + 266, 300), (x + 266, 326)], MIDDLE)
        sheet.box(x + 136, 104, 8, 222, WALL)
    coats = (ROPE, FIR, LAKE, EARTH, NEAR, LICHEN, RUST, GREEN, MIDDLE)
    for n, coat in enumerate(coats):
        angle = math.pi * (0.06 + n * 0.11)
        x, y = 600 - 470 * math.cos(angle), 700 - 165 * math.sin(angle)
        sheet.box(x - 38, y - 40, 76, 14, WOOD)
        sheet.box(x - 36, y - 30, 8, 70, WOOD)
        sheet.box(x + 28, y - 30, 8, 70, WOOD)
        sheet.box(x - 34, y - 130, 68, 100, coat, 26)
        sheet.disc(x, y - 160, 28, blend(EARTH, WALL, 0.4 + (n % 3) * 0.2))
    sheet.box(510, 690, 180, 12, WALL)
    sheet.box(560, 650, 70, 42, PAPERS[0])


@scene("cafe-epicerie")
def cafe_grocery(sheet: Sheet) -> None:
    sky(sheet, SKY, SNOW, 500)
    ridge(sheet, 430, 280, FAR, 4, SNOW)
    ridge(sheet, 500, 170, MIDDLE, 5)
    sheet.box(0, 640, WIDE, 160, "#d9d3c6")
    sheet.box(250, 250, 700, 400, WALL)
    sheet.shape([(205, 255), (600, 70), (995, 255)], ROOF)
    sheet.shape([(600, 70), (995, 255), (800, 255)], blend(ROOF, INK, 0.18))
    for x in (330, 560, 790):
        sheet.box(x, 290, 80, 96, blend(INK, SKY, 0.3))
        for side in (x - 42, x + 84):
            sheet.box(side, 286, 38, 104, FIR)
    sheet.box(300, 430, 360, 190, blend(INK, SKY, 0.2))
    sheet.box(312, 442, 336, 166, "#f6e7b4")
    for shelf in range(3):
        sheet.box(312, 486 + shelf * 46, 336, 6, EARTH)
        for n in range(11):
            sheet.box(
                322 + n * 29, 486 + shelf * 46 - 28, 17, 28, sheet.dice.choice((*PAPERS, ROPE, FIR, LAKE)), 3
            )
    sheet.box(720, 430, 130, 220, FIR)
    sheet.box(738, 448, 94, 110, "#f6e7b4")
    for stripe in range(14):
        x = 280 + stripe * 44
        sheet.shape([(x, 400), (x + 44, 400), (x + 40, 446), (x - 4, 446)], ROPE if stripe % 2 else SNOW)
    for x in (110, 1010):
        sheet.box(x, 660, 130, 12, INK)
        sheet.box(x + 60, 670, 10, 90, INK)
        sheet.box(x + 28, 636, 20, 24, SNOW, 4)
        sheet.box(x + 84, 636, 20, 24, SNOW, 4)
    person(sheet, 90, 770, 210, RUST)
    person(sheet, 268, 775, 205, LAKE)
    person(sheet, 1165, 770, 200, NEAR)


@scene("maison-de-sante")
def health_house(sheet: Sheet) -> None:
    sky(sheet, SKY, SNOW, 520)
    ridge(sheet, 470, 300, FAR, 4, SNOW)
    ridge(sheet, 540, 170, GREEN, 5)
    hill(sheet, 600, 610, MEADOW, 20)
    sheet.box(270, 350, 680, 280, SNOW)
    sheet.shape([(230, 356), (270, 280), (950, 280), (990, 356)], NEAR)
    sheet.box(270, 560, 680, 70, EARTH)
    for n in range(5):
        sheet.box(310 + n * 128, 400, 84, 110, blend(INK, SKY, 0.35))
        sheet.box(350 + n * 128, 400, 4, 110, SNOW)
    sheet.box(556, 400, 108, 230, FIR)
    sheet.box(570, 416, 80, 130, SKY)
    sheet.box(576, 190, 70, 70, FIR, 10)
    sheet.box(602, 200, 18, 50, SNOW)
    sheet.box(586, 216, 50, 18, SNOW)
    sheet.box(604, 258, 14, 30, INK)
    sheet.shape([(0, 690), (WIDE, 660), (WIDE, HIGH), (0, HIGH)], blend(INK, STONE, 0.5))
    sheet.box(740, 620, 170, 12, WOOD)
    sheet.box(756, 630, 10, 40, WOOD)
    sheet.box(884, 630, 10, 40, WOOD)
    person(sheet, 800, 668, 150, ROPE)
    person(sheet, 856, 668, 140, LAKE)
    for x, height in ((60, 230), (150, 180), (1090, 210), (1170, 260)):
        fir(sheet, x, 680, height, FIR)


@scene("chauffage-bois")
def wood_heating(sheet: Sheet) -> None:
    sky(sheet, "#b9d3da", SNOW, 520)
    ridge(sheet, 480, 290, FAR, 4, SNOW)
    ridge(sheet, 560, 200, NEAR, 5)
    forest(sheet, 570, 40, 120)
    hill(sheet, 610, 600, SNOW, 10)
    sheet.box(120, 330, 420, 300, "#b98f63")
    for plank in range(14):
        sheet.box(120 + plank * 30, 330, 3, 300, blend("#b98f63", INK, 0.25))
    sheet.shape([(80, 336), (330, 210), (580, 336)], NEAR)
    sheet.box(430, 130, 46, 150, STONE)
    for n in range(5):
        sheet.disc(455 + n * 26, 110 - n * 22, 20 + n * 7, blend(SNOW, SKY, 0.3))
    sheet.box(250, 440, 150, 190, INK)
    sheet.box(280, 500, 90, 90, ROPE, 8)
    sheet.shape([(300, 590), (325, 520), (345, 560), (356, 538), (360, 590)], LICHEN)
    for row in range(6):
        for column in range(11 - row):
            x, y = 640 + column * 50 + row * 25, 710 - row * 43
            sheet.disc(x, y, 24, blend(EARTH, INK, 0.35))
            sheet.disc(x, y, 20, blend(EARTH, WALL, 0.45))
            sheet.ring(x, y, 11, EARTH, 2)
    person(sheet, 590, 745, 190, FIR)


@scene("toit-solaire")
def solar_roof(sheet: Sheet) -> None:
    sky(sheet, "#a9cdd8", DAWN, 560)
    sheet.disc(960, 150, 78, "#f7e48b")
    sheet.disc(960, 150, 60, LICHEN)
    ridge(sheet, 500, 260, FAR, 5, SNOW)
    ridge(sheet, 560, 150, GREEN, 6)
    hill(sheet, 640, 620, MEADOW, 20)
    sheet.box(220, 440, 700, 260, WALL)
    sheet.shape([(160, 446), (330, 210), (850, 210), (980, 446)], ROOF_2)
    for row in range(3):
        for column in range(8):
            share = (row + 0.12) / 3.1, (row + 0.95) / 3.1
            corners = []
            for part, offset in ((share[0], 0.06), (share[0], 0.94), (share[1], 0.94), (share[1], 0.06)):
                left, right = 330 - 150 * part + 26, 850 + 110 * part - 26
                corners.append((left + (right - left) * (column + offset) / 8, 222 + 212 * part))
            sheet.shape(corners, blend(LAKE, INK, 0.45))
            sheet.line([corners[0], corners[2]], blend(LAKE, SKY, 0.35), 2)
    for n in range(4):
        sheet.box(280 + n * 165, 500, 90, 100, blend(INK, SKY, 0.3))
    sheet.box(610, 540, 90, 160, FIR)
    for x, height in ((80, 190), (1040, 220), (1130, 170)):
        fir(sheet, x, 720, height, FIR)


@scene("velo")
def bicycle(sheet: Sheet) -> None:
    sky(sheet, SKY, DAWN, 520)
    ridge(sheet, 460, 260, FAR, 4, SNOW)
    ridge(sheet, 520, 150, GREEN, 6)
    hill(sheet, 560, 540, MEADOW, 24)
    sheet.shape([(0, 690), (WIDE, 640), (WIDE, 760), (0, HIGH)], "#e5dcc9")
    for n in range(9):
        fir(sheet, 40 + n * 140, 590 + sheet.dice.uniform(-10, 10), 100, FIR)
    for x in (420, 780):
        sheet.ring(x, 610, 108, INK, 12)
        for spoke in range(8):
            angle = spoke * math.pi / 8
            dx, dy = 100 * math.cos(angle), 100 * math.sin(angle)
            sheet.line([(x - dx, 610 - dy), (x + dx, 610 + dy)], STONE, 2)
        sheet.disc(x, 610, 12, INK)
    frame = [(420, 610), (530, 430), (720, 430), (570, 610), (530, 430)]
    sheet.line(frame, ROPE, 16)
    sheet.line([(420, 610), (570, 610)], ROPE, 16)
    sheet.line([(780, 610), (715, 390), (760, 370)], ROPE, 14)
    sheet.box(478, 396, 96, 18, INK, 9)
    sheet.line([(528, 430), (524, 408)], INK, 12)
    sheet.disc(570, 610, 26, INK)
    sheet.box(350, 440, 130, 90, EARTH, 10)
    for n in range(3):
        sheet.box(366 + n * 34, 396, 22, 60, "#d9a441", 10)
    sheet.box(350, 456, 130, 74, blend(EARTH, INK, 0.15), 10)


@scene("ecole")
def school(sheet: Sheet) -> None:
    sky(sheet, SKY, SNOW, 520)
    ridge(sheet, 470, 310, FAR, 4, SNOW)
    ridge(sheet, 540, 180, MIDDLE, 5)
    hill(sheet, 600, 590, SNOW, 10)
    house(sheet, 240, 620, 250, WALL_2, ROOF_2)
    house(sheet, 720, 620, 250, WALL_2, ROOF_2)
    sheet.box(440, 330, 330, 290, WALL)
    sheet.shape([(410, 336), (605, 200), (800, 336)], ROOF)
    sheet.box(584, 150, 42, 80, WALL_2)
    sheet.shape([(574, 152), (605, 110), (636, 152)], ROOF_2)
    sheet.disc(605, 190, 12, LICHEN)
    for n in range(3):
        sheet.box(480 + n * 96, 370, 58, 90, blend(INK, SKY, 0.3))
    sheet.box(572, 500, 66, 120, FIR)
    sheet.disc(605, 268, 26, SNOW)
    sheet.line([(605, 268), (605, 250)], INK, 4)
    sheet.line([(605, 268), (618, 274)], INK, 4)
    coats = (ROPE, LAKE, FIR, LICHEN, RUST, GREEN)
    for n in range(9):
        person(
            sheet,
            170 + n * 105 + sheet.dice.uniform(-20, 20),
            720 + sheet.dice.uniform(-24, 30),
            110,
            coats[n % 6],
        )
    for x, height in ((60, 240), (1130, 260)):
        fir(sheet, x, 700, height)


@scene("sentier")
def trail(sheet: Sheet) -> None:
    sky(sheet, "#b9d3da", DAWN, 480)
    ridge(sheet, 450, 330, FAR, 4, SNOW)
    ridge(sheet, 520, 230, MIDDLE, 4)
    hill(sheet, 560, 470, GREEN, 40)
    hill(sheet, 640, 700, blend(GREEN, MEADOW, 0.4), 60)
    steps = 30
    left, right = [], []
    for n in range(steps + 1):
        share = n / steps
        y = 470 + 330 * share
        x = 760 + 190 * math.sin(share * 5.2) * (1 - share * 0.2) - 240 * share
        width = 4 + 62 * share * share
        left.append((x - width, y))
        right.append((x + width, y))
    sheet.shape([*left, *reversed(right)], "#e5dcc9")
    for x, y, height in ((120, 640, 210), (230, 600, 150), (980, 610, 170), (1090, 660, 230), (60, 760, 260)):
        fir(sheet, x, y, height, FIR)
    sheet.box(330, 520, 12, 190, WOOD)
    sheet.shape([(300, 530), (430, 530), (456, 551), (430, 572), (300, 572)], LICHEN)
    sheet.shape([(380, 590), (270, 590), (246, 609), (270, 628), (380, 628)], SNOW)
    person(sheet, 660, 650, 120, ROPE)
    person(sheet, 706, 645, 112, LAKE)


@scene("lac")
def lake(sheet: Sheet) -> None:
    sky(sheet, "#a9cdd8", DAWN, 430)
    ridge(sheet, 430, 330, FAR, 4, SNOW)
    ridge(sheet, 440, 200, MIDDLE, 5)
    sheet.box(0, 430, WIDE, 370, blend(LAKE, SKY, 0.35))
    for n in range(5):
        x = 80 + n * 260 + sheet.dice.uniform(-40, 40)
        sheet.shape([(x - 120, 430), (x + 120, 430), (x, 430 + 130)], blend(LAKE, MIDDLE, 0.45))
    for _wave in range(70):
        x, y = sheet.dice.uniform(0, WIDE), sheet.dice.uniform(450, 790)
        sheet.box(x, y, sheet.dice.uniform(30, 130), 3, blend(LAKE, SNOW, sheet.dice.uniform(0.35, 0.7)), 2)
    for x in (40, 110, 170, 1010, 1090, 1160):
        fir(sheet, x, 450 + sheet.dice.uniform(-4, 20), 120 + sheet.dice.uniform(0, 60), FIR)
    sheet.box(480, 610, 560, 16, EARTH)
    for n in range(6):
        sheet.box(500 + n * 100, 616, 12, 80, WOOD)
    sheet.shape([(190, 640), (430, 640), (396, 690), (224, 690)], ROPE)
    sheet.shape([(190, 640), (430, 640), (424, 650), (197, 650)], SNOW)
    person(sheet, 620, 610, 150, FIR)


@scene("pont")
def bridge(sheet: Sheet) -> None:
    sky(sheet, SKY, SNOW, 480)
    ridge(sheet, 440, 310, FAR, 4, SNOW)
    ridge(sheet, 500, 220, MIDDLE, 5)
    sheet.shape([(0, 440), (430, 560), (380, HIGH), (0, HIGH)], GREEN)
    sheet.shape([(WIDE, 420), (790, 560), (840, HIGH), (WIDE, HIGH)], blend(GREEN, FIR, 0.35))
    sheet.shape([(430, 600), (790, 600), (880, HIGH), (330, HIGH)], blend(LAKE, SKY, 0.35))
    for _wave in range(40):
        x, y = sheet.dice.uniform(380, 820), sheet.dice.uniform(640, 790)
        sheet.box(x, y, sheet.dice.uniform(20, 70), 4, blend(LAKE, SNOW, 0.6), 2)
    sheet.shape([(150, 470), (600, 400), (1050, 470), (1050, 640), (150, 640)], STONE)
    arch = [(610 + 240 * math.cos(a), 700 - 225 * math.sin(a)) for a in [math.pi * n / 40 for n in range(41)]]
    sheet.shape([*arch], blend(MIDDLE, SKY, 0.25))
    sheet.shape([(372, 640), (848, 640), (860, 702), (360, 702)], blend(LAKE, SKY, 0.35))
    for row in range(4):
        for n in range(26):
            x = 165 + n * 34 + (row % 2) * 17
            y = 500 + row * 34 - 60 * math.sin(math.pi * (x - 150) / 900)
            if (x - 610) ** 2 + (y - 700) ** 2 > 250**2 and y < 630:
                sheet.box(x, y, 28, 22, blend(STONE, INK, 0.08 + 0.1 * ((n + row) % 3)), 3)
    sheet.line([(140, 468), (600, 396), (1060, 468)], blend(STONE, INK, 0.35), 14)
    person(sheet, 520, 404, 90, ROPE)
    for x, y, height in ((60, 520, 190), (1130, 520, 210), (1050, 470, 140), (190, 700, 150)):
        fir(sheet, x, y, height, FIR)


# ---------------------------------------------------------------- pictures


def draw(name: str, size: tuple[int, int] = SIZE, kind: str = "JPEG") -> bytes:
    """The picture of this scene, cut to the size (in the middle) where its sides have another proportion."""
    scale = max(size[0] / WIDE, size[1] / HIGH) * FINER
    page = Image.new("RGB", (round(WIDE * scale), round(HIGH * scale)), SKY)
    SCENES[name](Sheet(ImageDraw.Draw(page), Random(name), scale))  # noqa: S311 - the same dice at every run
    width, height = size[0] * FINER, size[1] * FINER
    left, top = (page.width - width) // 2, (page.height - height) // 2
    cut = page.crop((left, top, left + width, top + height)).resize(size, Image.Resampling.LANCZOS)
    output = BytesIO()
    cut.save(output, kind, **({"quality": 86, "optimize": True} if kind == "JPEG" else {"optimize": True}))
    return output.getvalue()


# The first whose words are met decides.
WORDS: tuple[tuple[str, str], ...] = (
    ("cafe-epicerie", "epicerie commerce commercant kiosque bottega botteghe boutique cafe tiers-lieu mezou commoderie"),
    ("marche", "marche camion cuisiniers alimentation alimentaire circuit producteurs"),
    ("maison-de-sante", "sante medical aide domicile soin soins"),
    ("velo", "velo piste cyclable moov"),
    ("car", "mobilite mobilites covoiturage taxi car gare transport navette bus"),
    ("toit-solaire", "solaire eolien energie renovation electrique serpom"),
    ("chauffage-bois", "bois chauffage chaleur air foret cheval"),
    ("ecole", "ecole campus jeunesse jeunes enfants education fertile"),
    ("atelier", "participation atelier ateliers contribution concertation urbanisme projet"),
    ("salle", "webinaire seminaire reunion formation plateau talk gouvernance remmesweiler"),
    ("sentier", "voyage visite rando randonnee sentier tourisme accueil accueillir"),
    ("lac", "eau lac riviere gorges"),
    ("pont", "lien liens reseau reseaux fibre numerique cooperation"),
    ("montagnes", "alpes massif montagne smart-community"),
)  # fmt: skip


def scene_for(words: str) -> str:
    """The scene that suits a title, a slug or a theme; a landscape where no word says more."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", words.lower()) if not unicodedata.combining(c))
    said = set(plain.replace("-", " ").replace("’", " ").split()) | set(plain.split())
    for name, known in WORDS:
        if said & set(known.split()):
            return name
    landscapes = ("village", "montagnes", "lac", "sentier", "pont")
    return Random(plain).choice(landscapes)  # noqa: S311 - the same dice at every run
