"""Scenes out of doors: mountains, roads, water, what stands alone in the country."""

import math

from home.demo.sketchbook import *


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
