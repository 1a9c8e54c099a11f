"""Broken and hostile files, lyrics and names: one clear sentence and nothing kept, or a song that can be used."""

import io
import re
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from mutagen.id3 import APIC, ID3, SYLT, TIT2, USLT, Encoding, Frame
from sqlalchemy import func, select

from canary.db import db
from canary.imports import service as imports
from canary.imports.service import Options
from canary.jobs import service as jobs
from canary.lyrics import service as lyrics
from canary.problems import Problem
from canary.sentences import Message
from canary.songs.models import Song
from canary.web.context import context, context_of
from tests.factories import NOW, Factory
from tests.music import LRC, picture, tag

Sound = Callable[..., Path]
PLAYLIST = b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"


def first(data: bytes, count: int) -> bytes:
    return data[:count]


def wav(data_size: int, samples: bytes, *, rate: int = 8000, bits: int = 16, channels: int = 1) -> bytes:
    head = struct.pack("<4sI4s4sIHHIIHH", b"RIFF", 36 + data_size, b"WAVE", b"fmt ", 16, 1, channels, rate,
                       rate * channels * bits // 8, channels * bits // 8, bits)  # fmt: skip
    return head + struct.pack("<4sI", b"data", data_size) + samples


def png(width: int, height: int) -> bytes:
    """A tiny file that says it is a huge picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


# What no song can be made of: made from the bytes of a real MP3, M4A or FLAC.
REFUSED: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "empty": ("mp3", lambda _: b""),
    "one byte": ("mp3", lambda _: b"\xff"),
    "zeros": ("mp3", lambda _: bytes(50_000)),
    "text": ("mp3", lambda _: b"This is a letter, not a song.\n" * 200),
    "a web page": ("mp3", lambda _: b"<!DOCTYPE html><script>alert(1)</script>" * 50),
    "hls playlist": ("mp3", lambda _: PLAYLIST),
    "m3u playlist": ("mp3", lambda _: b"http://127.0.0.1:1/song.mp3\n/etc/passwd\n"),
    "concat script": ("mp3", lambda _: b"ffconcat version 1.0\nfile '/etc/passwd'\n"),
    "program": ("mp3", lambda _: b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40),
    "zip": ("mp3", lambda _: b"PK\x03\x04" + bytes(range(256)) * 40),
    "picture": ("mp3", lambda _: picture(400, 400)),
    "cut in its tag": ("mp3", lambda data: b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f" + data[:50]),
    "only a tag": ("mp3", lambda _: b"ID3\x04\x00\x00\x00\x00\x00\x00"),
    "three frames": ("mp3", lambda data: first(data, 700)),
    "half of what its header promises": ("flac", lambda data: first(data, len(data) // 3)),
    "m4a without its index": ("m4a", lambda data: first(data, len(data) // 2)),
    "m4a brand and noise": ("m4a", lambda _: b"\x00\x00\x00\x18ftypM4A " + bytes(range(256)) * 40),
    "ogg page of noise": ("ogg", lambda data: data[:60] + bytes(range(256)) * 40),
    "flac without frames": ("flac", lambda data: first(data, 60)),
    "wav of no samples": ("wav", lambda _: wav(0, b"")),
    "wav of no channels": ("wav", lambda _: wav(1000, bytes(1000), channels=0)),
    "wav at no rate": ("wav", lambda _: wav(1000, bytes(1000), rate=0)),
    "webm brand and noise": ("mp3", lambda _: b"\x1aE\xdf\xa3" + bytes(range(256)) * 40),
}  # fmt: skip


def rows_and_files(app: Flask) -> tuple[int, set[Path]]:
    """How many songs there are and every file below the data folder, the database's own aside."""
    count = db.session.scalar(select(func.count(Song.id))) or 0
    folder = context_of(app).settings.data
    return count, {
        path for path in folder.rglob("*") if path.is_file() and "static" not in path.parts and ".db" not in path.name
    }


def is_one_sentence(message: Message) -> bool:
    """Plain words for the person who brought the file: no trace, no path, no library's name."""
    text = str(message)
    words = re.search(r"Traceback|Error|Exception|/tmp|/home|/usr|\\x|mutagen|ffmpeg|libav|Errno|<class", text)
    return text[:1].isupper() and text.endswith(".") and 15 < len(text) < 250 and words is None and "\n" not in text


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_song_is_refused_in_one_sentence(app: Flask, sound: Sound, what: str) -> None:
    kind, spoil = REFUSED[what]
    path = sound(kind)
    path.write_bytes(spoil(path.read_bytes()))
    before = rows_and_files(app)
    with pytest.raises(Problem) as refused:
        imports.receive(path, path.name, context_of(app).store, NOW, Options(licence="private"))
    assert is_one_sentence(refused.value.sentence), refused.value.sentence
    assert rows_and_files(app) == before


def written(path: Path, *frames: Frame) -> None:
    """Put ID3 frames in front of the sound."""
    tags = ID3()
    for frame in frames:
        tags.add(frame)
    tags.save(path)


def changed(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """A change of a file's bytes."""

    def spoil(path: Path) -> None:
        path.write_bytes(change(path.read_bytes()))

    return spoil


def tagged(**values: Any) -> Callable[[Path], object]:
    """The tags that `tag` writes."""
    return lambda path: tag(path, **values)


def lyrics_at(format_of_times: int, text: list[tuple[str, int]]) -> SYLT:
    return SYLT(encoding=Encoding.UTF8, lang="spa", format=format_of_times, type=1, desc="", text=text)


# What is odd in a file that is a song all the same, and how its bytes get so.
SPOILT: dict[str, Callable[[Path], object]] = {
    "wav that promises four gigabytes": changed(lambda _: wav(0xFFFFFF00, b"\x10\x20" * 8000)),
    "wav that promises less than it has": changed(lambda _: wav(100, b"\x10\x20" * 8000)),
    "tag of length zero": changed(lambda data: b"ID3\x04\x00\x00\x00\x00\x00\x00" + data),
    "frame of length zero": changed(lambda data: b"ID3\x04\x00\x00\x00\x00\x00\x0aTIT2\x00\x00\x00\x00\x00\x00" + data),
    "frame longer than its tag": changed(
        lambda data: b"ID3\x04\x00\x00\x00\x00\x00\x14TIT2\x7f\x7f\x7f\x7f\x00\x00" + b"A" * 10 + data
    ),
    "two tags": changed(lambda data: b"ID3\x04\x00\x00\x00\x00\x00\x00" * 2 + data),
    "tag of another time": changed(lambda data: b"ID3\x09\x09\x00\x00\x00\x00\x05hello" + data),
    "noise before the sound": changed(lambda data: b"\x00\x01\x02" * 100 + data),
    "noise behind the sound": changed(lambda data: data + bytes(range(256)) * 20),
    "old tag at its end": changed(lambda data: data + b"TAG" + b"\xff" * 125),
    "broken cover": lambda path: tag(path, title="Luz", cover=picture()[:300]),
    "cover that is text": tagged(title="Luz", cover=b"not a picture"),
    "cover of a billion points": lambda path: tag(path, title="Luz", cover=png(40_000, 40_000)),
    "huge cover": lambda path: tag(path, title="Luz", cover=bytes(21 * 2**20)),
    "cover by address": lambda path: written(
        path,
        APIC(encoding=Encoding.UTF8, mime="-->", type=3, desc="", data=b"http://127.0.0.1:1/x.jpg"),
        TIT2(encoding=Encoding.UTF8, text=["Luz"]),
    ),
    "synced lyrics of noise": lambda path: written(path, lyrics_at(2, [("\x00\x01", 2**31), ("", 0)])),
    "synced lyrics in frames, not milliseconds": lambda path: written(path, lyrics_at(1, [("la", 5)])),
    "lyrics of one huge line": lambda path: written(
        path, USLT(encoding=Encoding.UTF8, lang="spa", desc="", text="la " * 400_000)
    ),
    "title with controls": tagged(title="Lu\x07z\x1b[31m\u202egnp.\r\n"),
    "title of nothing": tagged(title=" \t ", artist="\x00"),
    "title of 10,000 letters": tagged(title="ñ" * 10_000, artist="a" * 10_000, album="b" * 10_000),
    "title that is a script": tagged(title="<script>alert(1)</script>", artist="{{ 7*7 }}"),
    "language of noise": tagged(title="Luz", language="\U0001f600" * 300),
}


ACCEPTED = [
    ("wav that promises four gigabytes", "song"), ("wav that promises less than it has", "song"),
    ("tag of length zero", "song"), ("frame of length zero", "song"), ("frame longer than its tag", "song|A+"),
    ("two tags", "song"), ("tag of another time", "song"), ("noise before the sound", "song"),
    ("noise behind the sound", "song"), ("old tag at its end", ".{1,60}"), ("broken cover", "Luz"),
    ("cover that is text", "Luz"), ("cover of a billion points", "Luz"), ("huge cover", "Luz"),
    ("cover by address", "Luz"), ("synced lyrics of noise", "song"),
    ("synced lyrics in frames, not milliseconds", "song"), ("lyrics of one huge line", "song"),
    ("title with controls", r"Luz\[31mgnp\."), ("title of nothing", "song"), ("title of 10,000 letters", "ñ{200}"),
    ("title that is a script", "<script>alert.1.</script>"), ("language of noise", "Luz"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "title"), ACCEPTED)
def test_odd_files_with_sound_in_them_become_songs(app: Flask, sound: Sound, what: str, title: str) -> None:
    path = sound("wav" if what.startswith("wav") else "mp3")
    SPOILT[what](path)
    made = imports.receive(path, path.name, context_of(app).store, NOW, Options("es", "private"))
    assert re.fullmatch(title, made.song.title), made.song.title
    assert 0 < made.song.duration_ms < 10_000
    assert all(is_one_sentence(warning) for warning in made.warnings), made.warnings
    page = app.test_client().get(f"/songs/{made.song.slug}")
    assert page.status_code == 200
    assert "<script>alert" not in page.text


NAMES = [
    ("a" * 300 + ".mp3", "a{200}"), ("שיר שלום.mp3", "שיר שלום"), ("أغنية.mp3", "أغنية"), ("🎵🐤.mp3", "🎵🐤"),
    ("../../../etc/passwd.mp3", "passwd"), ("..\\..\\boot.mp3", "boot"), ("/abs/olute.mp3", "olute"),
    ("nul\x00l.mp3", "null"), ("new\nline.mp3", "newline"), ("gpj.\u202eevil.mp3", "gpj.evil"), (".mp3", "Untitled"),
    ("", "Untitled"), ("...mp3", r"[.]*|Untitled"), ("   .mp3", "Untitled"), ("- - -.mp3", ".+"), ("con.mp3", "con"),
    ("Import.mp3", "Import"), ("<b>x</b>.mp3", "b>"), ("%2e%2e%2fx.mp3", "%2e%2e%2fx"), ("\ud800x.mp3", "x"),
    ("歌" * 100 + ".mp3", "歌{100}"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "title"), NAMES, ids=[ascii(name)[:30] for name, _ in NAMES])
def test_odd_names_become_sensible_titles(app: Flask, sound: Sound, name: str, title: str) -> None:
    made = imports.receive(sound(), name, context_of(app).store, NOW, Options("es", "private"))
    assert re.fullmatch(title, made.song.title), made.song.title
    assert re.fullmatch(r"[^\W_]+(-[^\W_]+)*", made.song.slug)
    page = app.test_client().get(f"/songs/{made.song.slug}")
    assert page.status_code == 200
    assert f"/songs/{quote(made.song.slug)}/audio" in page.text  # the song, and not another page of that address


SIDECARS: dict[str, bytes] = {
    "ten megabytes in one line": b"[00:01.00]" + b"la " * 3_400_000,
    "a long line": b"[00:01.00]" + b"la " * 1000,
    "six thousand lines": b"[00:01.00]la\n" * 6000,
    "a program": b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40,
    "a picture": picture(300, 300),
    "letters of no known kind": bytes(range(0x80, 0x100)) * 20,
}
USABLE: dict[str, tuple[bytes, str]] = {
    "utf-16": (LRC.encode("utf-16"), "Canta conmigo esta noche"),
    "null bytes between": (LRC.replace("Canta", "Can\x00ta").encode(), "Canta conmigo esta noche"),
    "impossible times": (b"[99:99.99]uno\n[-1:00]dos\n[00:01.00]tres", "tres|uno"),
    "times out of order": (b"[00:02.00]dos\n[00:01.00]uno", "uno"),
    "a script": (b"[00:01.00]<script>alert(1)</script>", "<script>alert.1.</script>"),
    "right to left overrides": ("[00:01.00]\u202eabc\u202c".encode(), "abc"),
}


@pytest.mark.parametrize("what", SIDECARS)
def test_a_bad_lyrics_file_leaves_the_song_without_lyrics(app: Flask, sound: Sound, what: str) -> None:
    made = imports.receive(sound(), "Luz.mp3", context_of(app).store, NOW, Options("es", "private"), SIDECARS[what])
    assert not made.has_lyrics
    assert len(made.warnings) == 1
    assert str(made.warnings[0]).startswith("The lyrics file couldn’t be used: ")
    assert is_one_sentence(made.warnings[0]), made.warnings


@pytest.mark.parametrize("what", USABLE)
def test_an_odd_lyrics_file_is_read(app: Flask, sound: Sound, what: str) -> None:
    data, line = USABLE[what]
    made = imports.receive(sound(), "Luz.mp3", context_of(app).store, NOW, Options("es", "private"), data)
    text = lyrics.of(made.song.id)
    assert text is not None
    assert re.fullmatch(line, text.lines[0].text)
    assert "<script>alert" not in app.test_client().get(f"/songs/{made.song.slug}").text


@pytest.mark.parametrize("json", [False, True], ids=["form", "script"])
@pytest.mark.parametrize("what", ["empty", "text", "hls playlist", "cut in its tag", "wav of no samples"])
def test_the_page_says_what_was_wrong(app: Flask, make: Factory, sound: Sound, what: str, json: bool) -> None:
    kind, spoil = REFUSED[what]
    path = sound(kind)
    client = make.client(make.learner("ana", make.circle()))
    before = rows_and_files(app)
    form = {"files": [(io.BytesIO(spoil(path.read_bytes())), f"Luz.{kind}")], "licence": "private", "language": ""}
    accept = {"Accept": "application/json"} if json else {}
    page = client.post("/songs/import", data=form, headers=accept)
    if json:
        assert page.status_code == 202
        sentence = finish(client, page.get_json()["results"][0]["job_url"])
    else:
        assert page.status_code == 200
        sentence = re.search(r'class="wrong">([^<]+)<', page.text).group(1)  # type: ignore[union-attr]
    assert is_one_sentence(sentence.replace("&#39;", "'").replace("&#34;", '"')), sentence
    assert rows_and_files(app) == before


def finish(client: FlaskClient, url: str) -> str:
    """Do the job as the worker would; its sentence."""
    jobs.run(url.rsplit("/", 1)[1], context().job_handlers)
    return str(client.get(url, headers={"Accept": "application/json"}).get_json()["message"])


def test_odd_names_through_the_page(app: Flask, make: Factory, cuts: Callable[[str], Path]) -> None:
    client = make.client(make.learner("ana", make.circle()))
    for name in ("../../../etc/passwd.mp3", "שיר.mp3", "a" * 300 + ".mp3"):
        page = client.post(
            "/songs/import", data={"files": [(io.BytesIO(cuts("mp3").read_bytes()), name)], "licence": "private"}
        )
        assert page.status_code == 200
        title = re.search(r'<a href="(/songs/[^"]+)"\s+dir="auto">([^<]+)<', page.text)
        assert title
        assert client.get(title.group(1)).status_code == 200
        assert client.post(f"{title.group(1)}/remove").status_code == 302
    assert not list(db.session.scalars(select(Song)))
