"""The one contract between Python and JavaScript, and what the page shows beside it."""

import json

import pytest

from canary.lyrics.model import Layer, Line, Lyrics, Syllable, Word
from canary.player import singers, timeline
from tests.factories import lyrics_of

NAMES = {"en": "English", "de": "German", "ja": "Japanese"}


def sheets_of(text: Lyrics, language: str = "en") -> list[timeline.Sheet]:
    return timeline.sheets(text, timeline.choices(text, NAMES, language), singers.parts(text))


def test_lines_and_words_with_their_times() -> None:
    value = json.loads(timeline.timeline(lyrics_of(("Hola luna", "canta"))))
    assert value == {
        "timing": "word",
        "estimated": False,
        "lines": [[1000, 2800, [[1000, 1400], [1500, 1900]]], [3000, 4800, [[3000, 3400]]]],
    }


def test_syllables_with_their_letters() -> None:
    syllables = (Syllable("lu", 0, 400), Syllable("", 400, 600), Syllable("na", 700, 900))
    words = (Word("luna", 0, 900, " ", syllables), Word("sol", 1000, 1200, "", (Syllable("sol", 1000, 1200),)))
    value = json.loads(timeline.timeline(Lyrics((Line("luna sol", 0, 1200, words),), timing="word")))
    assert value["lines"] == [[0, 1200, [[0, 900, [[0, 400, 2], [400, 600, 0], [700, 900, 2]]], [1000, 1200]]]]


def test_without_lyrics() -> None:
    assert json.loads(timeline.timeline(None)) == {"timing": "none", "estimated": False, "lines": []}


def test_every_word_has_its_pair() -> None:
    text = lyrics_of(("a b c", "d", "e f"))
    times = json.loads(timeline.timeline(text))["lines"]
    for sheet, (_, _, pairs) in zip(sheets_of(text), times, strict=True):
        assert len(sheet.words) == len(pairs)


def test_a_script_cannot_be_closed_from_inside() -> None:
    assert "<" not in timeline.timeline(Lyrics((Line("</script>", 0, 1, (Word("</script>", 0, 1),)),), timing="word"))


LAYERS = (
    Layer("translation", "de", ("Hallo",)),
    Layer("translation", "en", ("Hello",)),
    Layer("reading", "ja", ("オラ",), name="kana"),
    Layer("reading", "ja", ("ora",), machine=True, name="romaji"),
    Layer("chords", "", ("C",)),
)


@pytest.mark.parametrize(("language", "first"), [("en", "en"), ("de", "de"), ("fr", "de")])
def test_the_translation_asked_for_comes_first_else_the_first_there_is(language: str, first: str) -> None:
    text = Lyrics((Line("Hola"),), LAYERS, timing="none")
    found = timeline.choices(text, NAMES, language)
    assert [choice.key for choice in found if choice and choice.kind == "x" and choice.first] == [first]


def test_all_layers_are_on_the_page_and_have_names_of_their_own() -> None:
    text = Lyrics((Line("Hola"),), LAYERS, timing="none")
    found = timeline.choices(text, NAMES)
    assert [(c.key, c.name, c.machine) if c else None for c in found] == [
        ("de", "German", False),
        ("en", "English", False),
        ("ja-kana", "Kana", False),
        ("ja-romaji", "Romaji", True),
        None,
    ]
    assert [text for _, text in sheets_of(text)[0].layers] == ["オラ", "ora", "Hallo", "Hello"]


def test_two_layers_in_one_language_are_told_apart() -> None:
    text = Lyrics((Line("Hola"),), (LAYERS[1], Layer("translation", "en", ("Hi",))), timing="none")
    assert [choice.key for choice in timeline.choices(text, NAMES) if choice] == ["en", "en-1"]


def test_a_layer_that_is_too_short_leaves_lines_without() -> None:
    text = Lyrics((Line("a"), Line("b")), (Layer("translation", "en", ("A",)),), timing="none")
    assert [[shown for _, shown in sheet.layers] for sheet in sheets_of(text)] == [["A"], []]


@pytest.mark.parametrize(
    ("voices", "meta", "wanted"),
    [
        (["", ""], {}, [(0, ""), (0, "")]),
        (["F", "F"], {}, [(0, ""), (0, "")]),
        (["F", "M", "M", "D"], {}, [(1, "She"), (2, "He"), (2, ""), (0, "Together")]),
        (["P1", "P2", "P1 P2"], {"P1": "Ana", "p2": "Luis"}, [(1, "Ana"), (2, "Luis"), (0, "Together")]),
        (["v1", "v2", "", "v1"], {}, [(1, "Voice 1"), (2, "Voice 2"), (0, ""), (1, "Voice 1")]),
        (["F", "D"], {}, [(1, "She"), (0, "Together")]),
        (["Ana María", "Luis"], {}, [(1, "Ana María"), (2, "Luis")]),
        (["Ana", "Luis", "Ana & Luis"], {}, [(1, "Ana"), (2, "Luis"), (0, "Ana & Luis")]),
    ],
)
def test_voices_have_sides_and_are_named_where_they_begin(
    voices: list[str], meta: dict[str, str], wanted: list[tuple[int, str]]
) -> None:
    text = Lyrics(tuple(Line("x", singer=voice) for voice in voices), meta=meta)
    assert [(part.side, str(part.name)) for part in singers.parts(text)] == wanted
