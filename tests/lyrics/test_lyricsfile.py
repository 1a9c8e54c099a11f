"""Lyricsfile 1.0, LRCGET's YAML and the same as JSON, in and out."""

import json
import time

import pytest

from canary.lyrics.formats import detect, lyricsfile
from canary.lyrics.model import Layer, Line, Lyrics, LyricsError, Word

WORDED = """\
version: '1.0'
metadata:
  title: 'Mar: y sol'
  artist: Ana
  album: No
  duration_ms: 245000
  offset_ms: -200
  language: es
  instrumental: false
lines:
  - text: 'La noche cae'
    start_ms: 1200
    end_ms: 4200
    words:
      - text: 'La '
        start_ms: 1200
        end_ms: 1700
      - text: 'noche '
        start_ms: 1700
      - text: 'cae'
        start_ms: 3200
  - text: No
    start_ms: 5200
plain: |
  [Verse]
  La noche cae
  No
"""


def read(text: str) -> Lyrics:
    lyrics, name = detect.read_with_format(text.encode())
    assert name == "lyricsfile"
    return lyrics


def words(line: Line) -> list[tuple[str, int | None, int | None, str]]:
    return [(w.text, w.start, w.end, w.glue) for w in line.words]


def test_words_times_and_metadata() -> None:
    lyrics = read(WORDED)
    assert [(x.start, x.end, x.text) for x in lyrics.lines] == [(1000, 4000, "La noche cae"), (5000, None, "No")]
    assert words(lyrics.lines[0]) == [("La", 1000, 1500, " "), ("noche", 1500, 3000, " "), ("cae", 3000, 4000, "")]
    assert lyrics.meta == {"ti": "Mar: y sol", "ar": "Ana", "al": "No", "la": "es", "length": "04:05"}
    assert lyrics.timing == "word"


def test_json_is_the_same_document() -> None:
    document = {
        "version": "1.0",
        "metadata": {"title": "Mar", "artist": "Ana", "offset_ms": 500},
        "lines": [{"text": "sol y mar", "start_ms": 1000, "words": [{"text": "sol ", "start_ms": 1000}, {"text": "y mar", "start_ms": 2000}]}],
    }  # fmt: skip
    lyrics = read(json.dumps(document))
    assert words(lyrics.lines[0]) == [("sol", 1500, 2500, " "), ("y mar", 2500, None, "")]


def test_plain_only_and_stanzas() -> None:
    text = "version: '1.0'\nmetadata:\n  title: Mar\n  artist: Ana\nlines: []\nplain: |\n  [Verse 1]\n  uno\n\n  dos: tres\n"
    lyrics = read(text)
    assert ([x.text for x in lyrics.lines], lyrics.timing) == (["uno", "", "dos: tres"], "none")
    assert lyrics.meta == {"ti": "Mar", "ar": "Ana"}


@pytest.mark.parametrize(
    "text",
    [
        "version: '1.0'\nmetadata:\n  title: Mar\n  artist: Ana\n  instrumental: true\nlines: []\nplain: '' # none\n",
        '{"version": "1.0", "metadata": {"title": "Mar", "artist": "Ana", "instrumental": true}}',
    ],
)
def test_instrumental(text: str) -> None:
    lyrics = read(text)
    assert (lyrics.lines, lyrics.timing, lyrics.meta["instrumental"]) == ((), "none", "true")
    assert "instrumental: true" in lyricsfile.write(lyrics)
    assert read(lyricsfile.write(lyrics)) == lyrics


@pytest.mark.parametrize(
    ("texts", "text", "glued"),
    [
        (["帰", "り", "道"], "帰り道", "帰り道"),
        (["sol", "y", "mar"], "sol y mar", "sol y mar"),
        (["can", "ta ", "ya"], "canta ya", "canta ya"),
        (["sol ", " mar"], "another text", "sol mar"),
    ],
)
def test_spaces_between_words(texts: list[str], text: str, glued: str) -> None:
    row = {"text": text, "start_ms": 0, "words": [{"text": x, "start_ms": 100 * n} for n, x in enumerate(texts)]}
    (line,) = read(json.dumps({"version": "1.0", "metadata": {}, "lines": [row]})).lines
    assert line.text == glued
    assert [w.text for w in line.words] == [x.strip() for x in texts]


def test_words_never_run_backwards() -> None:
    words = [
        {"text": "a ", "start_ms": 900},
        {"text": "b ", "start_ms": 500, "end_ms": 100},
        {"text": "c", "start_ms": 950},
    ]
    (line,) = read(json.dumps({"metadata": {}, "lines": [{"text": "a b c", "start_ms": 800, "words": words}]})).lines
    assert [(w.start, w.end) for w in line.words] == [(900, 900), (900, 900), (950, None)]


