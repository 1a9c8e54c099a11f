"""Notes under words: each word gets its syllables, whatever letters it is written in."""

from pathlib import Path

import pytest

from canary.lyrics.formats import detect
from canary.lyrics.formats.notes import letters, with_notes
from canary.lyrics.model import Syllable
from canary.lyrics.sung import sung

SONGS = Path(__file__).parents[2] / "songs"


@pytest.mark.parametrize(
    ("written", "read", "expected"),
    [
        ("夕焼け", ["ゆう", "や", "け"], ["夕", "焼", "け"]),
        ("母", ["は", "は"], ["母", ""]),
        ("心が", ["こ", "こ", "ろ", "が"], ["心", "", "", "が"]),
        ("カレー", ["カ", "レー"], ["カ", "レー"]),
        ("「食べ物」", ["た", "べ", "もの"], ["「食", "べ", "物」"]),
        ("駆け下り", ["か", "け", "お", "り"], ["駆", "け", "下", "り"]),
        ("東京", ["とう", "きょう"], ["東", "京"]),
        ("四文字", ["よ", "も", "じ"], ["四", "文", "字"]),
        ("Mrs", ["Mis", "sus"], ["Mr", "s"]),
        ("sol", ["", ""], ["s", "ol"]),
        ("海", ["x"], ["海"]),
    ],
)
def test_letters_for_each_part_of_the_reading(written: str, read: list[str], expected: list[str]) -> None:
    found = letters(written, read)
    assert "".join(found) == written
    assert found == expected


@pytest.mark.parametrize(
    "folder", sorted(path.parent for path in SONGS.glob("*/lyrics.txt")), ids=lambda path: path.name
)
def test_every_word_of_the_songbook_has_its_syllables(folder: Path) -> None:
    words = sung(detect.read((folder / "lyrics.lrc").read_bytes()))
    lyrics = with_notes(words, detect.read((folder / "lyrics.txt").read_bytes()))
    for before, line in zip(words.lines, lyrics.lines, strict=True):
        assert [(w.text, w.start, w.end) for w in line.words] == [(w.text, w.start, w.end) for w in before.words]
        for word in line.words:
            assert "".join(part.text for part in word.syllables) == word.text
            assert all(part.pitch is not None for part in word.syllables)
            assert word.syllables[0].start == word.start
            times = [t for part in word.syllables for t in (part.start, part.end)]
            assert times == sorted(times)


def test_notes_of_another_song_change_nothing() -> None:
    words = detect.read(b"[00:01.00]<00:01.00>sol <00:02.00>mar<00:03.00>")
    two = detect.read(b"#BPM:150\n: 0 4 7 a\n- 5\n: 6 1 1 b")
    early = detect.read(b"#BPM:150\n: 0 4 7 sol")
    assert with_notes(words, two) == words
    assert with_notes(words, early) == words


def test_words_keep_the_times_of_the_lrc_file() -> None:
    words = detect.read(b"[00:01.00]<00:01.01>sol <00:02.00>mar<00:03.00>")
    notes = detect.read(b"#BPM:150\n#GAP:1000\n: 0 5 7 so\n: 5 5 8 l\n: 10 10 2  mar")
    assert with_notes(words, notes).lines[0].words[0].syllables == (
        Syllable("so", 1010, 1500, 7),
        Syllable("l", 1500, 2000, 8),
    )
