"""The one contract between Python and JavaScript."""

import json

from canary.lyrics.model import Layer, Line, Lyrics, Word
from canary.player import timeline
from tests.factories import lyrics_of


def test_lines_and_words_with_their_times() -> None:
    value = json.loads(timeline.timeline(lyrics_of(("Hola luna", "canta"))))
    assert value == {
        "timing": "word",
        "estimated": False,
        "lines": [[1000, 2800, [[1000, 1400], [1500, 1900]]], [3000, 4800, [[3000, 3400]]]],
    }


def test_without_lyrics() -> None:
    assert json.loads(timeline.timeline(None)) == {"timing": "none", "estimated": False, "lines": []}


def test_every_word_has_its_pair() -> None:
    text = lyrics_of(("a b c", "d", "e f"))
    times = json.loads(timeline.timeline(text))["lines"]
    for sheet, (_, _, pairs) in zip(timeline.sheets(text), times, strict=True):
        assert len(sheet.words) == len(pairs)


def test_a_script_cannot_be_closed_from_inside() -> None:
    assert "<" not in timeline.timeline(Lyrics((Line("</script>", 0, 1, (Word("</script>", 0, 1),)),), timing="word"))


def test_the_translation_asked_for_else_the_first() -> None:
    layers = (
        Layer("translation", "de", ("Hallo",)),
        Layer("translation", "en", ("Hello",)),
        Layer("reading", "ja", ("ola",)),
    )
    text = Lyrics((Line("Hola"),), layers, timing="none")
    assert [timeline.sheets(text, code)[0].translation for code in ("en", "de", "fr")] == ["Hello", "Hallo", "Hallo"]
    assert timeline.sheets(text)[0].reading == "ola"
    assert timeline.layer_languages(text) == {"translation": "en", "reading": "ja"}


def test_a_layer_that_is_too_short_leaves_lines_without() -> None:
    text = Lyrics((Line("a"), Line("b")), (Layer("translation", "en", ("A",)),), timing="none")
    assert [sheet.translation for sheet in timeline.sheets(text)] == ["A", ""]
