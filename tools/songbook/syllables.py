"""The `w:` line of ABC: which syllable goes on which note (ABC standard 2.1, section 5.1)."""

from dataclasses import dataclass

HYPHEN = "\ue000"  # stands for an escaped hyphen while the plain ones are being split


@dataclass(frozen=True)
class Sung:
    """One syllable of a `w:` line: pieces, whether it opens a word, and how many further notes it holds."""

    pieces: tuple[str, ...]
    opens_word: bool
    holds: int = 0


def read_syllables(text: str) -> list[Sung]:
    """Return the syllables of a `w:` line.

    A space parts words, `-` parts syllables, `_` holds one more note, `~` puts two words on one note, and an
    escaped hyphen is a written one. A no-break space does not part words (French « and :).
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
    """Return the words that the syllables spell."""
    words: list[str] = []
    for syllable in syllables:
        for place, piece in enumerate(syllable.pieces):
            if place or syllable.opens_word or not words:
                words.append(piece)
            else:
                words[-1] += piece
    return words
