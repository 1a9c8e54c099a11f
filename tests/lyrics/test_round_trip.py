"""What is written and read again is the same song: made-up songs through every format, for what each can hold."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

import pytest

from canary.imports import songbook
from canary.lyrics.formats import detect, lrc, plainjson, subtitles, ttml_out, ultrastar_out
from canary.lyrics.model import Layer, Line, Lyrics, Syllable, Word, join

SONGS = Path(__file__).parents[2] / "songs"
lrc_of = partial(lrc.write, words=True)
LETTERS = ["a", "e", "ñ", "ß", "ж", "ا", "한", "l'", "o-", "Ü", "&", "<3", '"', "1", "á"]
SIGNS = ["", "", "", ",", "!", "…", "»"]
KINDS = ["", "", "golden", "rap", "rap golden", "freestyle"]


def song(dice: Random, *, step: int, pitched: bool, syllables: bool, gaps: bool) -> Lyrics:
    """A song whose times are whole steps (ms); words are sung one after the other, with rests when asked."""
    at = dice.randrange(0, 3000, step)
    lines = []
    for _ in range(dice.randint(1, 12)):
        words: list[Word] = []
        start = at
        for place in range(count := dice.randint(1, 7)):
            if gaps and words and dice.random() < 0.3:
                at += dice.randrange(step, 400, step)
            parts: list[Syllable] = []
            for n in range(dice.randint(1, 3) if syllables else 1):
                end = at + dice.randrange(step, 900, step)
                text = "" if n and pitched and dice.random() < 0.2 else dice.choice(LETTERS)
                parts.append(
                    Syllable(
                        text, at, end, dice.randint(-9, 19) if pitched else None, dice.choice(KINDS) if pitched else ""
                    )
                )
                at = end
            parts[-1] = replace(parts[-1], text=parts[-1].text and parts[-1].text + dice.choice(SIGNS))
            kept = tuple(parts) if pitched or len(parts) > 1 else ()
            glue = "" if place + 1 == count else " "
            words.append(Word("".join(p.text for p in parts), parts[0].start, parts[-1].end, glue, kept))
        lines.append(Line(join(words), start, at, tuple(words)))
        at += dice.randrange(step, 3000, step)
    return Lyrics(tuple(lines), (), {"ti": "Mar & sol", "ar": "Ana"}, "word")


def spaced(layer: Layer) -> list[str]:
    """A layer's lines; wide and narrow spaces are all the same."""
    return [" ".join(line.split()) for line in layer.lines]


def again(text: str) -> Lyrics:
    return detect.read(text.encode())


@pytest.mark.parametrize("seed", range(60))
def test_json_holds_everything(seed: int) -> None:
    dice = Random(seed)
    lyrics = song(dice, step=1, pitched=dice.random() < 0.5, syllables=True, gaps=True)
    texts = tuple(dice.choice(["", "a", "b c"]) for _ in lyrics.lines)
    lyrics = replace(
        lyrics,
        lines=tuple(
            replace(line, singer=dice.choice(["", "Ana"]), end=dice.choice([line.end, None])) for line in lyrics.lines
        ),
        layers=(Layer("translation", "en", texts), Layer("reading", "ja", texts, True, "kana")),
        estimated=dice.random() < 0.5,
    )
    assert again(json.dumps(plainjson.write(lyrics, "a.lrc", "lrc"), ensure_ascii=False)) == lyrics


@pytest.mark.parametrize("seed", range(60))
def test_ultrastar(seed: int) -> None:
    dice = Random(seed)
    lyrics = song(dice, step=dice.choice([1, 10]), pitched=True, syllables=True, gaps=True)
    singers = ["Ana", "P2", "Bo"][: dice.randint(1, 3)]
    if len(singers) > 1:
        lyrics = replace(lyrics, lines=tuple(replace(line, singer=dice.choice(singers)) for line in lyrics.lines))
    found = again(ultrastar_out.write(lyrics))
    alone = len({line.singer for line in lyrics.lines}) == 1 and lyrics.lines[0].singer == "P2"
    assert found.lines == (tuple(replace(line, singer="") for line in lyrics.lines) if alone else lyrics.lines)
    assert {key: found.meta[key] for key in lyrics.meta} == lyrics.meta
    assert ultrastar_out.write(found) == ultrastar_out.write(again(ultrastar_out.write(found)))


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("write", [ttml_out.write, subtitles.write_vtt])
def test_times_to_the_millisecond(seed: int, write: Callable[[Lyrics], str]) -> None:
    dice = Random(seed)
    lyrics = song(dice, step=1, pitched=False, syllables=write is ttml_out.write, gaps=True)
    assert again(write(lyrics)).lines == lyrics.lines


