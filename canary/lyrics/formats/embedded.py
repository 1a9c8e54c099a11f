"""Reads synchronised lyrics from an ID3 SYLT frame: pairs of text and time become lines of words."""

from collections.abc import Sequence

from canary.lyrics.model import Line, Lyrics, Word, join


def from_pairs(pairs: Sequence[tuple[str, int]]) -> Lyrics:
    """Return the lyrics of (text, ms) pairs.

    Line breaks in the texts separate lines. If there are none, each text is a line. Format: ID3v2.4, 4.9 "Synchronised
    lyrics/text".
    """
    ordered = sorted(((text.replace("\r\n", "\n").replace("\r", "\n"), at) for text, at in pairs), key=lambda p: p[1])
    if not any("\n" in text for text, _ in ordered):
        lines = tuple(Line(text.strip(), at) for text, at in ordered if text.strip())
        return Lyrics(lines, timing="line" if lines else "none")
    rows: list[list[tuple[str, int]]] = [[]]
    for text, at in ordered:
        if text.startswith("\n") and rows[-1]:
            rows.append([])
        if text.strip("\n"):
            rows[-1].append((text.strip("\n"), at))
        if text.endswith("\n") and rows[-1]:
            rows.append([])
    lines = tuple(_line(row) for row in rows if row)
    return Lyrics(lines, timing="word" if any(len(line.words) > 1 for line in lines) else "line")


def _line(row: Sequence[tuple[str, int]]) -> Line:
    # Pieces without a space between them are syllables of one word. The word starts when its first syllable does.
    words: list[Word] = []
    for text, at in row:
        if words and not words[-1].glue and not text.startswith(" "):
            words[-1] = Word(words[-1].text + text.strip(), words[-1].start, None, " " if text.endswith(" ") else "")
        else:
            if words:
                words[-1] = Word(words[-1].text, words[-1].start, None, " ")
            words.append(Word(text.strip(), at, None, " " if text.endswith(" ") else ""))
    timed = tuple(words) if len(words) > 1 else ()
    return Line(join(words), row[0][1], None, timed)