def test_written_and_read_again_is_the_same() -> None:
    lyrics = Lyrics(
        (
            Line("No: sí, #1", 1000, 3000, (Word("No:", 1000, 1400), Word("sí,", 1500, 2000), Word("#1", 2000, 2500, ""))),
            Line("帰り", 4000, 6000, (Word("帰", 4000, 5000, ""), Word("り", 5000, 6000, ""))),
            Line("- 'null' \"x\"", 7000, 9000),
            Line("true", 9000, None),
        ),
        (),
        {"ti": "12:30", "ar": "Ana & Bo", "al": "~", "la": "es", "length": "04:05.250"},
        "word",
    )  # fmt: skip
    assert read(lyricsfile.write(lyrics)) == lyrics
    assert read(lyricsfile.write_json(lyrics)) == lyrics
    untimed = Lyrics((Line("uno"), Line(""), Line("dos")), (), {"ti": "Mar", "ar": "Ana"})
    assert read(lyricsfile.write(untimed)) == untimed


def test_what_it_looks_like() -> None:
    lyrics = Lyrics(
        (Line("sol y", 1000, 2000, (Word("sol", 1000, 1500), Word("y", 1500, 2000, ""))),),
        (Layer("translation", "en", ("sun and",)),),
        {"ti": "Mar"},
        "word",
    )
    assert lyricsfile.write(lyrics) == (
        "version: '1.0'\nmetadata:\n  title: Mar\n  artist: ''\n  instrumental: false\nlines:\n"
        "  - text: sol y\n    start_ms: 1000\n    end_ms: 2000\n    words:\n"
        "      - text: 'sol '\n        start_ms: 1000\n        end_ms: 1500\n"
        "      - text: y\n        start_ms: 1500\n        end_ms: 2000\nplain: |\n  sol y\n"
    )


HEAD = "version: '1.0'\nmetadata:\n  title: a\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("version: '2.0'\nmetadata:\n  title: a\nlines: []\n", "has version 2.0, but we read version 1.0"),
        (HEAD + "lines:\n  - text: a\n", "Line 1 of this Lyricsfile has no “start_ms”"),
        (HEAD + "lines:\n  - text: a\n    start_ms: 1\n  - text: b\n    start_ms: soon\n", "Line 2 of this Lyricsfile has a time"),
        (HEAD + "  offset_ms: soon\nlines:\n  - text: a\n    start_ms: 1\n", "A time in the metadata"),
        (HEAD + "lines:\n  - just text\n", "Line 1 of this Lyricsfile isn’t in its format"),
        (HEAD + "lines: many\n", "needs “metadata”"),
        ("version: '1.0'\nmetadata: none\nlines: []\n", "needs “metadata”"),
        (HEAD + "lines:\n - text: 'open\n", "this YAML is broken"),
        (HEAD + "plain: &a x\nlines: *a\n", "has anchors"),
        (HEAD + "lines: " + "[" * 5000, "nested too deeply"),
        (HEAD + "? [a]\n: b\nlines: []\n", "as a key"),
        (HEAD + "lines:\n" + "  - {text: a, start_ms: 1}\n" * 5001, "more than|5,001"),
        (HEAD + "lines:\n  - {text: " + "a" * 2001 + ", start_ms: 1}\n", "Line 1 has 2,001 characters"),
        ('{"metadata": {"title": 1}, "lines": [}', "This JSON is broken"),
        ('{"metadata": {"title": 1}, "lines": ' + "[" * 100_000, "This JSON is broken"),
    ],
)  # fmt: skip
def test_what_is_refused(text: str, said: str) -> None:
    with pytest.raises(LyricsError, match=said):
        detect.read(text.encode())


def test_hostile_documents_take_linear_time() -> None:
    begun = time.process_time()
    for text in (HEAD + "lines: [" + "{text: a, start_ms: 1}," * 60_000, HEAD + "plain: " + "[a," * 200_000):
        with pytest.raises(LyricsError):
            detect.read(text.encode())
    assert time.process_time() - begun < 6


@pytest.mark.parametrize("text", ["metadata\nlines: a", "sing\nmy metadata: yes", "plain: true\nversion: 1.0"])
def test_what_is_no_lyricsfile(text: str) -> None:
    assert detect.read_with_format(text.encode())[1] == "plain"
