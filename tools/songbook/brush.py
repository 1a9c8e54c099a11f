"""Draws the shapes that all covers consist of. Lengths are in pixels."""

import math

from PIL import ImageDraw

from tools.songbook.score import Note

Point = tuple[float, float]


def disc(draw: ImageDraw.ImageDraw, centre: Point, radius: float, colour: str) -> None:
    """Draw a filled circle."""
    x, y = centre
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def around(centre: Point, radius: float, turn: float) -> Point:
    """Return a point on a circle; `turn` goes from 0 to 1, clockwise from the top."""
    angle = 2 * math.pi * turn - math.pi / 2
    return centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)


def heights(notes: list[Note]) -> list[float]:
    """Return the height of each note: 0 for the lowest note of the tune, and 1 for the highest."""
    low, high = min(note.pitch for note in notes), max(note.pitch for note in notes)
    return [(note.pitch - low) / max(1, high - low) for note in notes]


def bar(draw: ImageDraw.ImageDraw, ends: tuple[Point, Point], radius: float, colour: str) -> None:
    """Draw a line with round ends."""
    draw.line((*ends[0], *ends[1]), fill=colour, width=round(radius * 2))
    for end in ends:
        disc(draw, end, radius, colour)
