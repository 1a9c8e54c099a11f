"""Reads `arrangement.toml`, which says which instruments play and what they play, in steps.

Bars are separated by `|`, and the steps of a bar by spaces; they divide the bar evenly. A step is `.` (rest), `-`
(hold), `r` (the chord's root in the bass), `f` (its fifth), `a` (a tone that leads to the next chord's root), `x` (the
whole chord), or `1` to `9` (a tone of the chord, from the lowest). `+` joins two steps (`r+x`), `'` at the end makes a
step louder, and `,` softer. The steps of a drum are digits for the loudness, or `.` for silence. A part plays in the
sections that its `steps` name; “verse” stands for every verse.

The singer is chosen by the song's range, unless `[voice]` sets `variant` (of espeak-ng: "f1" is a woman, "" a man),
`transpose` (semitones from the score, -12 or 0) or `speed` (words per minute, which changes how crisp consonants are).
"""

import tomllib
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Voice:
    """An instrument and its place in the mix: General MIDI program, MIDI volume, pan and reverb, and usual velocity."""

    name: str
    program: int
    volume: int
    pan: int
    reverb: int
    velocity: int


@dataclass(frozen=True)
class Part:
    """A part of the accompaniment.

    `low` and `bass` are the lowest MIDI pitches of its chords and its bass. `strum` is the time between the tones of a
    chord in ms, and `ring` says whether tones go on until the next chord. `steps` are by section.
    """

    voice: Voice
    low: int
    bass: int
    strum: int
    ring: bool
    steps: dict[str, str]


@dataclass(frozen=True)
class Cover:
    """How the cover is drawn: a motif of `cover.py`, and its colours (`#rrggbb`), the background first."""

    motif: str
    colours: tuple[str, ...]


@dataclass(frozen=True)
class Arrangement:
    """The content of `arrangement.toml`.

    `lead` plays the melody, and `second` a second voice in the sections `second_in`. `drums` are (MIDI note, part).
    `levels` are factors for the loudness by section. `seed` is for the random variations, and `voice` for the singer.
    """

    seed: int
    lead: Voice
    second: Voice | None
    second_in: tuple[str, ...]
    parts: tuple[Part, ...]
    drums: tuple[tuple[int, Part], ...]
    levels: dict[str, float]
    cover: Cover
    voice: dict[str, str | int] = field(default_factory=dict)


def read_arrangement(text: str) -> Arrangement:
    """Parse an arrangement in TOML. Raises KeyError with the name of a missing setting."""
    data = tomllib.loads(text)
    second = data.get("second")
    return Arrangement(
        seed=data["seed"],
        lead=_voice(data["lead"]),
        second=_voice(second) if second else None,
        second_in=tuple(second["sections"]) if second else (),
        parts=tuple(_part(part) for part in data["part"]),
        drums=tuple((drum["note"], _part(drum)) for drum in data.get("drum", [])),
        levels=data.get("levels", {}),
        cover=Cover(data["cover"]["motif"], tuple(data["cover"]["colours"])),
        voice=data.get("voice", {}),
    )


def of_section(table: dict[str, str], section: str) -> str:
    """Return the entry for a section's full name ("verse 2"), else for its first word ("verse"), else ""."""
    return table.get(section) or table.get(section.partition(" ")[0]) or ""


def _voice(data: dict[str, int]) -> Voice:
    settings = [data.get(key, usual) for key, usual in (("pan", 64), ("reverb", 40), ("velocity", 70))]
    return Voice(str(data["name"]), data.get("program", 0), data["volume"], *settings)


def _part(data: dict[str, int]) -> Part:
    low = data.get("low", 52)
    steps: dict[str, str] = dict(data["steps"])  # type: ignore[call-overload]
    return Part(_voice(data), low, data.get("bass", low - 12), data.get("strum", 0), bool(data.get("ring")), steps)
