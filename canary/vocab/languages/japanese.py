"""EDGE: the only file that imports fugashi and unidic-lite for analysis (the extra "ja"). It analyses Japanese."""

import re
from dataclasses import replace
from functools import cache

import fugashi
import unidic_lite

from canary.lyrics.formats.notes import hiragana
from canary.lyrics.readings import counters
from canary.lyrics.readings.halfwidth import widened
from canary.vocab.languages.sounds import is_sound
from canary.vocab.token import Kind, Token

_POS = {
    "名詞": "NOUN",
    "代名詞": "PRON",
    "形状詞": "ADJ",
    "連体詞": "DET",
    "副詞": "ADV",
    "接続詞": "CCONJ",
    "感動詞": "INTJ",
    "動詞": "VERB",
    "形容詞": "ADJ",
    "助動詞": "AUX",
    "助詞": "ADP",
    "接頭辞": "PART",
    "接尾辞": "PART",
    "記号": "PUNCT",
    "補助記号": "PUNCT",
}


_KATAKANA = re.compile("[ァ-ヺ]")


@cache
def _tagger() -> fugashi.Tagger:
    return fugashi.Tagger(f'-d "{unidic_lite.DICDIR}" -r "{unidic_lite.DICDIR}/mecabrc"')


def tokens(text: str) -> list[Token]:
    """Return the tokens of a Japanese text (UniDic's short units) with lemma, part of speech and hiragana reading."""
    plain, offsets = widened(text)
    found: list[Token] = []
    at = 0
    for node in _tagger()(plain):
        start = plain.find(node.surface, at)
        if start < 0:
            continue
        at = start + len(node.surface)
        found.append(_token(node, start, at))
    return [_as_written(token, text, offsets) for token in _numbered(found, plain)]


def _as_written(token: Token, text: str, offsets: list[int]) -> Token:
    start, end = offsets[token.start], offsets[token.end]
    return replace(token, text=text[start:end], start=start, end=end)


def _numbered(found: list[Token], text: str) -> list[Token]:
    """Return tokens with readings of numbers, counters and 何 as they sound together; 三日月 is one word."""
    starts, ends = {token.start for token in found}, {token.end for token in found}
    for read in counters.find(text):
        if read.start in starts and read.end in ends:
            inside = [token for token in found if read.start <= token.start < read.end]
            at = found.index(inside[0])
            found[at : at + len(inside)] = _read(inside, read, text)
    return found


def _read(inside: list[Token], read: counters.Read, text: str) -> list[Token]:
    parts = {(start, end): hiragana(kana) for start, end, kana in read.parts}
    if len(inside) == 1 and inside[0].kind != "name":
        kana = hiragana(read.kana)
        return [replace(inside[0], reading=kana, lemma_reading=kana)]
    if all((token.start, token.end) in parts and token.kind != "name" for token in inside):
        return [replace(token, reading=parts[token.start, token.end]) for token in inside]
    if not read.whole:
        return [_part(text, start, end, kana) for (start, end), kana in parts.items()]
    kana = hiragana(read.kana)
    word = text[read.start : read.end]
    return [Token(word, word, "NOUN", read.start, read.end, "word", kana, "", kana)]


def _part(text: str, start: int, end: int, kana: str) -> Token:
    """Return a number or a counter that the dictionary took for a part of a name."""
    number = counters.is_number(text[start:end])
    return Token(
        text[start:end],
        text[start:end],
        "NUM" if number else "PART",
        start,
        end,
        "number" if number else "word",
        kana,
        "",
        kana,
    )


def _token(node: fugashi.UnidicNode, start: int, end: int) -> Token:
    surface, feature = node.surface, node.feature
    pos = _POS.get(feature.pos1, "X")
    kind: Kind = "word"
    if pos == "PUNCT" or not any(c.isalnum() for c in surface):
        return Token(surface, surface, "PUNCT", start, end, "punct")
    if feature.pos2 == "固有名詞":
        kind, pos = "name", "PROPN"
    elif feature.pos2 == "数詞" or surface.isdigit():
        kind, pos = "number", "NUM"
    if feature.pos1 == "動詞" and feature.pos2 == "非自立可能" and feature.lemma in {"居る", "為る", "有る", "成る"}:
        pos = "VERB"
    if is_sound(surface):
        kind, pos = "sound", "INTJ"
    # UniDic appends the origin of a loanword to its lemma: "ラブ-love".
    lemma = (feature.lemma or surface).split("-")[0]
    written = (feature.orthBase or lemma).split("-")[0]
    if written.endswith("ずる") and surface.endswith("じ"):
        written = f"{written[:-2]}じる"  # UniDic has the old form 信ずる for 信じる
    elif "ー" in surface and feature.kana and not _KATAKANA.search(surface):
        written = written.replace("ー", "")  # drawn out in singing: すごーく for すごく
    reading = hiragana(feature.kana or "")
    base = hiragana(feature.kanaBase or "")
    return Token(surface, lemma, pos, start, end, kind, reading, written if written != lemma else "", base)
