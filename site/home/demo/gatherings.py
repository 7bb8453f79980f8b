"""Scenes where people meet: the market, the café, the school, a room, a wall of papers."""

import math

from home.demo.sketchbook import *


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
