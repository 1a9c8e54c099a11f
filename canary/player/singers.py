"""Who sings which line, and on which side of the page it stands. Plain."""

from collections.abc import Mapping
from dataclasses import dataclass

from canary.lyrics.model import Lyrics

BOTH = frozenset({"d", "both", "all", "duet", "together", "group"})
USUAL = {"f": "She", "m": "He", "d": "Together"}
MOST = 9


@dataclass(frozen=True, slots=True)
class Part:
    """A line's place: `side` 1 or 2 for the two voices, 0 for both together or where nobody is named.

    `name` is whom to name above the line: filled where another voice begins.
    """

    side: int
    name: str


def parts(lyrics: Lyrics) -> list[Part]:
    """The part of each line; all are plain when fewer than two voices sing."""
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


def name(singer: str, meta: Mapping[str, str]) -> str:
    """What to call a voice: its name where the lyrics tell one, else "She", "He", "Together" or "Voice 1"."""
    known = {key.casefold(): value for key, value in meta.items()}
    short = singer.casefold()
    for key in (short, f"singer {short}", f"singer:{short}", f"singer.{short}", f"agent:{short}", f"duetsinger{short}"):
        if known.get(key, "").strip():
            return known[key].strip()
    if short in BOTH or short.startswith("p1 "):
        return "Together"
    if short in USUAL:
        return USUAL[short]
    number = short.lstrip("pv")
    return f"Voice {int(number)}" if number.isdecimal() and number != short and int(number) <= MOST else singer


def _both(singer: str, voices: list[str]) -> bool:
    """Whether more than one sings: "D" in LRC, "P1 P2" or "Ana & Luis" in UltraStar, a group in TTML."""
    several = [voice for voice in voices if voice != singer and voice in singer]
    return singer.casefold() in BOTH or len(several) > 1
