"""Suggest words of a song for a week: few and useful ones, spread over the song."""

from collections.abc import Sequence

SUGGESTED = 5
FEWEST = 3


def spread(places: Sequence[tuple[int, str]], lines: int, most: int = SUGGESTED) -> list[int]:
    """Return the indexes of the words to suggest, in order.

    `places` has, for each word, the number (from 0) and the text of its line; the most useful words come first. `lines`
    is the number of lines of the song. A first pass takes at most two words from each third of the song and one word
    from each line. A second pass adds any words until there are `most`.
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
