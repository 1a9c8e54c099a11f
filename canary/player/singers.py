"""Which voice sings each line, and on which side of the page the line is shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from canary.lyrics.model import Lyrics
from canary.sentences import N_, Message

BOTH = frozenset({"d", "both", "all", "duet", "together", "group"})
TOGETHER = N_("Together")
COMMON = {"f": N_("She"), "m": N_("He"), "d": TOGETHER}
MAX_VOICES = 9


@dataclass(frozen=True, slots=True)
class Part:
    """The voice of a line.

    Attributes:
        side: 1 or 2 for the two voices, 0 for both together or if no voice is named.
        name: the voice's name to show above the line; empty unless another voice begins here.
    """

    side: int
    name: Message


def parts(lyrics: Lyrics) -> list[Part]:
    """Return the part of each line; all have side 0 and no name if fewer than two voices sing."""
    named = list(dict.fromkeys(line.singer for line in lyrics.lines if line.singer))
    together = {singer for singer in named if _both(singer, named)}
    voices = [singer for singer in named if singer not in together]
    if len(voices) < 2 and not (voices and together):
        return [Part(0, "")] * len(lyrics.lines)
    found, before = [], ""
    for line in lyrics.lines:
        side = voices.index(line.singer) % 2 + 1 if line.singer in voices else 0
        turn = line.singer if line.singer != before else ""
        found.append(Part(side, name(turn, lyrics.meta) if turn else ""))
        before = line.singer or before
    return found


def name(singer: str, meta: Mapping[str, str]) -> Message:
    """Return a voice's name from the lyrics' metadata, or else She, He, Together, Voice 1 and so on."""
    known = {key.casefold(): value for key, value in meta.items()}
    short = singer.casefold()
    for key in (short, f"singer {short}", f"singer:{short}", f"singer.{short}", f"agent:{short}", f"duetsinger{short}"):
        if known.get(key, "").strip():
            return known[key].strip()
    if short in BOTH or short.startswith("p1 "):
        return TOGETHER
    if short in COMMON:
        return COMMON[short]
    number = short.lstrip("pv")
    if number.isdecimal() and number != short and int(number) <= MAX_VOICES:
        return N_("Voice %(number)s", number=int(number))
    return singer


def _both(singer: str, voices: list[str]) -> bool:
    """Return whether a name stands for several voices.

    In LRC that is "D", in UltraStar "P1 P2" or "Ana & Luis", in TTML a group.
    """
    several = [voice for voice in voices if voice != singer and voice in singer]
    return singer.casefold() in BOTH or len(several) > 1
