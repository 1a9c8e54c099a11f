"""What a file's name says."""

import pytest

from canary.imports import names


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("a.mp3", "a.mp3"), ("/x/y/a.mp3", "a.mp3"), ("C:\\x\\a.mp3", "a.mp3"), ("..\\../a.mp3", "a.mp3"), ("", ""),
        ("a\x00\x07\u202eb.mp3", "ab.mp3"), ("👩\u200d🎤.mp3", "👩\u200d🎤.mp3"), (" a.mp3 ", "a.mp3"), ("..", ".."),
    ],
)  # fmt: skip
def test_bare(name: str, bare: str) -> None:
    assert names.bare(name) == bare


@pytest.mark.parametrize(
    ("song", "lyrics", "same"),
    [
        ("Luz.mp3", "Luz.lrc", True), ("Luz.MP3", "luz.LRC", True), ("Man\u0303ana.mp3", "Mañana.lrc", True),
        ("a.b.mp3", "a.b.lrc", True), ("Luz.mp3", "Luz2.lrc", False), ("x/Luz.mp3", "y/Luz.txt", True), ("Luz", "Luz.lrc", True),
    ],
)  # fmt: skip
def test_a_sidecar_is_told_by_its_stem(song: str, lyrics: str, same: bool) -> None:
    assert (names.stem(song) == names.stem(lyrics)) == same


@pytest.mark.parametrize(
    ("name", "ending"), [("a.MP3", ".mp3"), ("a", ""), ("a.b.c", ".c"), ("a.", ""), (".mp3", ".mp3")]
)
def test_endings(name: str, ending: str) -> None:
    assert names.ending(name) == ending


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("03 - Ana Ruiz - La luz.mp3", ("La luz", "Ana Ruiz")), ("07. La luz.flac", ("La luz", "")), ("La luz.mp3", ("La luz", "")),
        ("99 Luftballons.mp3", ("Luftballons", "")), ("1999.mp3", ("1999", "")), ("Ana - Luz - en vivo.mp3", ("Luz - en vivo", "Ana")),
        ("la_luz.mp3", ("la luz", "")), ("Ana - .mp3", ("Ana -", "")), ("42.mp3", ("42", "")),
    ],
)  # fmt: skip
def test_title_and_artist(name: str, expected: tuple[str, str]) -> None:
    assert names.title_and_artist(name) == expected
