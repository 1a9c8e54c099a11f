"""Draws motifs for covers: places and things from the songs. Each note of the tune is a shape in the picture."""

import math
from collections.abc import Callable

from PIL import ImageDraw

from tools.songbook.brush import Point, around, bar, disc, heights
from tools.songbook.score import Note

Motif = Callable[[ImageDraw.ImageDraw, int, list[Note], tuple[str, ...]], None]


def _across(side: int, notes: list[Note], top: float, tall: float) -> list[Point]:
    """Return a point for each note, from left to right; higher notes are higher in the picture.

    `top` and `tall` are the upper edge and the height of the area with the points, in shares of `side`.
    """
    step = 0.88 / max(1, len(notes) - 1)
    return [
        (side * (0.06 + step * place), side * (top + tall * (1 - height)))
        for place, height in enumerate(heights(notes))
    ]


def _gate(draw: ImageDraw.ImageDraw, side: int, notes: list[Note], colours: tuple[str, ...]) -> None:
    """Draw a painted gate in an alley wall. Each note is a persimmon above it."""
    ground, door, wall, dark, fruit = colours
    for place, (x, y) in enumerate(_across(side, notes, 0.08, 0.26)):
        disc(draw, (x, y), side * (0.009 + 0.003 * (place % 3)), fruit)
    draw.rectangle((0, side * 0.56, side, side), fill=wall)
    for row in range(1, 5):
        y = side * (0.56 + 0.088 * row)
        draw.line((0, y, side, y), fill=ground, width=round(side * 0.004))
        for column in range(9):
            x = side * (0.125 * column + 0.0625 * (row % 2))
            draw.line((x, y - side * 0.088, x, y), fill=ground, width=round(side * 0.004))
    left, right, top = side * 0.30, side * 0.70, side * 0.50
    draw.rectangle((left - side * 0.02, top, right + side * 0.02, side), fill=dark)
    for one in (left, (left + right) / 2 + side * 0.004):
        draw.rectangle((one, top + side * 0.03, one + side * 0.196, side), fill=door)
    for shift in (-0.03, 0.03):
        centre = (side * (0.5 + shift), side * 0.76)
        draw.ellipse(
            (centre[0] - side * 0.017, centre[1] - side * 0.017, centre[0] + side * 0.017, centre[1] + side * 0.017),
            outline=ground,
            width=round(side * 0.008),
        )
    eaves = ((left - side * 0.10, top), (left - side * 0.02, top - side * 0.09))
    draw.polygon((*eaves, *((side - x, y) for x, y in reversed(eaves))), fill=dark)
    for tile in range(13):
        x = left - side * 0.085 + tile * (right - left + side * 0.17) / 12
        disc(draw, (x, top), side * 0.021, dark)


def _steps(draw: ImageDraw.ImageDraw, side: int, notes: list[Note], colours: tuple[str, ...]) -> None:
    """Draw a street lamp at night. Each note is a footprint of two people who walk together."""
    _, light, road, dark, pale = colours
    draw.polygon(((side * 0.30, side * 0.14), (side * 0.02, side), (side * 0.58, side)), fill=road)
    bar(draw, ((side * 0.30, side * 0.12), (side * 0.30, side)), side * 0.008, dark)
    disc(draw, (side * 0.30, side * 0.14), side * 0.055, light)
    for place, height in enumerate(heights(notes)):
        way = place / (len(notes) - 1)
        walker = place % 2
        x = 0.42 + 0.24 * way + 0.16 * math.sin(way * math.pi * 1.5) + 0.085 * walker
        foot = side * (x + (0.014 if place % 4 < 2 else -0.014))
        y = side * (0.94 - 0.84 * way)
        long = side * (0.008 + 0.010 * height)
        bar(draw, ((foot, y + long), (foot, y - long)), side * 0.009, light if walker else pale)


def _suitcase(draw: ImageDraw.ImageDraw, side: int, notes: list[Note], colours: tuple[str, ...]) -> None:
    """Draw a cat asleep on a suitcase. Each note is a flower of the wallpaper."""
    _, cat, case, dark, flower = colours
    for x, y in _across(side, notes, 0.07, 0.30):
        for turn in range(4):
            disc(draw, around((x, y), side * 0.009, turn / 4), side * 0.0065, flower)
    draw.rectangle((0, side * 0.86, side, side), fill=dark)
    draw.rounded_rectangle((side * 0.18, side * 0.56, side * 0.82, side * 0.90), radius=side * 0.03, fill=case)
    for x in (0.27, 0.69):
        draw.rectangle((side * x, side * 0.56, side * (x + 0.04), side * 0.90), fill=dark)
    grip = (side * 0.43, side * 0.66, side * 0.57, side * 0.76)
    draw.rounded_rectangle(grip, radius=side * 0.02, outline=dark, width=round(side * 0.016))
    draw.pieslice((side * 0.28, side * 0.40, side * 0.68, side * 0.74), 180, 360, fill=cat)
    head = (side * 0.665, side * 0.49)
    for lean in (-1, 1):
        tip = (head[0] + lean * side * 0.062, head[1] - side * 0.105)
        draw.polygon((tip, (head[0] + lean * side * 0.07, head[1]), (head[0], head[1] - side * 0.06)), fill=cat)
    disc(draw, head, side * 0.076, cat)
    for lean in (-1, 1):
        x = head[0] + lean * side * 0.030
        eye = (x - side * 0.016, head[1] - side * 0.014, x + side * 0.016, head[1] + side * 0.012)
        draw.arc(eye, 20, 160, fill=dark, width=round(side * 0.007))
    draw.polygon(
        (
            (head[0] - side * 0.012, head[1] + side * 0.022),
            (head[0] + side * 0.012, head[1] + side * 0.022),
            (head[0], head[1] + side * 0.034),
        ),
        fill=dark,
    )
    tail = (side * 0.20, side * 0.50, side * 0.36, side * 0.68)
    draw.arc(tail, 60, 230, fill=cat, width=round(side * 0.034))


