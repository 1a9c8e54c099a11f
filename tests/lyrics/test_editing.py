"""What an editor sends: looked through before it becomes lyrics."""

from typing import Any

import pytest

from canary.lyrics import editing, origins
from canary.lyrics.model import Layer, Line, Lyrics, LyricsError, Syllable, Word, to_dict
from canary.lyrics.timing import estimate

DURATION = 60_000


def line(text: str, start: Any = None, end: Any = None, words: Any = (), singer: Any = "") -> dict[str, Any]:
    return {"text": text, "start": start, "end": end, "words": list(words), "singer": singer}


def read(*lines: dict[str, Any], layers: Any = (), duration: int = DURATION) -> Lyrics:
    return editing.from_editor({"lines": list(lines), "layers": list(layers)}, {"ti": "Luz"}, duration)


def test_what_is_sent_back_unchanged_is_the_same() -> None:
    sung = (Syllable("lu", 1500, 1700, 5), Syllable("na", 1700, 2000, None, "golden"))
    lyrics = Lyrics(
        (
            Line("la luna", 1000, 2000, (Word("la", 1000, 1400), Word("luna", 1500, 2000, "", sung)), "F"),
            Line("nadie", 1500, 2500, (), "M"),
            Line("todavía no"),
        ),
        (Layer("translation", "en", ("the moon", "", "not yet")), Layer("reading", "es-Latn", ("a", "b", "c"), True)),
        {"ti": "Luz"},
        "word",
    )
    assert editing.from_editor(editing.for_editor(lyrics), lyrics.meta, DURATION) == lyrics


def test_timing_is_what_has_been_timed() -> None:
    assert read(line("a"), line("b")).timing == "none"
    assert read(line("a", 1000), line("b")).timing == "line"
    half = read(line("a b", 1000, None, [["a", 1000, 1200], ["b", None, None, ""]]), line("b", 3000), line("c"))
    assert half.timing == "word"
    assert [word.start for word in half.lines[0].words] == [1000, None]
    assert (half.lines[1].words, half.lines[2].start) == ((), None)
    assert not half.estimated
    assert half.meta == {"ti": "Luz"}


def test_estimated_words_are_not_shown_as_if_they_were_tapped() -> None:
    kept = estimate(Lyrics((Line("la luna sube", 1000, 3000),), timing="line"), "es", DURATION)
    document = editing.for_editor(kept)
    assert [row["words"] for row in document["lines"]] == [[]]
    assert editing.from_editor(document, {}, DURATION).timing == "line"
    assert editing.for_editor(None)["lines"] == []


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["one\ntwo\nthree", "", ""], ("one", "two", "three")),
        (["[Verse]\none\r\rtwo\r\n\r\n", "", ""], ("one", "two", "")),
        (["one\n\nthird", "", ""], ("one", "", "third")),
        (["one\ntwo\nthree\nand more", "", ""], ("one", "two", "three and more")),
        (["one\ntwo", "two", ""], ("one two", "two", "")),
        (["one two", "", ""], ("one two", "", "")),
    ],
)
def test_a_whole_translation_in_the_first_line_is_spread(lines: list[str], kept: tuple[str, ...]) -> None:
    layer = {"kind": "translation", "language": "en", "lines": lines}
    assert read(line("uno"), line("dos"), line("tres"), layers=[layer]).layers == (Layer("translation", "en", kept),)


WORDS = [["la", 1000, 1400], ["luna", 1400, 2000, ""]]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (line("a", -1), "outside the song"),
        (line("a", 90_000), "outside the song"),
        (line("a", 1000.5), "outside the song"),
        (line("a", "1000"), "outside the song"),
        (line("a", True), "outside the song"),
        (line("a", 2000, 1000), "ends before it begins"),
        (line("la luna", 1000, 2000, [WORDS[1], WORDS[0]]), "don’t match the text"),
        (line("luna la", 1000, 2000, [["luna", 1400, 2000], ["la", 1000, 1400, ""]]), "before the previous one"),
        (line("la luna", 1000, 2000, [["la", 1400, 1000], WORDS[1]]), "ends before it begins"),
        (line("a" * 3000, 1000), "Split it in two"),
        (line("a " * 501, 1, 2, [["a", 1, 2]] * 501), "500"),
        (line(3), "Canary’s format"),  # type: ignore[arg-type]
        (line("a", singer=["x"]), "Canary’s format"),
        ({"text": "a"}, "Canary’s format"),
        (line("luna", 1, 9, [["luna", 1, 9, "", [["luna", None, 2, 3, ""]]]]), "syllable"),
        (line("luna", 1, 9, [["luna", 1, 9, "", [["luna", 1, 2, "high", ""]]]]), "syllable"),
        (line("luna", 1, 9, [["luna", 1, 9, "", [["luna"]]]]), "Canary’s format"),
    ],
)
def test_what_cannot_be_so_is_named(sent: dict[str, Any], said: str) -> None:
    with pytest.raises(LyricsError, match=said):
        read(sent)


