"""Draws motifs for covers: a signpost, cherries, a kettle, and a cup on a wavy pavement."""

import math
from collections.abc import Callable

from PIL import ImageDraw

from tools.songbook.brush import Point, around, bar, disc, heights
from tools.songbook.score import Note

Motif = Callable[[ImageDraw.ImageDraw, int, list[Note], tuple[str, ...]], None]


def _arm(side: int, post: float, row: float, lean: int) -> list[Point]:
    """Return the outline of an arm of a signpost; `lean` is -1 if it points to the left, and 1 to the right."""
    corners = ((-0.06, -0.045), (0.21, -0.045), (0.275, 0.0), (0.21, 0.045), (-0.06, 0.045))
    return [(side * (post + lean * x), side * (row + y)) for x, y in corners]


def _signpost(draw: ImageDraw.ImageDraw, side: int, notes: list[Note], colours: tuple[str, ...]) -> None:
    """Draw a signpost beside a railway. Each note is a sleeper of the track; higher notes are longer."""
    _, yellow, hill, dark, white = colours
    draw.ellipse((-side * 0.35, side * 0.60, side * 1.35, side * 2.2), fill=hill)
    for place, height in enumerate(heights(notes)):
        x, reach = side * (0.02 + 0.96 * place / (len(notes) - 1)), side * (0.024 + 0.034 * height)
        bar(draw, ((x, side * 0.86 - reach), (x, side * 0.86 + reach)), side * 0.0045, dark)
    for y in (0.842, 0.878):
        draw.rectangle((0, side * (y - 0.006), side, side * (y + 0.006)), fill=white)
    bar(draw, ((side / 2, side * 0.14), (side / 2, side * 0.76)), side * 0.017, dark)
    draw.polygon(_arm(side, 0.5, 0.25, -1), fill=white)
    draw.polygon(_arm(side, 0.5, 0.375, 1), fill=yellow)
    draw.polygon(_arm(side, 0.5, 0.50, -1), fill=white)


def _cherries(draw: ImageDraw.ImageDraw, side: int, notes: list[Note], colours: tuple[str, ...]) -> None:
    """Draw two cherries and a leaf. Each note is a cherry stone around them."""
    _, pale, red, green, white = colours
    middle = (side / 2, side / 2)
    disc(draw, middle, side * 0.44, pale)
    for place, height in enumerate(heights(notes)):
        disc(draw, around(middle, side * (0.335 + 0.075 * height), place / len(notes)), side * 0.0095, white)
    top = (side * 0.53, side * 0.27)
    fruits = ((side * 0.415, side * 0.60), (side * 0.605, side * 0.64))
    for fruit in fruits:
        bar(draw, (top, fruit), side * 0.009, green)
    leaf = [around((side * 0.595, side * 0.262), side * 0.075, turn / 40) for turn in range(40)]
    draw.polygon([(x, side * 0.262 + (y - side * 0.262) * 0.48) for x, y in leaf], fill=green)
    for x, y in fruits:
        disc(draw, (x, y), side * 0.098, red)
        disc(draw, (x - side * 0.036, y - side * 0.038), side * 0.017, white)


def _kettle(draw: ImageDraw.ImageDraw, side: int, notes: list[Note], colours: tuple[str, ...]) -> None:
    """Draw a kettle by candlelight. Each note is a puff of its steam."""
    _, flame, metal, table, pale = colours
    draw.rectangle((0, side * 0.80, side, side), fill=table)
    for place, height in enumerate(heights(notes)):
        way = place / (len(notes) - 1)
        drift = side * (0.028 + 0.10 * way) * math.sin(way * math.pi * 9)
        x = side * (0.225 + 0.30 * way) + drift * (0.4 + 0.6 * height)
        disc(draw, (x, side * (0.47 - 0.40 * way)), side * (0.0065 + 0.006 * way + 0.004 * height), pale)
    handle = (side * 0.385, side * 0.36, side * 0.635, side * 0.66)
    draw.arc(handle, 180, 360, fill=metal, width=round(side * 0.024))
    spout = ((0.36, 0.70), (0.235, 0.515), (0.205, 0.515), (0.205, 0.495), (0.275, 0.495), (0.40, 0.60))
    draw.polygon([(side * x, side * y) for x, y in spout], fill=metal)
    draw.pieslice((side * 0.335, side * 0.49, side * 0.685, side * 0.97), 180, 360, fill=metal)
    draw.rounded_rectangle((side * 0.325, side * 0.70, side * 0.695, side * 0.81), radius=side * 0.03, fill=metal)
    disc(draw, (side * 0.51, side * 0.482), side * 0.021, metal)
    draw.rectangle((side * 0.80, side * 0.60, side * 0.85, side * 0.81), fill=pale)
    disc(draw, (side * 0.825, side * 0.558), side * 0.027, flame)
    draw.polygon(((side * 0.800, side * 0.550), (side * 0.850, side * 0.550), (side * 0.825, side * 0.485)), fill=flame)


def _pavement(draw: ImageDraw.ImageDraw, side: int, notes: list[Note], colours: tuple[str, ...]) -> None:
    """Draw a cup of coffee on a wavy pavement. Each note is a coffee bean above it."""
    _, sun, cup, dark, white = colours
    disc(draw, (side / 2, side * 0.46), side * 0.345, sun)
    for place, height in enumerate(heights(notes)):
        turn = -0.235 + 0.47 * place / (len(notes) - 1)
        disc(draw, around((side / 2, side * 0.46), side * (0.372 + 0.062 * height), turn), side * 0.0085, dark)
    draw.rectangle((0, side * 0.66, side, side), fill=white)
    for row in range(3):
        upper, lower = (_wave(side, 0.715 + 0.105 * row + deep) for deep in (0.0, 0.052))
        draw.polygon([*upper, *reversed(lower)], fill=dark)
    draw.ellipse((side * 0.30, side * 0.60, side * 0.70, side * 0.685), fill=cup)
    ear = (side * 0.585, side * 0.425, side * 0.695, side * 0.555)
    draw.ellipse(ear, outline=cup, width=round(side * 0.022))
    draw.rectangle((side * 0.375, side * 0.40, side * 0.625, side * 0.51), fill=cup)
    draw.pieslice((side * 0.375, side * 0.375, side * 0.625, side * 0.645), 0, 180, fill=cup)
    draw.ellipse((side * 0.375, side * 0.378, side * 0.625, side * 0.422), fill=dark)


def _wave(side: int, row: float) -> list[Point]:
    """Return the points of a wavy line across the picture; `row` is its height in shares of `side`, from the top."""
    return [(side * x / 60, side * (row + 0.03 * math.sin(x / 60 * math.pi * 5))) for x in range(61)]


STREETS: dict[str, Motif] = {
    "signpost": _signpost,
    "cherries": _cherries,
    "kettle": _kettle,
    "pavement": _pavement,
}
