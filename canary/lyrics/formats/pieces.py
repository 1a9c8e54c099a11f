"""Joins the timed pieces of a line in karaoke formats (syllables, notes or spans) into words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from canary.lyrics.model import Syllable, Word

# Kana and Han characters are written without spaces, so each piece of such text is a word of its own, but small kana
# and length marks never begin a word.
_OPEN = re.compile("[\u3041-\u30ff\u3400-\u9fff々〆]")
_BOUND = re.compile("[ぁぃぅぇぉゃゅょゎっァィゥェォャュョヮッーん]")

_JOINER = "\u2060"  # Unicode's "word joiner": the text before and after it is one word


@dataclass(frozen=True, slots=True)
class Piece:
    """A text with its exact time in ms, and a pitch and kind as in `Syllable`.

    Spaces (other than no-break spaces) and line breaks in the text separate words. A piece without text prolongs the
    previous one.
    """

    text: str
    start: float
    end: float
    pitch: int | None = None
    kind: str = ""


class _Growing:
    """A word that is being read: its parts are added one by one."""

    def __init__(self) -> None:
        self.parts: list[Syllable] = []
        self.glue = ""

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.parts)

    def word(self) -> Word:
        text = self.text
        first, last = self.parts[0], self.parts[-1]
        kept = len(self.parts) > 1 or first.pitch is not None or first.kind
        return Word(text, first.start, max(last.end, first.start), self.glue, tuple(self.parts) if kept else ())


def words(pieces: Iterable[Piece], *, apart: bool = False) -> tuple[Word, ...]:
    """Join pieces into words: adjacent pieces are syllables of one word, and spaces separate words.

    A piece of several words stays one `Word`. It's split only if `apart` is true or it continues the word before it;
    each of its words then gets an equal share of its time.
    """
    found: list[_Growing] = []
    for piece in pieces:
        text = piece.text
        bare = text.strip()
        if found and text[:1].isspace() and (bare or piece.pitch is None):
            found[-1].glue = _space(found[-1].glue, text[: len(text) - len(text.lstrip())])
        if not bare and (not found or (text and piece.pitch is None)):
            continue
        joined = bool(found) and (not bare or not (found[-1].glue or _parted(found[-1].text, bare)))
        if not joined:
            found.append(_Growing())
        first, *others = _shares(piece, bare, apart or joined)
        found[-1].parts.append(first)
        for part in others:
            found[-1].glue = " "
            found.append(_Growing())
            found[-1].parts.append(part)
        if text[-1:].isspace():
            found[-1].glue = _space("", text[len(text.rstrip()) :])
    if found:
        found[-1].glue = ""
    return tuple(x.word() for x in found)


def is_open(text: str) -> bool:
    """Return whether a text begins with a character that is written without spaces: kana or a Han character."""
    return _OPEN.match(text) is not None


def spelt(word: Word) -> list[str]:
    """Return the texts of a word's syllables, spelt in a way that lets `words` restore the word.

    Spaces inside a syllable ("toi !" in French) become no-break spaces, and a word joiner is put between syllables of
    scripts without spaces.
    """
    found: list[str] = []
    for part in word.syllables:
        text = part.text.replace(" ", "\u00a0")
        found.append(_JOINER + text if _parted("".join(found), text) else text)
    return found


def _space(before: str, spaces: str) -> str:
    return "\n" if "\n" in before + spaces else " "


def _shares(piece: Piece, bare: str, apart: bool) -> list[Syllable]:
    bare = bare.removeprefix(_JOINER)
    texts = re.split("[ \n]+", bare) if apart else [bare]
    span = piece.end - piece.start
    at = [round(piece.start + span * n / len(texts)) for n in range(len(texts) + 1)]
    return [Syllable(" ".join(text.split()), at[n], at[n + 1], piece.pitch, piece.kind) for n, text in enumerate(texts)]


def _parted(word: str, text: str) -> bool:
    """Return whether a text that follows a word without a space is a new word.

    It is if both are in a script without spaces, unless it begins with a small kana, a length mark or a word joiner.
    """
    if text.startswith(_JOINER):
        return False
    last = next((c for c in reversed(word) if c.isalpha()), "")
    first = next((c for c in text if c.isalpha()), "")
    return bool(_OPEN.match(last) and _OPEN.match(first)) and not _BOUND.match(text)
