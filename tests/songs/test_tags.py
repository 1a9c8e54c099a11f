"""Tags as programs write them: lyrics under many names, several artists, entities, line ends."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mutagen.flac import FLAC
from mutagen.id3 import TXXX, USLT, Encoding
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4, MP4FreeForm

from canary.songs import tags

WORDS = "La noche cae despacio\nsobre el mar"
Cuts = Callable[[str], Path]
Sound = Callable[..., Path]


@pytest.mark.parametrize(
    "name", ["SYNCEDLYRICS", "LYRICS", "UNSYNCEDLYRICS", "UNSYNCED LYRICS", "lyrics", "LYRICS:spa"]
)
def test_id3_frames_of_their_own(sound: Sound, name: str) -> None:
    path = sound("mp3")
    file: Any = MP3(path)
    if file.tags is None:
        file.add_tags()
    file.tags.add(TXXX(encoding=Encoding.UTF8, desc=name, text=[WORDS]))
    file.save()
    assert tags.read(path).lyrics == WORDS


@pytest.mark.parametrize("name", ["SYNCEDLYRICS", "LYRICS", "LYRICS:eng", "LYRICS-ENG", "UNSYNCEDLYRICS"])
def test_vorbis_comments(sound: Sound, name: str) -> None:
    path = sound("flac")
    file: Any = FLAC(path)
    file[name] = [WORDS]
    file.save()
    assert tags.read(path).lyrics == WORDS


@pytest.mark.parametrize(
    "written", [WORDS.replace("\n", "\r"), WORDS.replace("\n", "\r\n"), WORDS.replace("\n", "<br>")]
)
def test_line_ends(sound: Sound, written: str) -> None:
    path = sound("m4a")
    file: Any = MP4(path)
    file["\xa9lyr"] = [written]
    file.save()
    assert tags.read(path).lyrics == WORDS


def test_mp4_tags_of_their_own_and_lyrics_with_times_first(sound: Sound) -> None:
    path = sound("m4a")
    file: Any = MP4(path)
    file["\xa9lyr"] = ["no times"]
    file["----:com.apple.iTunes:SYNCEDLYRICS"] = [MP4FreeForm(f"[00:01.00]{WORDS}".encode())]
    file.save()
    assert tags.read(path).lyrics == f"[00:01.00]{WORDS}"


def test_artists_and_entities(sound: Sound) -> None:
    path = sound("flac")
    file: Any = FLAC(path)
    file["artist"], file["title"] = ["Ana Ruiz", "Beto &amp; Co"], ["&quot;Luz&quot; &#39;vivo&#39;", "second"]
    file.save()
    found = tags.read(path)
    assert (found.artist, found.title) == ("Ana Ruiz, Beto & Co", "\"Luz\" 'vivo'")


def test_id3_lyrics_win_over_frames_of_their_own(sound: Sound) -> None:
    path = sound("mp3")
    file: Any = MP3(path)
    if file.tags is None:
        file.add_tags()
    file.tags.add(USLT(encoding=Encoding.UTF8, lang="spa", desc="", text=WORDS.replace("\n", "\r\n")))
    file.save()
    assert tags.read(path).lyrics == WORDS
