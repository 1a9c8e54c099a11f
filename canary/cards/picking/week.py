"""The words that a song suggests for one week: few, useful, and from all over it. Plain."""

from collections.abc import Sequence

SUGGESTED = 5
FEWEST = 3


def spread(places: Sequence[tuple[int, str]], lines: int, most: int = SUGGESTED) -> list[int]:
    """Return which of the words to suggest, in their order; each is (line from 0, its text), the most useful first.

    First no more than two from a third of the song's ``lines`` and none from one line twice, then whatever fills up.
    """
    found: list[int] = []
    for strict in (True, False):
        for n, (line, text) in enumerate(places):
            if n in found or len(found) == most:
                continue
            others = [places[m] for m in found]
            crowded = sum(_third(line, lines) == _third(other, lines) for other, _ in others) >= 2
            if not strict or not (crowded or any(text == sung for _, sung in others)):
                found.append(n)
    return sorted(found)


def _third(line: int, lines: int) -> int:
    return 3 * line // max(1, lines)
