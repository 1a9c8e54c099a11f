"""Reads the headers of UltraStar files: numbers, singers and metadata."""

import re
from collections.abc import Mapping

from canary.lyrics.model import LyricsError
from canary.sentences import N_
from canary.songs.languages import understood

HEADER = re.compile(r"#([^:]{1,40}):(.*)")
META = {
    "TITLE": "ti",
    "ARTIST": "ar",
    "LANGUAGE": "la",
    "ALBUM": "al",
    "CREATOR": "by",
    "YEAR": "year",
    "GENRE": "genre",
    "EDITION": "edition",
    "BPM": "bpm",
    "GAP": "gap",
}


def header_of(rows: list[str]) -> tuple[dict[str, tuple[int, str]], list[tuple[int, str]]]:
    """Return the headers as {NAME: (row number, value)}, and the rows after them as (row number, row).

    If a header is repeated, its first value is used.
    """
    found: dict[str, tuple[int, str]] = {}
    for number, row in enumerate(rows, 1):
        if row.startswith("#"):
            if match := HEADER.fullmatch(row):
                found.setdefault(match[1].strip().upper(), (number, match[2].strip()))
        elif row.strip():
            return found, list(enumerate(rows[number - 1 :], number))
    return found, []


def number(text: str) -> float | None:
    """Parse a number with a decimal comma or point, since UltraStar files have both; return None for other text."""
    plain = re.fullmatch(r"[+-]?(\d{1,12}([.,]\d{0,12})?|[.,]\d{1,12})", text)
    return float(text.replace(",", ".")) if plain else None


def header_number(header: Mapping[str, tuple[int, str]], name: str) -> float | None:
    """Return the number in a header, or None if the header is missing. Raises LyricsError if it's invalid.

    A header without a value counts as missing, except for BPM.
    """
    row, value = header.get(name, (0, ""))
    if not row or (not value and name != "BPM"):
        return None
    found = number(value)
    if found is None:
        raise LyricsError(
            N_(
                "Line %(number)s: #%(header)s must be a number, not “%(value)s”.",
                number=row,
                header=name,
                value=value[:40],
            )
        )
    if name == "BPM" and not 0 < found <= 1_000_000:
        raise LyricsError(
            N_(
                "Line %(number)s: #BPM must be between 0 and %(most)s, not “%(value)s”.",
                number=row,
                most=1_000_000,
                value=value[:40],
            )
        )
    return found


def named(header: Mapping[str, tuple[int, str]]) -> dict[int, str]:
    """Return the singers that the headers name, by the number of their voice."""
    found: dict[int, str] = {}
    for voice in range(1, 10):
        for name in (f"P{voice}", f"DUETSINGERP{voice}"):
            if header.get(name, (0, ""))[1]:
                found.setdefault(voice, header[name][1])
    return found


def singers(header: Mapping[str, tuple[int, str]], voices: list[int]) -> dict[int, str]:
    """Return each voice's singer; "P1" to "P9" if the headers don't name them.

    In older files, an unnamed third voice of a duet stands for both singers together.
    """
    known = named(header)
    both = f"{known[1]} & {known[2]}" if voices == [1, 2, 3] and {1, 2} <= known.keys() else ""
    return {v: known.get(v) or (both if v == 3 and both else f"P{v}") for v in voices}


def meta(header: Mapping[str, tuple[int, str]]) -> dict[str, str]:
    """Return the song's metadata by LRC's keys. The language is a two-letter code if we know its name."""
    found = {key: header[name][1] for name, key in META.items() if header.get(name, (0, ""))[1]}
    if "la" in found:
        found["la"] = understood(found["la"]) or found["la"].split(",")[0].strip()
    return found
