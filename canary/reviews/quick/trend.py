"""The diagram of a learner's trend: coordinates of its points and lines."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from canary.sentences import N_, Message

WIDTH, HEIGHT = 420, 220
LEFT, RIGHT, TOP, BOTTOM = 52, 12, 12, 24
TICKS = (250, 500, 1000, 2000, 4000, 8000)  # ms


@dataclass(frozen=True, slots=True)
class Drawing:
    """Coordinates in a box of WIDTH by HEIGHT.

    It has a point (x, y) for each round, ticks as (y, label), and the y of the time that counts as fluent.
    """

    points: tuple[tuple[float, float], ...]
    ticks: tuple[tuple[float, Message], ...]
    fluent: float


def drawing(medians: Sequence[int], fluent: int) -> Drawing:
    """Return the diagram of medians, oldest first, on a logarithmic scale. `medians` and `fluent` are in ms."""
    lowest = min([250, *medians])
    highest = max([2000, *medians])
    low, high = math.log2(lowest), math.log2(highest)

    def y(ms: int) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - (math.log2(ms) - low) / (high - low)), 1)

    width = WIDTH - LEFT - RIGHT
    step = width / max(1, len(medians) - 1)
    start = LEFT + (width / 2 if len(medians) == 1 else 0)
    points = tuple((round(start + step * n, 1), y(ms)) for n, ms in enumerate(medians))
    ticks = tuple((y(ms), seconds(ms)) for ms in TICKS if lowest <= ms <= highest)
    return Drawing(points, ticks, y(fluent))


def seconds(ms: int) -> Message:
    """Return a time as "0.5 s" or "2 s"."""
    rounded = round(ms / 1000, 2)
    return N_("%(seconds)s s", seconds=int(rounded) if rounded.is_integer() else rounded)