@pytest.mark.parametrize("seed", range(60))
def test_enhanced_lrc(seed: int) -> None:
    lyrics = song(Random(seed), step=10, pitched=False, syllables=False, gaps=True)
    assert again(lrc.write(lyrics, words=True)) == lyrics


@pytest.mark.parametrize("write", [lrc_of, subtitles.write_vtt, ttml_out.write])
@pytest.mark.parametrize("folder", songbook.folders(SONGS), ids=lambda folder: folder.name)
def test_the_songs_that_are_here(folder: Path, write: Callable[[Lyrics], str]) -> None:
    lyrics = songbook.read(folder).lyrics
    found = again(write(lyrics))
    assert [x.text for x in found.lines] == [x.text for x in lyrics.lines]
    assert [[w.text for w in x.words] for x in found.lines] == [[w.text for w in x.words] for x in lyrics.lines]
    own = lyrics.meta.get("la", "")
    kept = [x for x in lyrics.layers if write is ttml_out.write or (x.kind, x.language) != ("translation", own)]
    assert [(x.kind, spaced(x)) for x in found.layers] == [(x.kind, spaced(x)) for x in kept]


@pytest.mark.parametrize("write", [lrc_of, subtitles.write_vtt])
def test_a_line_without_its_translation_shifts_nothing(write: Callable[[Lyrics], str]) -> None:
    sung = ("海が見える", "空が高い", "夢を見る")
    layers = (
        Layer("reading", "ja-Latn", ("umi ga mieru", "", "yume wo miru")),
        Layer("translation", "en", ("I can see the sea and you", "the sky is high and we are here", "")),
    )
    lyrics = Lyrics(tuple(Line(x, 2000 * n, 2000 * n + 2000) for n, x in enumerate(sung)), layers, {}, "line")
    assert again(write(lyrics)).layers == layers


@pytest.mark.parametrize("seed", range(60))
def test_melismas_end_when_they_end(seed: int) -> None:
    lyrics = song(Random(seed), step=1, pitched=True, syllables=True, gaps=True)
    for write in (ttml_out.write, subtitles.write_vtt):
        found = again(write(lyrics))
        assert [(w.text, w.start, w.end) for x in found.lines for w in x.words] == [
            (w.text, w.start, w.end) for x in lyrics.lines for w in x.words
        ]


@pytest.mark.parametrize("seed", range(30))
def test_lrc_keeps_lines(seed: int) -> None:
    lyrics = song(Random(seed), step=10, pitched=True, syllables=True, gaps=False)
    found = again(lrc.write(lyrics, words=False))
    assert [(x.start, x.text) for x in found.lines] == [(x.start, x.text) for x in lyrics.lines]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"lines": [{"words": [}', "Line 1: this JSON is broken at character 23."),
        ('{\n"lines": 3,\n"words": 1}', "isn’t in the format"),
        ('{"lines": [{"text": "a", "start": Infinity, "end": null, "words": []}]}', "isn’t in the format"),
        ('{"lines": [{"text": "a", "start": "soon", "end": null, "words": []}]}', "isn’t in the format"),
        ('{"lines": [], "words": [], "timing": "often"}', "isn’t in the format"),
        ('{"words": 1, "lines": ' + "[" * 100_000, "nested too deeply"),
        ('{"words": 1, "lines": [' + "1," * 5001 + "1]}", "have 5,002 lines"),
    ],
)
def test_json_that_is_none_of_ours(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        again(text)


def test_json_of_before_syllables() -> None:
    text = '{"file": "a", "format": "lrc", "synced": true, "lines": [{"start": 5, "end": null, "text": "a b", "words": [{"start": 5, "end": 6, "text": "a"}, {"start": 6, "end": null, "text": "b"}]}], "meta": {}}'
    assert again(text) == Lyrics((Line("a b", 5, None, (Word("a", 5, 6), Word("b", 6, None, ""))),), timing="word")
