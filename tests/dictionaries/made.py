"""Small dictionaries of every format, written with the standard library alone."""

import bz2
import gzip
import io
import json
import struct
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Words = Sequence[tuple[str, str]]
WORDS: Words = (
    ("casa", "casa <n, fem>\n1. house\n2. home, household"),
    ("oler", "v. to smell; to sniff"),
    ("tiempo", "noun\ntime\nweather"),
)
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def stardict(folder: Path, words: Words = WORDS, kind: str = "m", packed: bool = True, **options: Any) -> Path:
    """Write .ifo, .idx and .dict (or .idx.gz and .dict.dz) and return the .ifo; `options` overrule what it says."""
    index, articles = b"", b""
    for word, text in words:
        data = text.encode() if kind else b"m" + text.encode() + b"\0"
        index += word.encode() + b"\0" + struct.pack(">II", len(articles), len(data))
        articles += data
    said = {"version": "2.4.2", "bookname": "Spanish-English", "wordcount": len(words), "idxfilesize": len(index)}
    said |= ({"sametypesequence": kind} if kind else {}) | options
    rows = [f"{key}={value}" for key, value in said.items()]
    (folder / "spa.ifo").write_text("\n".join(["StarDict's dict ifo file", *rows]) + "\n")
    if packed:
        (folder / "spa.idx.gz").write_bytes(gzip.compress(index))
        (folder / "spa.dict.dz").write_bytes(gzip.compress(articles))
    else:
        (folder / "spa.idx").write_bytes(index)
        (folder / "spa.dict").write_bytes(articles)
    return folder / "spa.ifo"


def dictd(folder: Path, words: Words = WORDS, packed: bool = True) -> Path:
    """Write .index and .dict.dz as FreeDict does, with what the dictionary says of itself, and return the .index."""
    own = [
        ("00databaseinfo", "00databaseinfo\nAvailable under the GNU General Public License, version 3.0 or later."),
        ("00databaseshort", "00databaseshort\n  Spanish-English FreeDict Dictionary"),
    ]
    index, articles = "", b""
    for word, text in [*own, *words]:
        data = text.encode() + b"\n"
        index += f"{word}\t{_base64(len(articles))}\t{_base64(len(data))}\n"
        articles += data
    (folder / "spa-eng.index").write_text(index, encoding="utf-8")
    name, data = ("spa-eng.dict.dz", gzip.compress(articles)) if packed else ("spa-eng.dict", articles)
    (folder / name).write_bytes(data)
    return folder / "spa-eng.index"


def _base64(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 64)
        digits = _DIGITS[digit] + digits
    return digits


TERMS = [
    ["夜", "よる", "n", "", 1, ["evening", "night"], 1, ""],
    ["食べる", "たべる", "", "v1", 1, [{"type": "text", "text": "to eat"}], 2, ""],
    [
        "時", "とき", "n", "", 1,
        [{"type": "structured-content", "content": [
            {"tag": "ul", "data": {"content": "glossary"},
             "content": [{"tag": "li", "content": "time"},
                         {"tag": "li", "content": [{"tag": "ruby", "content": ["hour", {"tag": "rt", "content": "x"}]}]}]},
            {"tag": "div", "data": {"content": "attribution"}, "content": "JMdict"},
            {"tag": "img", "path": "a.png"},
        ]}], 3, "",
    ],
    ["食べた", "たべた", "", "", 0, [["食べる", ["past"]]], 4, ""],
]  # fmt: skip


def yomitan(path: Path, banks: Mapping[str, Any] | None = None, **index: Any) -> Path:
    """Write a Yomitan zip with its banks (JSON values, or bytes as they are)."""
    head = {"title": "JMdict", "format": 3, "revision": "1", "sourceLanguage": "ja", "targetLanguage": "en",
            "attribution": "EDRDG, Creative Commons Attribution-ShareAlike Licence (V4.0)"} | index  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.json", json.dumps(head))
        for name, bank in (banks or {"term_bank_1.json": TERMS}).items():
            archive.writestr(name, bank if isinstance(bank, bytes) else json.dumps(bank))
    return path


ROWS = [
    {"word": "casa", "lang": "Spanish", "lang_code": "es", "pos": "noun",
     "senses": [{"glosses": ["house"]}, {"glosses": ["a place", "home"]}]},
    {"word": "casas", "lang": "Spanish", "lang_code": "es", "pos": "noun",
     "senses": [{"glosses": ["plural of casa"], "form_of": [{"word": "casa"}]}]},
    {"word": "maison", "lang": "French", "lang_code": "fr", "pos": "noun", "senses": [{"glosses": ["house"]}]},
    {"word": "house", "lang": "English", "lang_code": "en", "pos": "noun", "senses": [{"glosses": ["A building."]}],
     "translations": [{"code": "es", "word": "casa", "sense": "abode"}, {"code": "es", "word": "hogar", "sense": "abode"},
                      {"code": "fr", "word": "maison", "sense": "abode"}, {"code": "es", "sense": "abode"}]},
]  # fmt: skip


def wiktextract(path: Path, rows: Sequence[Any] = ROWS) -> Path:
    """Write rows as JSON lines, packed where the name says so."""
    data = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def table(path: Path, text: str = "casa\tn\thouse\thome\n# no word\n\noler\tto smell\n") -> Path:
    """Write a table."""
    path.write_text(text, encoding="utf-8")
    return path


def tar(path: Path, files: Mapping[str, bytes], kind: str = "w:bz2") -> Path:
    """Write an archive with files of these names."""
    with tarfile.open(path, kind) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


def zipped(path: Path, files: Mapping[str, bytes]) -> Path:
    """Write a zip with files of these names."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def inside(folder: Path, ifo: Path, under: str = "spa-eng/") -> dict[str, bytes]:
    """The files of a dictionary as they lie in an archive."""
    return {f"{under}{path.name}": path.read_bytes() for path in folder.iterdir() if path.stem.startswith(ifo.stem[:3])}


def bomb(path: Path, size: int) -> Path:
    """Write a .gz or .bz2 that unpacks to `size` zero bytes."""
    packer = gzip.open if path.suffix in {".gz", ".dz"} else bz2.open
    with packer(path, "wb") as file:
        for _ in range(size // 2**20):
            file.write(bytes(2**20))
    return path
