"""Reads `arrangement.toml`: who plays, and what, written as one line of steps per bar.

Steps divide the bar evenly and are parted by spaces, bars by `|`: `.` rest, `-` hold, `r` the chord's root in
the bass, `f` its fifth, `a` a step that leads to the next chord's root, `x` the whole chord, `1` to `9` its
tones from below; `+` joins (`r+x`), a trailing `'` is louder and `,` softer. Steps of a drum are digits for
loudness and `.` for silence. A part plays in the sections that its `steps` name (“verse” is every verse).

Who sings is chosen by the song's range; `[voice]` decides otherwise: `variant` (of espeak-ng, "f1" a woman, "" a
man), `transpose` (semitones from the score, -12 or 0) and `speed` (words a minute: how crisp the consonants are).
"""

import tomllib
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Voice:
    """A sound and its place in the mix (General MIDI program, MIDI volume, pan and reverb, base velocity)."""

    name: str
    program: int
    volume: int
    pan: int
    reverb: int
    velocity: int


@dataclass(frozen=True)
class Part:
    """An accompanying voice: lowest pitch of its chords and bass, strum (ms a tone), and steps by section."""

    voice: Voice
    low: int
    bass: int
    strum: int
    ring: bool
    steps: dict[str, str]


@dataclass(frozen=True)
class Cover:
    """How the song's picture is drawn: a motif of `cover.py` and its colours (`#rrggbb`, ground first)."""

    motif: str
    colours: tuple[str, ...]


@dataclass(frozen=True)
class Arrangement:
    """All that is played: melody, second voice, parts, drums (note, voice, steps), loudness by section."""

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
    """Return the arrangement written in TOML; KeyError names a setting that is missing."""
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
    """Return the entry for a section: its full name ("verse 2"), else its first word, else nothing."""
    return table.get(section) or table.get(section.partition(" ")[0]) or ""


def _voice(data: dict[str, int]) -> Voice:
    settings = [data.get(key, usual) for key, usual in (("pan", 64), ("reverb", 40), ("velocity", 70))]
    return Voice(str(data["name"]), data.get("program", 0), data["volume"], *settings)


def _part(data: dict[str, int]) -> Part:
    low = data.get("low", 52)
    steps: dict[str, str] = dict(data["steps"])  # type: ignore[call-overload]
    return Part(_voice(data), low, data.get("bass", low - 12), data.get("strum", 0), bool(data.get("ring")), steps)
