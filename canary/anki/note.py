"""Notes for Anki, and their fields as escaped HTML."""

import hashlib
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

# Never change these names: they are stored in learners' Anki databases.
FIELDS = (
    "Word",
    "Furigana",
    "Reading",
    "Meaning",
    "Line",
    "Line with gap",  # untranslated: the name of a field in Anki
    "Line translation",  # untranslated: the name of a field in Anki
    "Song",
    "Artist",
    "Level",
    "Note",
    "Link",
    "Audio",
    "Picture",
    "Language",
    "Direction",
    "Ask meaning",  # untranslated: the name of a field in Anki
    "Ask sound",  # untranslated: the name of a field in Anki
    "Ask word",  # untranslated: the name of a field in Anki
    "Credit",
    "Key",
)
ASKS = ("meaning", "sound", "word")

# Characters that Anki would interpret in fields (sounds, LaTeX, cloze, templates), and the entities to write instead.
_LIVE = str.maketrans(
    {"[": "&#91;", "]": "&#93;", "{": "&#123;", "}": "&#125;", "&": "&amp;", "<": "&lt;", ">": "&gt;"}
)
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\u202a-\u202e\u2066-\u2069\ud800-\udfff"
_CONTROLS = re.compile(f"[{_CONTROL}]")
_SPECIAL = re.compile(rf"[{_CONTROL}\[\]{{}}&<>\\\n]")
_HARMLESS_LINK = re.compile(r"[A-Za-z0-9/:?@!$()*+,;=%~._-]*")
_FORMULA = re.compile(r"\\(?=[(\[\])])")
_KANJI = re.compile("[\u3400-\u9fff々]")
_KANA = re.compile("[\u3041-\u30ff]+")
_COLONS = re.compile(r":(?=:)|(?<=:):|^:|:$")


@dataclass(frozen=True, slots=True)
class Note:
    """A word with its line. `guid_parts` (learner, language, lemma, sense) identify the note in later exports.

    `line_start` and `line_end` are the word's offsets in `line`. `audio` is a clip whose file name is the hash of its
    content; people who may hear the song can load it from `sound_url`. `changed_at` is when the note last changed, in
    seconds since 1970, or 0 for the time of the deck. It tells Anki which text is newer.
    """

    guid_parts: tuple[str, ...]
    word: str
    meaning: str = ""
    reading: str = ""
    line: str = ""
    line_start: int = 0
    line_end: int = 0
    line_translation: str = ""
    song: str = ""
    artist: str = ""
    level: str = ""
    note: str = ""
    credit: str = ""
    url: str = ""
    audio: Path | None = None
    sound_url: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    rtl: bool = False
    changed_at: float = 0.0


@lru_cache(maxsize=4096)  # cached because songs, artists, levels and lines repeat in a deck
def as_text(value: str) -> str:
    """Return the HTML of a field that shows exactly this text."""
    return _escaped(value.replace("\r\n", "\n").strip())


def _escaped(value: str) -> str:
    if not _SPECIAL.search(value):
        return value
    value = _CONTROLS.sub("", value).translate(_LIVE)
    return _FORMULA.sub("\\\\\u2060", value).replace("\n", "<br>")


def safe_name(value: str) -> str:
    """Return a deck's name as one level of Anki's deck tree: colons that would split it become "∶"."""
    value = " ".join(_CONTROLS.sub("", value).split())[:100]
    return _COLONS.sub("\u2236", value) or "Canary"


@lru_cache(maxsize=1024)
def tag(value: str) -> str:
    """Return a tag with underscores for spaces and quotes, since Anki would split it there. It may be empty."""
    return re.sub(r"[\s\"']+", "_", _CONTROLS.sub("", value)).strip("_:")[:60]


def fields(note: Note, asks: Sequence[str], sound: str) -> list[str]:
    """Return the values of FIELDS for a note; `sound` is the media file's name or an empty string."""
    before, word, after = _parts(note)
    line = f"{before}<b>{word}</b>{after}" if word else before
    gap = f'{before}<span class="gap">&nbsp;</span>{after}' if word else ""
    meaning = as_text(note.meaning)
    wanted = {ask for ask in asks if ask == "meaning" or (sound if ask == "sound" else meaning)} or {"meaning"}
    return [
        as_text(note.word),
        furigana(note.word, note.reading),
        as_text(note.reading),
        meaning,
        line,
        gap,
        as_text(note.line_translation),
        as_text(note.song),
        as_text(note.artist),
        as_text(note.level),
        as_text(note.note),
        link(note.url),
        f"[sound:{sound}]" if sound else "",
        "",
        _code(note.language),
        "rtl" if note.rtl else "ltr",
        *("1" if ask in wanted else "" for ask in ASKS),
        as_text(note.credit),
        key(note),
    ]


def key(note: Note) -> str:
    """Return the value of a note's last field, which identifies it where the GUID isn't available."""
    return key_of(note.guid_parts)


def key_of(guid_parts: Sequence[str]) -> str:
    """Return the key of the note with these `guid_parts`."""
    return hashlib.sha256("\x1f".join(guid_parts).encode()).hexdigest()[:20]


def digest(note: Note, asks: Sequence[str]) -> str:
    """Return a hash of a note's fields and tags."""
    content = (*fields(note, asks, note.audio.name if note.audio else ""), *note.tags)
    return hashlib.blake2b("\x1f".join(content).encode(), digest_size=16).hexdigest()


def _parts(note: Note) -> tuple[str, str, str]:
    start, end = note.line_start, note.line_end
    if not 0 <= start < end <= len(note.line):
        return as_text(note.line), "", ""
    before, word, after = note.line[:start], note.line[start:end], note.line[end:]
    return _escaped(before.lstrip()), _escaped(word), _escaped(after.rstrip())


@lru_cache(maxsize=256)
def _code(language: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]", "", language)


def furigana(word: str, reading: str) -> str:
    """Return "word[reading]" for Anki's furigana filter if the word has kanji and the reading is kana, or else ""."""
    if not _KANJI.search(word) or not _KANA.fullmatch(reading):
        return ""
    return f"{as_text(word).replace(' ', '')}[{reading}]"


def link(url: str) -> str:
    """Return a web address quoted for an HTML attribute, or an empty string unless it's http or https."""
    if not url.startswith(("https://", "http://")):
        return ""
    page, mark, place = url.partition("#")
    return _quoted(page) + mark + _quoted(place)


@lru_cache(maxsize=4096)
def _quoted(part: str) -> str:
    if _HARMLESS_LINK.fullmatch(part):
        return part
    return html.escape(quote(part, safe="/:?@!$&()*+,;=%~-._"), quote=True)