def test_lines_of_one_singer_follow_each_other() -> None:
    with pytest.raises(LyricsError, match="Line 2 begins before line 1"):
        read(line("a", 2000), line("b", 1000))
    assert len(read(line("a", 2000, singer="F"), line("b", 1000, singer="M")).lines) == 2


@pytest.mark.parametrize(
    "layer",
    [
        {"kind": "poem", "language": "en", "lines": ["x"]},
        {"kind": "reading", "language": 3, "lines": ["x"]},
        {"kind": "reading", "language": "ja", "lines": ["x", "y"]},
        {"kind": "reading", "language": "ja", "lines": [3]},
    ],
)
def test_columns_that_are_none(layer: dict[str, Any]) -> None:
    with pytest.raises(LyricsError):
        read(line("a"), layers=[layer])


def test_texts_are_tidied_and_empty_columns_dropped() -> None:
    empty = {"kind": "translation", "language": "fr", "lines": [""], "machine": False, "name": ""}
    full = {"kind": "translation", "language": "en", "lines": ["the \u0000 moon"], "machine": 1, "name": "n" * 99}
    text = read(line(" la\u202e luna \n"), layers=[empty, full])
    assert text.lines[0].text == "la luna"
    assert text.layers == (Layer("translation", "en", ("the moon",), False, "n" * 60),)


def test_syllables_that_do_not_make_their_word_are_let_go() -> None:
    text = read(line("luna", 1, 9, [["luna", 1, 9, "", [["so", 1, 5, None, ""], ["l", 5, 9, None, ""]]]]))
    assert text.lines[0].words[0].syllables == ()


def test_without_a_known_length_any_song_fits() -> None:
    assert read(line("a", 9_000_000), duration=0).lines[0].start == 9_000_000


@pytest.mark.parametrize("broken", [{}, {"lines": 3}, {"lines": [3]}, {"lines": [{}], "layers": []}, {"lines": None}])
def test_documents_that_are_none(broken: dict[str, Any]) -> None:
    with pytest.raises(LyricsError):
        editing.from_editor(broken, {}, DURATION)


def test_the_text_for_a_plain_field() -> None:
    words = (Word("la", 1000, 1400), Word("luna", 1400, 2000, ""))
    whole = Lyrics((Line("la luna", 1000, 2000, words),), (Layer("translation", "en", ("the moon",)),), {}, "word")
    assert editing.as_text(whole) == "[00:01.00]<00:01.00>la <00:01.40>luna<00:02.00>\n"
    half = Lyrics((*whole.lines, Line("todavía no")), (), {}, "word")
    assert editing.as_text(half) == "la luna\ntodavía no"
    assert editing.as_text(None) == ""


def test_typed_lyrics_keep_what_stood_beside_as_many_lines() -> None:
    before = Lyrics((Line("la luna"), Line("sube")), (Layer("translation", "en", ("the moon", "rises")),))
    typed = Lyrics((Line("la luna"), Line(""), Line("baja")))
    assert editing.beside(typed, before).layers == before.layers
    assert editing.beside(Lyrics(typed.lines[:1]), before).layers == ()
    assert editing.beside(typed, None).lines == (typed.lines[0], typed.lines[2])
    assert to_dict(editing.beside(typed, before))["lines"][1]["text"] == "baja"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "typed"),
        ("typed", "typed"),
        ("found:X", "found:X+edited"),
        ("found:X+edited", "found:X+edited"),
        (origins.found_at("x" * 90), "found:" + "x" * 67 + "+edited"),
    ],
)
def test_where_edited_lyrics_come_from(before: str, after: str) -> None:
    assert origins.edited(before) == after
    assert len(origins.edited(before)) <= origins.LONGEST


@pytest.mark.parametrize(
    ("origin", "shown"),
    [
        ("", ""),
        ("typed", "typed in Canary"),
        ("embedded+edited", "from the sound file, edited in Canary"),
        ("found:LRCLIB", "found on LRCLIB"),
        ("of an older database, 100%", "of an older database, 100%"),
    ],
)
def test_where_lyrics_come_from_in_words(origin: str, shown: str) -> None:
    assert str(origins.message(origin)) == shown
