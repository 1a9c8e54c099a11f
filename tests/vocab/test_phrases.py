"""Idioms of a song's glossary in its lines."""

import pytest

from canary.lyrics.model import Line, Lyrics
from canary.vocab import service as vocab
from canary.vocab.phrases import PHRASE, in_lines


@pytest.mark.parametrize(
    ("line", "language", "idiom", "forms", "surface"),
    [
        ("Ich versteh nur Bahnhof!", "de", "nur Bahnhof verstehen", ["versteh nur Bahnhof"], "versteh nur Bahnhof"),
        ("S’il vous plaît, jouez", "fr", "s'il vous plaît", [], "S’il vous plaît"),
        ("Media naranja tú", "es", "media naranja", [], "Media naranja"),
        ("手拉手，慢慢走。", "zh", "手拉手", [], "手拉手"),
        ("صَبَاحُ الْخَيْرِ، جَارِي", "ar", "صَبَاحُ الْخَيْرِ", [], "صَبَاحُ الْخَيْرِ"),
        ("comedia naranjada", "es", "media naranja", [], None),
        ("İyi ki doğdun", "tr", "iyi ki", ["İyi ki"], "İyi ki"),
        ("", "es", "media naranja", [], None),
    ],
)
def test_found_as_it_is_sung(line: str, language: str, idiom: str, forms: list[str], surface: str | None) -> None:
    found = in_lines(["la la", line], language, {idiom: forms})
    assert [(c.lemma, c.pos, c.line, c.surface) for c in found] == (
        [(idiom, PHRASE, 1, surface)] if surface is not None else []
    )
    assert all(line[c.start : c.end] == surface and c.level == "" for c in found)


def test_a_refrain_counts_and_the_first_place_is_shown() -> None:
    lines = ["Una tira l'altra", "Un occhio della testa", "una tira l'altra"]
    found = in_lines(lines, "it", {"un occhio della testa": [], "una tira l'altra": []})
    assert [(c.lemma, c.line, c.count) for c in found] == [
        ("una tira l'altra", 0, 2),
        ("un occhio della testa", 1, 1),
    ]


def test_a_songs_words_hold_its_idioms_and_the_words_in_them() -> None:
    text = Lyrics(tuple(Line(line) for line in ("Media naranja tú", "media naranja yo", "dulce la tarde")))
    entry = vocab.Meaning("media naranja", PHRASE, {"en": "other half"}, "", ())
    words = vocab.draw(text, "es", [entry]).words
    assert words[0].lemma == "media naranja"
    assert {"naranja", "tarde"} <= {word.lemma for word in words}
    assert [word.score for word in words] == sorted((word.score for word in words), reverse=True)
