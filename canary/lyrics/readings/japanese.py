"""EDGE: the only file that imports fugashi and unidic-lite for readings (the extra "ja"): romaji and furigana."""

import re
from functools import cache
from itertools import zip_longest

import fugashi
import unidic_lite

from canary.lyrics.formats.notes import hiragana
from canary.lyrics.readings.romaji import romanise

# Words whose first reading in the dictionary is more formal than the one that is usually sung, which is given here.
_SUNG = {"私": "ワタシ", "明日": "アシタ", "昨日": "キノウ", "日本": "ニホン", "貴方": "アナタ"}
_KANJI = re.compile("[\u3400-\u9fff々〆]")
_SIGNS = str.maketrans("、。，．！？「」『』（）・…～\u3000", ",.,.!?“”“”()·…~ ")


@cache
def _tagger() -> fugashi.Tagger:
    return fugashi.Tagger(f'-d "{unidic_lite.DICDIR}" -r "{unidic_lite.DICDIR}/mecabrc"')


def furigana(text: str) -> list[tuple[str, str]]:
    """Return a text in pieces, each with the hiragana to show above it ("" if it needs none)."""
    found: list[tuple[str, str]] = []
    for node in _nodes(text):
        surface, kana = node.surface, hiragana(_SUNG.get(node.surface) or node.feature.kana or "")
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
        kind = node.feature.pos1
        if kind in {"補助記号", "空白", "記号"}:
            words.append(node.surface.translate(_SIGNS))
            joined, before = False, ""
            continue
        if before and (joined or _ends(node) or (before == "数詞" and kind in {"名詞", "接尾辞"})):
            words[-1] += _sounds(node)
        else:
            words.append(_sounds(node))
        joined, before = kind == "接頭辞", node.feature.pos2 if kind == "名詞" else kind
    latin = " ".join(romanise(word) for word in words)
    return re.sub(r"\s+", " ", re.sub(r"\s+([,.!?”)…~])", r"\1", re.sub(r"([“(])\s+", r"\1", latin))).strip()


def _nodes(text: str) -> list[fugashi.UnidicNode]:
    """Return the words of a text as the dictionary analyses them."""
    found: list[fugashi.UnidicNode] = list(_tagger()(text))
    return found


def _ends(node: fugashi.UnidicNode) -> bool:
    """Return whether a word is joined to the word before it: it's an ending, a suffix, or a verb's て."""
    kind, second = node.feature.pos1, node.feature.pos2
    return kind in {"助動詞", "接尾辞"} or (second == "接続助詞" and node.surface in {"て", "で", "ば", "ちゃ", "じゃ"})


def _sounds(node: fugashi.UnidicNode) -> str:
    """Return a word in katakana, as it's pronounced (は as ワ, へ as エ), but with ei and ii as they're written."""
    surface = node.surface
    if surface in _SUNG:
        return _SUNG[surface]
    kana, spoken = node.feature.kana or _katakana(surface), node.feature.pron or _katakana(surface)
    if len(kana) != len(spoken):
        return kana
    return "".join("イ" if b == "ー" and a == "イ" else b for a, b in zip_longest(kana, spoken, fillvalue=""))


def _katakana(text: str) -> str:
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in text)
