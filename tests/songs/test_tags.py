"""Tags as programs write them: lyrics under many names, several artists, entities, line ends."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import mutagen
import pytest
from mutagen.apev2 import APEv2
from mutagen.flac import FLAC, Picture
from mutagen.id3 import APIC, COMM, TCOP, TIT2, TPE1, TXXX, USLT, WCOP, WXXX, Encoding
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4, MP4Cover, MP4FreeForm

from canary.audio import media
from canary.lyrics.formats import tag_bytes
from canary.songs import tags
from tests.music import picture

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


@pytest.mark.parametrize(
    ("frame", "licence"),
    [
        (WCOP(url="http://creativecommons.org/licenses/by-sa/3.0/"), "CC BY-SA 3.0"),
        (TCOP(text=["2011 Ana. Licensed to the public under https://creativecommons.org/licenses/by/4.0/ verify at x"]),
         "CC BY 4.0"),
        (TXXX(desc="LICENSE", text=["CC-BY-NC-ND 2.5"]), "CC BY-NC-ND 2.5"),
        (WXXX(desc="license", url="https://creativecommons.org/publicdomain/zero/1.0/"), "CC0 1.0"),
        (COMM(lang="eng", desc="", text=["http://creativecommons.org/licenses/by-nc-sa/2.0/de/"]), "CC BY-NC-SA 2.0"),
        (TCOP(text=["(c) 2011 Ana"]), ""),
        (TCOP(text=["All rights reserved"]), ""),
        (WCOP(url="http://creativecommons.org/licenses/sampling/1.0/"), ""),
    ],
)  # fmt: skip
def test_the_licence_that_a_tag_states(sound: Sound, frame: Any, licence: str) -> None:
    path = sound("mp3")
    file: Any = MP3(path)
    if file.tags is None:
        file.add_tags()
    file.tags.add(frame)
    file.save()
    assert tags.read(path).licence == licence


def test_licences_in_other_containers(sound: Sound) -> None:
    address = "https://creativecommons.org/licenses/by-nc/4.0/"
    flac: Any = FLAC(sound("flac"))
    flac["license"] = [address]
    flac.save()
    m4a: Any = MP4(sound("m4a"))
    m4a["cprt"] = [f"Ana 2020 {address}"]
    m4a.save()
    assert [tags.read(Path(file.filename)).licence for file in (flac, m4a)] == ["CC BY-NC 4.0"] * 2


@pytest.mark.parametrize(
    ("encoding", "title", "artist"),
    [
        ("gb18030", "月亮代表我的心", "邓丽君"),
        ("gb18030", "后来", "刘若英"),
        ("big5hkscs", "月亮代表我的心", "鄧麗君"),
        ("cp1251", "Подмосковные вечера", "Владимир Трошин"),
        ("cp1251", "Группа крови", "КИНО"),
        ("koi8_r", "Подмосковные вечера", "Владимир Трошин"),
        ("cp932", "残酷な天使のテーゼ", "高橋洋子"),
        ("cp949", "사랑했지만", "김광석"),
        ("cp1253", "Το τραγούδι της Κυριακής", "Νίκος"),
        ("cp1255", "ירושלים של זהב", "שולי נתן"),
        ("cp1256", "نور العين", "عمرو دياب"),
        ("utf-8", "Canción del mar", "Ana"),
        ("latin-1", "Été indien", "Créée à Noël"),
        ("latin-1", "ÜBER DEN DÄCHERN", "Jürgen"),
        ("latin-1", "Ágætis byrjun", "Sigur Rós"),
        ("latin-1", "Plain", "Ana"),
    ],
)
def test_bytes_of_old_encodings_in_latin_1_frames(sound: Sound, encoding: str, title: str, artist: str) -> None:
    path = sound("mp3")
    file: Any = MP3(path)
    if file.tags is None:
        file.add_tags()
    file.tags.add(TIT2(encoding=Encoding.LATIN1, text=[title.encode(encoding).decode("latin-1")]))
    file.tags.add(TPE1(encoding=Encoding.LATIN1, text=[artist.encode(encoding).decode("latin-1")]))
    file.save()
    found = tags.read(path, tag_bytes.encoding)
    assert (found.title, found.artist) == (title, artist)


@pytest.mark.parametrize("kind", ["mp3", "m4a", "flac", "ogg", "opus", "wav"])
def test_stripping_leaves_the_sound_and_nothing_else(sound: Sound, kind: str) -> None:
    path = sound(kind)
    before, photograph = media.fingerprint(path), picture(exif=True)
    file: Any = mutagen.File(path)
    if file.tags is None:
        file.add_tags()
    if kind in {"mp3", "wav"}:
        file.tags.add(COMM(encoding=3, lang="eng", desc="", text=["at home"]))
        file.tags.add(APIC(encoding=3, mime="image/jpeg", type=3, desc="", data=photograph))
    elif kind == "m4a":
        file["\xa9cmt"], file["covr"] = ["at home"], [MP4Cover(photograph)]
    else:
        file["comment"] = ["at home"]
    if kind == "flac":
        cover = Picture()
        cover.data, cover.mime = photograph, "image/jpeg"
        file.add_picture(cover)
    file.save()
    if kind == "mp3":
        ape: Any = APEv2()
        ape["Comment"] = "at home"
        ape.save(path)
    assert b"at home" in path.read_bytes()
    tags.strip(path)
    left = path.read_bytes()
    assert b"at home" not in left
    assert b"Secret Camera" not in left
    assert media.fingerprint(path) == before
    assert tags.read(path) == tags.Tags()
