"""Draws a song's cover: a calm geometric picture without words, in which each note of the tune is a shape."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from tools.songbook.arrangement import Cover
from tools.songbook.brush import around, bar, disc, heights
from tools.songbook.scenes import SCENES
from tools.songbook.score import Note, Score
from tools.songbook.streets import STREETS

SIDE = 600
LARGEST = 60_000  # the most bytes of a cover
SMOOTH = 3  # the picture is drawn this many times larger and then reduced, for smooth edges


def draw_cover(score: Score, cover: Cover, target: Path) -> None:
    """Write the cover as a JPEG of 600 by 600 pixels and less than 60 kB. Raises KeyError for an unknown motif."""
    side = SIDE * SMOOTH
    image = Image.new("RGB", (side, side), cover.colours[0])
    MOTIFS[cover.motif](ImageDraw.Draw(image), side, _sung(score), cover.colours)
    small = image.resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    for quality in range(90, 40, -5):
        file = BytesIO()
        small.save(file, "JPEG", quality=quality, optimize=True)
        if file.tell() < LARGEST:
            break
    target.write_bytes(file.getvalue())


def _sung(score: Score) -> list[Note]:
    """Return the notes that the picture shows: those of the first half of the lines."""
    half = score.lines[: max(1, len(score.lines) // 2)]
    return [note for line in half for syllable in line.syllables for note in syllable.notes]


def _bread(draw: ImageDraw.ImageDraw, side: int, notes: list[Note], colours: tuple[str, ...]) -> None:
    """Draw a round loaf on a plate, seen from above. Each note is a ray of flour around it."""
    _, yellow, crust, dark, white = colours
    middle = (side / 2, side / 2)
    disc(draw, middle, side * 0.43, yellow)
    disc(draw, middle, side * 0.255, crust)
    for place, height in enumerate(heights(notes)):
        turn = place / len(notes)
        ends = (around(middle, side * 0.29, turn), around(middle, side * (0.305 + 0.085 * height), turn))
        bar(draw, ends, side * 0.0065, white)
    for shift, reach in ((-0.11, 0.115), (0.0, 0.15), (0.11, 0.115)):
        x, lean, rise = side * (0.5 + shift), side * 0.035, side * reach
        bar(draw, ((x - lean, side / 2 + rise), (x + lean, side / 2 - rise)), side * 0.014, dark)


def _umbrella(draw: ImageDraw.ImageDraw, side: int, notes: list[Note], colours: tuple[str, ...]) -> None:
    """Draw an umbrella in the rain. Each note is a drop; higher notes are higher in the picture."""
    _, yellow, dark, rain, white = colours
    for place, height in enumerate(heights(notes)):
        x = side * (0.06 + 0.88 * place / (len(notes) - 1))
        y = side * (0.36 - 0.28 * height)
        drop = side * (0.020 + 0.016 * (place % 3))
        bar(draw, ((x, y), (x - drop * 0.3, y + drop)), side * 0.0055, white if height == 1 else rain)
    middle, radius = (side / 2, side * 0.66), side * 0.29
    bar(draw, ((middle[0], middle[1]), (middle[0], side * 0.86)), side * 0.010, dark)
    hook = (middle[0] - side * 0.07, side * 0.83, middle[0] + side * 0.010, side * 0.91)
    draw.arc(hook, 0, 180, fill=dark, width=round(side * 0.020))
    box = (middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius)
    draw.pieslice(box, 180, 360, fill=yellow)
    third = radius / 3
    for rib in (-2, 0, 2):  # the scalloped edge, in the colour of the background
        centre = middle[0] + rib * third
        draw.ellipse((centre - third, middle[1] - third / 2, centre + third, middle[1] + third / 2), fill=colours[0])
    bar(draw, ((middle[0], middle[1] - third / 2), (middle[0], side * 0.86)), side * 0.010, dark)
    bar(
        draw,
        ((middle[0], middle[1] - radius), (middle[0], middle[1] - radius - side * 0.025)),
        side * 0.010,
        dark,
    )


def _doorway(draw: ImageDraw.ImageDraw, side: int, notes: list[Note], colours: tuple[str, ...]) -> None:
    """Draw a lit door at night. Each note is a star; higher notes are higher in the picture."""
    _, yellow, hill, house, white = colours
    for place, height in enumerate(heights(notes)):
        x = side * (0.05 + 0.90 * place / (len(notes) - 1))
        disc(draw, (x, side * (0.40 - 0.32 * height)), side * (0.004 + 0.0025 * (place % 3)), white)
    draw.ellipse((-side * 0.25, side * 0.62, side * 1.25, side * 1.9), fill=hill)
    left, right, top, floor = side * 0.33, side * 0.67, side * 0.47, side * 0.80
    draw.rectangle((left, top, right, floor), fill=house)
    roof = ((left - side * 0.05, top), (side / 2, side * 0.34), (right + side * 0.05, top))
    draw.polygon(roof, fill=house)
    door = (side * 0.45, side * 0.58, side * 0.55, floor)
    draw.rounded_rectangle(door, radius=side * 0.012, fill=yellow, corners=(True, True, False, False))
    draw.polygon(((door[0], floor), (door[2], floor), (side * 0.64, side), (side * 0.36, side)), fill=yellow)
    for x in (0.37, 0.58):
        draw.rectangle((side * x, side * 0.52, side * (x + 0.05), side * 0.57), fill=hill)


MOTIFS = {"bread": _bread, "umbrella": _umbrella, "doorway": _doorway, **SCENES, **STREETS}
