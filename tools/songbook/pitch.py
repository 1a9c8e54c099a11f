"""Turns the names of keys, notes and chords into numbers."""

import re

LETTERS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
SHARPS = "FCGDAEB"
FIFTHS = {"F": -1, "C": 0, "G": 1, "D": 2, "A": 3, "E": 4, "B": 5}
MODES = {"": 0, "maj": 0, "ion": 0, "mix": -1, "dor": -2, "m": -3, "min": -3, "aeo": -3, "phr": -4, "lyd": 1}
QUALITIES = {
    "": (0, 4, 7),
    "m": (0, 3, 7),
    "7": (0, 4, 7, 10),
    "m7": (0, 3, 7, 10),
    "maj7": (0, 4, 7, 11),
    "6": (0, 4, 7, 9),
    "m6": (0, 3, 7, 9),
    "dim": (0, 3, 6),
    "m7b5": (0, 3, 6, 10),
    "dim7": (0, 3, 6, 9),
    "aug": (0, 4, 8),
    "sus4": (0, 5, 7),
    "sus2": (0, 2, 7),
    "7sus4": (0, 5, 7, 10),
    "add9": (0, 2, 4, 7),
}


def key_signature(key: str) -> dict[str, int]:
    """Return the notes that a key in ABC notation alters: {letter: -1 or 1}. Raises ValueError for an unknown key."""
    match = re.fullmatch(r"([A-G])([#b]?)\s*([A-Za-z]*)", key.strip())
    mode = match[3].lower() if match else ""
    mode = mode if mode in MODES else mode[:3]
    if not match or mode not in MODES:
        raise ValueError(f"the key “{key}” is not one that I know")
    count = FIFTHS[match[1]] + {"#": 7, "b": -7, "": 0}[match[2]] + MODES[mode]
    if abs(count) > 7:
        raise ValueError(f"the key “{key}” needs more than seven accidentals")
    return dict.fromkeys(SHARPS[:count], 1) if count > 0 else dict.fromkeys(SHARPS[7 + count :], -1)


def scale(key: str) -> frozenset[int]:
    """Return the seven pitch classes (0 is C) of a key. Raises ValueError for an unknown key."""
    signature = key_signature(key)
    return frozenset((value + signature.get(letter, 0)) % 12 for letter, value in LETTERS.items())


def chord_classes(name: str) -> tuple[int, tuple[int, ...]]:
    """Return the pitch class (0 is C) of a chord's bass, and those of its tones from the root up.

    Raises ValueError for an unknown name.
    """
    match = re.fullmatch(r"([A-G])([#b]?)([^/]*)(?:/([A-G])([#b]?))?", name)
    if not match or match[3] not in QUALITIES:
        raise ValueError(f"the chord “{name}” is not one that I know")
    bend = {"#": 1, "b": -1, "": 0}
    root = (LETTERS[match[1]] + bend[match[2]]) % 12
    bass = (LETTERS[match[4]] + bend[match[5]]) % 12 if match[4] else root
    return bass, tuple((root + step) % 12 for step in QUALITIES[match[3]])
