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


@pytest.mark.parametrize(
    ("audio", "lyrics", "found"),
    [
        ("Luz.mp3", {"luz.LRC": ""}, "luz.LRC"),
        ("Mañana.mp3", {"Man\u0303ana.lrc": ""}, "Man\u0303ana.lrc"),
        ("song.mp3", {"song.es.lrc": ""}, "song.es.lrc"),
        ("song.mp3", {"song.es.lrc": "", "song.lrc": ""}, "song.lrc"),
        ("song.mp3", {"song.txt": "", "song.lrc": ""}, "song.lrc"),
        ("audio.mp3", {"song.txt": "Audio.MP3", "audio.lrc": ""}, "song.txt"),  # UltraStar's text names its sound
        ("audio.mp3", {"song.txt": "other.mp3"}, ""),
        ("song.mp3", {"songs.lrc": "", "so.ng.lrc": "", "cover.jpg": "song.mp3"}, ""),
    ],
)
def test_which_lyrics_belong_to_a_sound(audio: str, lyrics: dict[str, str], found: str) -> None:
    assert names.beside(audio, lyrics) == found


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (b"#TITLE:Luz\r\n#MP3:audio.mp3\r\n: 0 1 0 a", "audio.mp3"),
        (b"\xef\xbb\xbf#AUDIO: music/La luz.ogg \n", "La luz.ogg"),
        ("#MP3:Canción.mp3\n".encode(), "Canción.mp3"),
        (b"[00:01.00]#MP3:no.mp3", ""),
        (b"", ""),
    ],
)
def test_the_sound_that_a_text_names(head: bytes, found: str) -> None:
    assert names.sound_named_in(head) == found
