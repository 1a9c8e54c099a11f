"""The model of lyrics: lines of words with times, and their layers (translations and readings).

Times are whole milliseconds from the start of the audio; None means unknown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from canary.problems import Unusable
from canary.sentences import N_

Timing = Literal["word", "line", "none"]
NOT_OURS = N_("These lyrics aren’t in Canary’s format. Reload the page.")


class LyricsError(Unusable):
    """The lyrics can't be used."""


@dataclass(frozen=True, slots=True)
class Syllable:
    """A part of a word with its own time.

    Attributes:
        text: "" if the previous syllable continues on another note (a melisma).
        pitch: semitones from C4, as in UltraStar; None if unknown.
        kind: UltraStar's "golden", "rap", "rap golden" or "freestyle"; "" for a normal note.
    """

    text: str
    start: int
    end: int
    pitch: int | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A unit that the player highlights as a whole: a word, or a character in scripts without spaces.

    Attributes:
        glue: the text between this word and the next one: a space, or "" in languages such as Japanese.
        syllables: empty if only the word is timed; otherwise their joined texts equal `text`.
    """

    text: str
    start: int | None
    end: int | None
    glue: str = " "
    syllables: tuple[Syllable, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A sung line. `words` is empty if only the line is timed; otherwise `join(words)` equals `text`."""

    text: str
    start: int | None = None
    end: int | None = None
    words: tuple[Word, ...] = ()
    singer: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """A translation or reading of the lines (`kind` says which): one text for each line, "" for a line without one."""

    kind: str
    language: str
    lines: tuple[str, ...]
    machine: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Lyrics:
    """Lines in singing order; a line with empty text is a pause (timed) or a stanza break (untimed)."""

    lines: tuple[Line, ...]
    layers: tuple[Layer, ...] = ()
    meta: Mapping[str, str] = field(default_factory=dict)
    timing: Timing = "none"
    estimated: bool = False


def join(words: Sequence[Word]) -> str:
    """Return the text of a line's words, without the glue after the last one."""
    return "".join(w.text + w.glue for w in words).rstrip()


def to_dict(lyrics: Lyrics) -> dict[str, Any]:
    """Return lyrics as plain values for JSON.

    A word is a list [text, start, end, glue, syllables]. A word without syllables is [text, start, end, glue], or
    [text, start, end] if its glue is a space. A syllable is a list [text, start, end, pitch, kind].
    """
    return {
        "timing": lyrics.timing,
        "estimated": lyrics.estimated,
        "meta": dict(lyrics.meta),
        "lines": [
            {
                "text": x.text,
                "start": x.start,
                "end": x.end,
                "singer": x.singer,
                "words": [_word_values(w) for w in x.words],
            }
            for x in lyrics.lines
        ],
        "layers": [
            {
                "kind": x.kind,
                "language": x.language,
                "lines": list(x.lines),
                "machine": x.machine,
                "name": x.name,
            }
            for x in lyrics.layers
        ],
    }


def from_dict(d: Mapping[str, Any]) -> Lyrics:
    """Return the lyrics that `to_dict` wrote. Raises LyricsError for any other structure."""
    try:
        return Lyrics(
            lines=tuple(
                Line(x["text"], x["start"], x["end"], tuple(_word(w) for w in x["words"]), x.get("singer", ""))
                for x in d["lines"]
            ),
            layers=tuple(
                Layer(x["kind"], x["language"], tuple(x["lines"]), x.get("machine", False), x.get("name", ""))
                for x in d.get("layers", ())
            ),
            meta=dict(d.get("meta", {})),
            timing=d["timing"],
            estimated=d.get("estimated", False),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise LyricsError(NOT_OURS) from error


def _word_values(word: Word) -> list[Any]:
    values: list[Any] = [word.text, word.start, word.end]
    if word.syllables:
        return [*values, word.glue, [[s.text, s.start, s.end, s.pitch, s.kind] for s in word.syllables]]
    return values if word.glue == " " else [*values, word.glue]


def _word(values: Sequence[Any]) -> Word:
    text, start, end, *rest = values
    glue = rest[0] if rest else " "
    return Word(text, start, end, glue, tuple(Syllable(*s) for s in rest[1]) if len(rest) > 1 else ())
