"""EDGE: the only file that imports fugashi and unidic-lite for readings (the extra "ja"): romaji and furigana."""

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest

import fugashi
import unidic_lite

from canary.lyrics.formats.notes import hiragana
from canary.lyrics.readings import counters
from canary.lyrics.readings.halfwidth import widened
from canary.lyrics.readings.romaji import romanise

# Words whose first reading in the dictionary is more formal than the one that is usually sung, which is given here.
_SUNG = {"私": "ワタシ", "明日": "アシタ", "昨日": "キノウ", "日本": "ニホン", "貴方": "アナタ"}
_KANJI = re.compile("[\u3400-\u9fff々〆]")
_SIGNS = str.maketrans("、。，．！？「」『』（）・…～\u3000", ",.,.!?“”“”()·…~ ")


@dataclass(frozen=True, slots=True)
class Node:
    """A word: how it's spelled in usual widths, its kana, how it's pronounced in kana, and UniDic's classes.

    `start` and `end` are its place in the text of usual widths, and `written` is the word as the text has it.
    """

    surface: str
    kana: str
    spoken: str
    pos1: str
    pos2: str
    start: int
    end: int
    written: str = ""


@cache
def _tagger() -> fugashi.Tagger:
    return fugashi.Tagger(f'-d "{unidic_lite.DICDIR}" -r "{unidic_lite.DICDIR}/mecabrc"')


def furigana(text: str) -> list[tuple[str, str]]:
    """Return a text in pieces, each with the hiragana to show above it ("" if it needs none)."""
    found: list[tuple[str, str]] = []
    for node in _nodes(text):
        surface, kana = node.written, hiragana(_SUNG.get(node.surface) or node.kana)
        if not kana or not _KANJI.search(surface):
            found.append((surface, ""))
            continue
        pattern = "".join(f"({'.+?' if _KANJI.match(part) else re.escape(hiragana(part))})" for part in _runs(surface))
        match = re.fullmatch(pattern, kana)
        pairs = zip(_runs(surface), match.groups(), strict=True) if match else [(surface, kana)]
        found += [(part, read if _KANJI.match(part) else "") for part, read in pairs]
    return found


def _runs(surface: str) -> list[str]:
    return re.findall("[\u3400-\u9fff々〆]+|[^\u3400-\u9fff々〆]+", surface)


def romaji(line: str) -> str:
    """Return a line in modified Hepburn romaji. Particles are separate words, and endings are joined to their verbs."""
    words: list[str] = []
    joined = True
    before = ""
    for node in _nodes(line):
        kind = node.pos1
        if kind in {"補助記号", "空白", "記号"}:
            words.append(node.surface.translate(_SIGNS))
            joined, before = False, ""
            continue
        if before and (joined or _ends(node) or (before == "数詞" and kind in {"名詞", "接尾辞"})):
            words[-1] += _sounds(node)
        else:
            words.append(_sounds(node))
        joined, before = kind == "接頭辞", node.pos2 if kind == "名詞" else kind
    latin = " ".join(romanise(word) for word in words)
    return re.sub(r"\s+", " ", re.sub(r"\s+([,.!?”)…~])", r"\1", re.sub(r"([“(])\s+", r"\1", latin))).strip()


def _nodes(text: str) -> list[Node]:
    """Return the words of a text as the dictionary analyses them, with numbers and 何 as `counters` reads them."""
    plain, offsets = widened(text)
    found: list[Node] = []
    at = 0
    for node in _tagger()(plain):
        start = plain.find(node.surface, at)
        if start >= 0:
            at = start + len(node.surface)
            found.append(_node(node, start, at))
    found = _with_numbers(found, plain)
    return [replace(node, written=text[offsets[node.start] : offsets[node.end]]) for node in found]


def _node(node: fugashi.UnidicNode, start: int, end: int) -> Node:
    surface, feature = node.surface, node.feature
    kana, spoken = feature.kana or "", feature.pron or ""
    if surface.startswith("言") and kana.startswith("ユ"):
        kana, spoken = f"イ{kana[1:]}", f"イ{kana[1:]}"
    return Node(surface, kana, spoken, feature.pos1, feature.pos2, start, end)


def _with_numbers(found: list[Node], text: str) -> list[Node]:
    starts, ends = {node.start for node in found}, {node.end for node in found}
    read = [one for one in counters.find(text) if one.start in starts and one.end in ends]
    kept = [node for node in found if not any(one.start <= node.start < one.end for one in read)]
    kept += [
        Node(text[a:b], kana, counters.spoken(kana), "名詞", "数詞" if n + 1 < len(one.parts) else "普通名詞", a, b)
        for one in read
        for n, (a, b, kana) in enumerate(one.parts)
    ]
    return sorted(kept, key=lambda node: node.start)


def _ends(node: Node) -> bool:
    """Return whether a word is joined to the word before it: it's an ending, a suffix, or a verb's て."""
    kind, second = node.pos1, node.pos2
    return kind in {"助動詞", "接尾辞"} or (second == "接続助詞" and node.surface in {"て", "で", "ば", "ちゃ", "じゃ"})


def _sounds(node: Node) -> str:
    """Return a word in katakana, as it's pronounced (は as ワ, へ as エ), but with ei and ii as they're written."""
    surface = node.surface
    if surface in _SUNG:
        return counters.spoken(_SUNG[surface])
    kana, spoken = node.kana or _katakana(surface), node.spoken or _katakana(surface)
    if len(kana) != len(spoken):
        return kana
    return "".join("イ" if b == "ー" and a == "イ" else b for a, b in zip_longest(kana, spoken, fillvalue=""))


def _katakana(text: str) -> str:
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in text)
