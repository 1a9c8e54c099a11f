"""Real files in every format: what their tags say becomes the song."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from canary.db import db
from canary.imports import service as imports
from canary.imports.service import Options
from canary.lyrics import service as lyrics
from canary.problems import Conflict, Invalid
from canary.sentences import N_
from canary.songs import service as songs
from canary.songs.models import Song
from canary.web.context import context_of
from tests.factories import NOW, Factory
from tests.music import LRC, PAIRS, PLAIN, picture, tag

Sound = Callable[..., Path]
KINDS = {
    "mp3": "audio/mpeg", "m4a": "audio/mp4", "flac": "audio/flac", "ogg": "audio/ogg", "opus": "audio/ogg",
    "wav": "audio/wav",
}  # fmt: skip
TAGS: dict[str, Any] = {"title": "La luna y el pan", "artist": "Ana Ruiz", "album": "Cocina", "language": "spa"}


def receive(app: Flask, path: Path, name: str = "", sidecar: bytes | None = None, **options: str) -> imports.Imported:
    chosen: dict[str, Any] = {"licence": "private"} | options
    return imports.receive(path, name or path.name, context_of(app).store, NOW, Options(**chosen), sidecar)


def lines(song: Song) -> list[str]:
    text = lyrics.of(song.id)
    return [line.text for line in text.lines] if text else []


@pytest.mark.parametrize("kind", KINDS)
def test_title_artist_album_cover_and_language(app: Flask, sound: Sound, kind: str) -> None:
    path = tag(sound(kind), cover=picture(), lyrics=PLAIN, **TAGS)
    made = receive(app, path)
    song = made.song
    assert (song.title, song.artist, song.album) == ("La luna y el pan", "Ana Ruiz", "Cocina")
    assert (song.language, song.audio_mime, song.slug) == ("es", KINDS[kind], "la-luna-y-el-pan")
    assert abs(song.duration_ms - 3000) < 100
    assert song.credits == [{"role": "Artist", "name": "Ana Ruiz"}]
    assert context_of(app).store.path(song.cover_key).is_file()
    assert lines(song) == PLAIN.split("\n")
    assert made.warnings == []


@pytest.mark.parametrize("kind", KINDS)
def test_synced_lyrics_in_the_tags(app: Flask, sound: Sound, kind: str) -> None:
    song = receive(app, tag(sound(kind), lyrics=LRC, title="Con letra")).song
    text = lyrics.of(song.id)
    assert text is not None
    assert [line.start for line in text.lines] == [200, 1000, 1900]
    assert text.timing == "word"
    assert text.estimated
    assert lyrics.source_of(song.id) == "embedded"


@pytest.mark.parametrize("kind", ["mp3", "m4a", "flac", "ogg"])
@pytest.mark.parametrize("end", ["\r", "\r\n", "\u2028", "\x0b"])
def test_rows_in_the_tags_may_end_with_any_line_end(app: Flask, sound: Sound, kind: str, end: str) -> None:
    path = tag(sound(kind), lyrics=f"la noche cae despacio{end}sobre el mar\u00a0azul", title="Mar")
    assert lines(receive(app, path).song) == ["la noche cae despacio", "sobre el mar azul"]


@pytest.mark.parametrize("kind", ["mp3", "wav"])
def test_a_sylt_frame_comes_before_plain_lyrics(app: Flask, sound: Sound, kind: str) -> None:
    song = receive(app, tag(sound(kind), lyrics="Otra cosa", synced=True)).song
    text = lyrics.of(song.id)
    assert text is not None
    assert [(line.text, line.start) for line in text.lines] == PAIRS


def test_a_lyrics_file_comes_before_the_tags(app: Flask, sound: Sound) -> None:
    song = receive(app, tag(sound(), lyrics="Otra cosa"), sidecar=LRC.encode()).song
    assert lines(song) == PLAIN.split("\n")
    assert lyrics.source_of(song.id) == "file"


@pytest.mark.parametrize(
    ("sidecar", "first"),
    [
        (LRC.encode("utf-16"), "Canta conmigo esta noche"),
        (LRC.encode("utf-8-sig"), "Canta conmigo esta noche"),
        ("[00:00.10]Señor, mañana será otro día".encode("cp1252"), "Señor, mañana será otro día"),
        (b"[00:00.10]uno\r\n[00:01.00]dos\r\n", "uno"),
        (PLAIN.encode(), "Canta conmigo esta noche"),
    ],
    ids=["utf-16", "bom", "cp1252", "crlf", "plain"],
)
def test_lyrics_files_in_many_encodings(app: Flask, sound: Sound, sidecar: bytes, first: str) -> None:
    assert lines(receive(app, sound(), sidecar=sidecar).song)[0] == first


def test_letters_that_cannot_be_told_are_chosen(app: Flask, sound: Sound) -> None:
    old = "[00:00.10]Zażółć gęślą jaźń".encode("cp1250")
    assert lines(receive(app, sound(), sidecar=old, encoding="cp1250").song)[0] == "Zażółć gęślą jaźń"
    with pytest.raises(Invalid, match="Choose a text encoding from the list"):
        receive(app, sound("wav"), sidecar=old, encoding="zip")


def test_files_in_unicode_stay_what_they_are_whatever_was_chosen(app: Flask, sound: Sound) -> None:
    for kind, sidecar in (("mp3", LRC.encode()), ("wav", LRC.encode("utf-16"))):
        assert lines(receive(app, sound(kind), sidecar=sidecar, encoding="cp1251").song) == PLAIN.split("\n")


@pytest.mark.parametrize(
    ("name", "title", "artist"),
    [
        ("03 - Ana Ruiz - La luz.mp3", "La luz", "Ana Ruiz"),
        ("La_luz.mp3", "La luz", ""),
        ("La luz", "La luz", ""),
        ("C:\\Music\\Ana - Luz.mp3", "Luz", "Ana"),
        ("../../etc/Luz.mp3", "Luz", ""),
    ],
)
def test_without_tags_the_name_speaks(app: Flask, sound: Sound, name: str, title: str, artist: str) -> None:
    song = receive(app, sound(), name).song
    assert (song.title, song.artist) == (title, artist)
    assert song.original_name == name.replace("\\", "/").rsplit("/", 1)[-1]


@pytest.mark.parametrize(
    ("words", "tagged", "wished", "expected"),
    [
        ("La luna está en la ventana y la noche es muy larga, mi amor", "", "", "es"),
        ("Je t'attends sous la pluie, mais tu ne viens pas ce soir", "", "", "fr"),
        ("Ich warte auf dich im Regen, aber du kommst heute nicht", "", "", "de"),
        ("ただいま、おかえり、今日はどうだった", "", "", "ja"),
        ("La luna está en la ventana y la noche es muy larga", "fra", "", "fr"),
        ("La luna está en la ventana y la noche es muy larga", "fra", "de", "de"),
        ("La luna está en la ventana y la noche es muy larga", "xxx", "klingon", "es"),
        ("[la:it]\n[00:00.10]La la la", "", "", "it"),
    ],
)
def test_the_language(app: Flask, sound: Sound, words: str, tagged: str, wished: str, expected: str) -> None:
    more: dict[str, Any] = {"language": tagged} if tagged else {}
    path = tag(sound(), lyrics=words, **more)
    assert receive(app, path, language=wished).song.language == expected


def test_the_same_sound_with_other_tags_is_refused(app: Flask, sound: Sound) -> None:
    receive(app, tag(sound("mp3", "a.mp3"), title="Una", cover=picture()))
    with pytest.raises(Conflict) as refused:
        receive(app, tag(sound("mp3", "b.mp3"), title="Otra", artist="Nadie"))
    assert str(refused.value.sentence) == "This sound has been added already, as “Una”."
    assert [song.title for song in songs.everything()] == ["Una"]


def test_two_circles_may_have_the_same_sound(app: Flask, sound: Sound, make: Factory) -> None:
    here, there = make.circle(), make.circle()
    ids = [here.id, there.id]
    store = context_of(app).store
    made = [imports.receive(sound(), "Luz.mp3", store, NOW, Options(circle_id=id)).song.slug for id in ids]
    assert made == ["luz", "luz-2"]
    with pytest.raises(Conflict):
        imports.receive(sound(), "Luz.mp3", store, NOW, Options(circle_id=ids[0]))


@pytest.mark.parametrize(("form", "width", "height"), [("JPEG", 1800, 900), ("PNG", 700, 1400), ("WEBP", 300, 500)])
def test_covers_become_small_square_jpegs_without_secrets(
    app: Flask, sound: Sound, form: str, width: int, height: int
) -> None:
    data = picture(width, height, form, exif=True)
    song = receive(app, tag(sound(), cover=data)).song
    path = context_of(app).store.path(song.cover_key)
    with Image.open(path) as kept:
        assert kept.format == "JPEG"
        assert kept.size == (min(600, width, height),) * 2
        assert not kept.getexif()
        assert "comment" not in kept.info
    heard = context_of(app).store.path(song.audio_key).read_bytes()
    assert b"Secret Camera" not in heard
    assert data[:400] not in heard
    assert b"Secret Camera" not in path.read_bytes()


def test_an_upright_picture_stays_upright(app: Flask) -> None:
    from_camera = picture(800, 600, exif=True)
    with Image.open(io.BytesIO(from_camera)) as image:
        assert image.getexif()[0x0112] == 6


def test_licence_and_credits(app: Flask, sound: Sound) -> None:
    path = tag(sound(), title="Una", artist="Ana", licence="CC BY 4.0")
    with pytest.raises(Invalid) as wrong:
        receive(app, path, licence="stolen")
    assert wrong.value.errors == {"licence": N_("Choose a licence from the list.")}
    song = receive(app, path, licence="", credits="Words: Ana Ruiz\nthe whole choir").song
    assert song.credits == [{"role": "Words", "name": "Ana Ruiz"}, {"role": "", "name": "the whole choir"}]
    assert song.licence == "CC BY 4.0"  # nobody chose, so the file's own word counts


def test_an_importers_licence_counts_more_than_the_files(app: Flask, sound: Sound) -> None:
    assert receive(app, tag(sound(), licence="CC BY 4.0")).song.licence == "private"


def test_words_are_drawn(app: Flask, sound: Sound, make: Factory) -> None:
    circle = make.circle()
    learner = make.learner("ana", circle)
    store, ids = context_of(app).store, (circle.id, learner.id)
    song = imports.receive(sound(), "Luz.mp3", store, NOW, Options("es", "own", "", *ids), LRC.encode()).song
    page = make.client(db.session.get(type(learner), ids[1])).get(f"/songs/{song.slug}/words").text
    assert all(word in page for word in ("luna", "ventana", "mesa"))
