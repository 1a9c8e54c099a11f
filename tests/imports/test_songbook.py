"""The songbook on its way in: once, anew where it changed, and a broken folder is named."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from canary.imports import service as imports
from canary.imports import songbook as book
from canary.imports.songbook import SongFolderError
from canary.lyrics import service as lyrics
from canary.songs import service as songs
from canary.songs.models import Song
from canary.web.context import context_of
from tests.factories import NOW, Factory

SLUG = "el-pan-de-la-abuela"


@pytest.fixture
def copy(songbook: Path, tmp_path: Path) -> Path:
    """A songbook of one song that a test may change."""
    shutil.copytree(songbook / SLUG, tmp_path / "songs" / SLUG)
    return tmp_path / "songs"


def load(app: Flask, folder: Path) -> list[str]:
    return list(imports.load_songbook(folder, context_of(app).store, NOW))


def test_loaded_once(app: Flask, copy: Path) -> None:
    said = load(app, copy)
    assert len(said) == 1
    assert said[0].endswith("(Spanish)")
    assert load(app, copy) == []
    song = songs.by_slug(SLUG)
    assert song is not None
    assert (song.language, song.licence, song.visibility, song.circle_id) == ("es", "CC BY 4.0", "public", None)
    assert song.credits
    text = lyrics.of(song.id)
    assert text is not None
    assert (text.timing, text.estimated) == ("word", False)
    assert [(x.text, x.pitch) for x in text.lines[0].words[0].syllables] == [("Hue", 9), ("le", 7)]
    page = app.test_client().get(f"/songs/{SLUG}/words").text
    assert "abuela" in page


def test_what_changed_is_loaded_anew_under_the_same_id(app: Flask, copy: Path) -> None:
    load(app, copy)
    before = songs.by_slug(SLUG)
    assert before is not None
    id, version = before.id, before.version
    path = copy / SLUG / "translation.en.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("grandma", "granny").replace("grandmother", "granny"), encoding="utf-8"
    )
    path.write_text(path.read_text(encoding="utf-8") + "\n# read through once more\n", encoding="utf-8")
    assert len(load(app, copy)) == 1
    after = songs.by_slug(SLUG)
    assert after is not None
    assert after.id == id
    assert after.version > version


def test_songs_are_loaded_anew_when_they_are_read_into_more(
    app: Flask, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(app, copy)
    monkeypatch.setattr(book, "FORMAT_VERSION", book.FORMAT_VERSION + 1)
    assert len(load(app, copy)) == 1
    assert load(app, copy) == []


def test_an_uploaded_song_of_that_name_is_left_alone(app: Flask, copy: Path, make: Factory) -> None:
    make.song("El pan de la abuela", make.circle())
    assert load(app, copy) == [f"{SLUG}: an uploaded song has this name, so the songbook's was left out."]


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "no lyrics": (lambda folder: (folder / "lyrics.lrc").unlink(), "lyrics.lrc is missing"),
    "no sound": (lambda folder: (folder / "backing.mp3").unlink(), "backing.mp3 is missing"),
    "no title": (lambda folder: change(folder / "song.toml", "title =", "name ="), "song.toml has no title"),
    "no toml": (lambda folder: (folder / "song.toml").write_text("title = "), "song.toml:"),
    "not utf-8": (lambda folder: (folder / "glossary.toml").write_bytes(b"\xff\xfe"), "glossary.toml:"),
    "a line too few": (
        lambda folder: (folder / "translation.en.toml").write_text('lines = ["one"]'),
        "has 1 lines, but the song",
    ),
}


def change(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_folder_is_named(copy: Path, what: str) -> None:
    spoil, sentence = BROKEN[what]
    spoil(copy / SLUG)
    with pytest.raises(SongFolderError, match=SLUG) as broken:
        book.read(copy / SLUG)
    assert sentence in str(broken.value)


def test_a_broken_folder_does_not_stop_the_others(app: Flask, copy: Path, songbook: Path) -> None:
    shutil.copytree(songbook / "tadaima", copy / "tadaima")
    (copy / SLUG / "lyrics.lrc").unlink()
    said = load(app, copy)
    assert len(said) == 2
    assert f"{SLUG}/lyrics.lrc is missing." in said[0]
    assert songs.by_slug("tadaima") is not None


def test_the_voice_is_paired_with_its_song_once(app: Flask, copy: Path) -> None:
    load(app, copy)
    assert imports.without_stems(copy) == [copy / SLUG]
    path = f"/songs/{SLUG}/stems"
    assert app.test_client().get(path).status_code == 404
    version = found(SLUG).version
    imports.make_stems(copy / SLUG, context_of(app).store)
    assert imports.without_stems(copy) == []
    assert found(SLUG).version == version + 1
    answer = app.test_client().get(path, headers={"Range": "bytes=0-99"})
    assert (answer.status_code, answer.mimetype, len(answer.data)) == (206, "audio/mp4", 100)
    imports.make_stems(copy / SLUG, context_of(app).store)
    assert found(SLUG).version == version + 1


def test_a_song_without_a_voice_has_none_to_pair(app: Flask, copy: Path) -> None:
    (copy / SLUG / "voice.mp3").unlink()
    load(app, copy)
    assert imports.without_stems(copy) == []


def test_a_song_loaded_anew_is_paired_anew(app: Flask, copy: Path) -> None:
    load(app, copy)
    imports.make_stems(copy / SLUG, context_of(app).store)
    change(copy / SLUG / "song.toml", "title =", "# read once more\ntitle =")
    load(app, copy)
    assert imports.without_stems(copy) == [copy / SLUG]


def found(slug: str) -> Song:
    song = songs.by_slug(slug)
    assert song is not None
    return song