def _jasmine(draw: ImageDraw.ImageDraw, side: int, notes: list[Note], colours: tuple[str, ...]) -> None:
    """Draw a pointed window with the morning sun. Each note is a jasmine flower around it."""
    _, sun, sky, leaf, white = colours
    draw.rectangle((side * 0.30, side * 0.46, side * 0.70, side * 0.88), fill=sky)
    draw.pieslice((side * 0.30, side * 0.20, side * 0.86, side * 0.76), 180, 251, fill=sky)
    draw.pieslice((side * 0.14, side * 0.20, side * 0.70, side * 0.76), 289, 360, fill=sky)
    draw.polygon(((side * 0.30, side * 0.48), (side * 0.5, side * 0.205), (side * 0.70, side * 0.48)), fill=sky)
    disc(draw, (side * 0.5, side * 0.56), side * 0.105, sun)
    draw.rectangle((side * 0.26, side * 0.86, side * 0.74, side * 0.90), fill=leaf)
    for place, height in enumerate(heights(notes)):
        turn = -0.36 + 0.72 * place / (len(notes) - 1)
        centre = around((side * 0.5, side * 0.54), side * (0.36 + 0.09 * height), turn)
        if place % 2:
            bar(draw, (centre, around(centre, side * 0.032, turn + 0.3)), side * 0.006, leaf)
        for petal in range(5):
            disc(draw, around(centre, side * 0.0125, petal / 5), side * 0.0085, white)
        disc(draw, centre, side * 0.006, sun)


def _orange(draw: ImageDraw.ImageDraw, side: int, notes: list[Note], colours: tuple[str, ...]) -> None:
    """Draw the two halves of an orange. Each note is a drop of juice around them."""
    _, flesh, peel, dark, white = colours
    for place, height in enumerate(heights(notes)):
        turn = place / len(notes)
        centre = around((side / 2, side / 2), side * (0.385 + 0.07 * height), turn)
        disc(draw, centre, side * (0.008 + 0.003 * (place % 3)), flesh if place % 2 else dark)
    for lean in (-1, 1):
        middle = (side * (0.5 + 0.145 * lean), side * (0.5 + 0.10 * lean))
        disc(draw, middle, side * 0.172, peel)
        disc(draw, middle, side * 0.154, white)
        box = tuple(value + sign * side * 0.140 for sign in (-1, 1) for value in middle)
        for piece in range(8):
            draw.pieslice(box, piece * 45 + 4, piece * 45 + 41, fill=flesh)
        disc(draw, middle, side * 0.020, white)


def _keyboard(draw: ImageDraw.ImageDraw, side: int, notes: list[Note], colours: tuple[str, ...]) -> None:
    """Draw the keys of a piano at night, under the moon. Each note is a star above them."""
    ground, moon, dark, white, star = colours
    disc(draw, (side * 0.23, side * 0.20), side * 0.105, moon)
    disc(draw, (side * 0.28, side * 0.17), side * 0.092, ground)
    for place, (x, y) in enumerate(_across(side, notes, 0.26, 0.32)):
        disc(draw, (x, y), side * (0.007 + 0.003 * (place % 3)), star if place % 5 else moon)
    draw.rectangle((0, side * 0.68, side, side), fill=dark)
    wide = side / 11
    for key in range(11):
        draw.rectangle(
            (key * wide + side * 0.003, side * 0.71, (key + 1) * wide - side * 0.003, side * 1.1), fill=white
        )
    for key in range(11):
        if key % 7 not in (2, 6):
            x = (key + 1) * wide
            draw.rectangle((x - wide * 0.30, side * 0.71, x + wide * 0.30, side * 0.88), fill=dark)


SCENES: dict[str, Motif] = {
    "gate": _gate,
    "steps": _steps,
    "suitcase": _suitcase,
    "jasmine": _jasmine,
    "orange": _orange,
    "keyboard": _keyboard,
}
