"""Reads the `w:` lines of ABC notation, which assign syllables to notes (ABC standard 2.1, section 5.1)."""

from dataclasses import dataclass

HYPHEN = "\ue000"  # stands for an escaped hyphen while a word is split at other hyphens


@dataclass(frozen=True)
class Sung:
    """A syllable of a `w:` line: its pieces, whether it begins a word, and on how many further notes it's held."""

    pieces: tuple[str, ...]
    opens_word: bool
    holds: int = 0


def read_syllables(text: str) -> list[Sung]:
    r"""Return the syllables of a `w:` line.

    Spaces separate words, `-` separates syllables, `_` holds a syllable for one more note, and `~` puts two words on
    one note. `\-` is a hyphen in the text. A no-break space, as before a colon in French, doesn't separate words.
    """
    found: list[Sung] = []
    for word in filter(None, text.replace("\\-", HYPHEN).split(" ")):
        opens = True
        for part in word.split("-"):
            bare = part.rstrip("_")
            held = len(part) - len(bare)
            if bare:
                pieces = tuple(piece.replace(HYPHEN, "-") for piece in bare.split("~"))
                found.append(Sung(pieces, opens, held))
                opens = False
            elif held and found:
                found[-1] = Sung(found[-1].pieces, found[-1].opens_word, found[-1].holds + held)
    return found


def words_of(syllables: list[Sung]) -> list[str]:
    """Return the words that consist of these syllables."""
    words: list[str] = []
    for syllable in syllables:
        for place, piece in enumerate(syllable.pieces):
            if place or syllable.opens_word or not words:
                words.append(piece)
            else:
                words[-1] += piece
    return words
