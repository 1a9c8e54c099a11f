"""EDGE: the only file that imports fugashi and unidic-lite for analysis (the extra "ja"). It analyses Japanese."""

import re
from functools import cache

import fugashi
import unidic_lite

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
    found: list[Token] = []
    at = 0
    for node in _tagger()(text):
        start = text.find(node.surface, at)
        if start < 0:
            continue
        at = start + len(node.surface)
        found.append(_token(node, start, at))
    return found


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
    reading = _hiragana(feature.kana or "")
    base = _hiragana(feature.kanaBase or "")
    return Token(surface, lemma, pos, start, end, kind, reading, written if written != lemma else "", base)


def _hiragana(kana: str) -> str:
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in kana)
