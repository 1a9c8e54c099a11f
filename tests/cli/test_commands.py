"""The commands as somebody types them, on a data folder of their own."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic import command
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from click.testing import CliRunner, Result
from flask import Flask

from canary import __version__, config, migrate
from canary.app import create_app
from canary.cli import commands
from canary.db import db
from tests.apps import another_app
from tests.dictionaries import made
from tests.factories import Factory
from tests.music import LRC, cut, tag

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of these commands; the songbook is loaded by the first of them."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Run `canary ...` and give back what it printed."""
    apps: list[Flask] = []
    for entry in config.entries():
        monkeypatch.delenv(entry.metadata["env"], raising=False)
    monkeypatch.setenv("CANARY_DATA", str(home))

    def make(settings: config.Settings) -> object:
        apps.append(create_app(settings))
        return apps[-1]

    def invoke(*words: object) -> Result:
        result = CliRunner().invoke(commands.main, [str(word) for word in words], obj=make)
        assert "Traceback" not in result.output
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    yield invoke
    for app in apps:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def pieces(songbook: Path, tmp_path: Path) -> Callable[[str, float], Path]:
    """Cut a piece that nobody has imported: `pieces("a.mp3", 3)` begins at second 3."""

    def make(name: str, start: float) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return cut(sorted(songbook.glob("*/backing.mp3"))[1], path, 2, start)

    return make


def test_help_and_version(run: Run) -> None:
    assert __version__ in run("--version").output
    for words in (
        (),
        ("songs",),
        ("songs", "add"),
        ("serve",),
        ("deck",),
        ("words",),
        ("lyrics", "convert"),
        ("doctor",),
        ("worker",),
    ):
        result = run(*words, "--help")
        assert result.exit_code == 0
        assert "Usage: " in result.output


def test_the_songbook_is_listed(run: Run, songbook: Path) -> None:
    assert run("host-link").exit_code == 0
    result = run("songs", "list")
    assert result.exit_code == 0
    for folder in songbook.glob("*/song.toml"):
        assert f"{folder.parent.name}\t" in result.output
    assert "Song loaded" not in run("host-link").output  # a second start loads nothing


@pytest.mark.parametrize("words", [("songs", "list"), ("dictionary", "list")])
def test_what_only_reads_changes_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("CANARY_DATA", str(tmp_path))
    result = run(*words)
    assert result.exit_code == 1
    assert (
        result.output
        == f"Error: There is no database at {tmp_path / 'canary.db'}. Start `canary serve` once, or set CANARY_DATA.\n"
    )
    assert list(tmp_path.iterdir()) == []
    settings = config.Settings(data=tmp_path)
    command.upgrade(migrate.configuration(settings.database), "0003")
    result = run(*words)
    assert (result.exit_code, "isn't up to date" in result.output) == (1, True)
    assert migrate.upgrade(settings), "it still is what it was"
    result = run(*words)
    assert (result.exit_code, result.output) == (0, ""), "no song was loaded"


def test_add_a_file_with_everything(run: Run, pieces: Callable[[str, float], Path], tmp_path: Path) -> None:
    path = tag(pieces("Luz.mp3", 4), title="La luz", artist="Ana Ruiz")
    (tmp_path / "other.lrc").write_text(LRC, encoding="utf-8")
    result = run("songs", "add", path, "--lyrics", tmp_path / "other.lrc", "--language", "es", "--licence", "CC BY 4.0",
                 "--credits", "Words: Ana", "--public")  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "Luz.mp3 -> la-luz" in result.output
    assert "1 of 1 added." in result.output
    assert "la-luz\tes\t" in run("songs", "list").output
    again = run("songs", "add", path)
    assert again.exit_code == 1
    assert "Luz.mp3: This sound has been added already, as “La luz”." in again.output


def test_a_folder_with_a_bad_file_in_the_middle(run: Run, pieces: Callable[[str, float], Path], tmp_path: Path) -> None:
    pieces("folder/a.mp3", 8)
    (tmp_path / "folder" / "b.mp3").write_text("not a song")
    pieces("folder/deep/c.flac", 11)
    (tmp_path / "folder" / "a.lrc").write_text(LRC, encoding="utf-8")
    (tmp_path / "folder" / "notes.pdf").write_text("not asked for")
    result = run("songs", "add", tmp_path / "folder", "--language", "es")
    assert result.exit_code == 1
    assert "2 of 3 added." in result.output
    assert "b.mp3: This isn’t a sound file that we can play" in result.output
    assert "a.mp3 -> a\n" in result.output
    assert "c.flac -> c (no lyrics yet)" in result.output
    assert "notes.pdf" not in result.output


def test_patterns_name_each_file_once(run: Run, pieces: Callable[[str, float], Path], tmp_path: Path) -> None:
    for n, name in enumerate(("x1.mp3", "x2.mp3")):
        pieces(name, 15 + 3 * n)
    result = run("songs", "add", tmp_path / "x*.mp3", tmp_path / "x1.mp3", tmp_path)
    assert result.exit_code == 0, result.output
    assert "2 of 2 added." in result.output


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nothing-here.mp3",), "nothing-here.mp3: There's no such file."),
        (("no-*.mp3",), "There's no such file."),
        (("x.mp3", "--public"), "Choose one with --licence"),
        (("x.mp3", "--licence", "stolen"), "Invalid value for '--licence'"),
        (("x.mp3", "--lyrics", "nothing.lrc"), "does not exist"),
    ],
)
def test_what_cannot_be_added(run: Run, words: tuple[str, ...], sentence: str) -> None:
    result = run("songs", "add", *words)
    assert result.exit_code != 0
    assert sentence in result.output


def test_a_deck_goes_into_a_real_collection(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "new" / "pan.apkg"
    result = run("deck", "el-pan-de-la-abuela", "-o", target)
    assert result.exit_code == 0, result.output
    count = int(result.output.split(": ")[-1].split()[0])
    assert count > 10
    collection = Collection(str(tmp_path / "collection.anki2"))
    try:
        request = ImportAnkiPackageRequest(package_path=str(target), options=ImportAnkiPackageOptions())
        assert len(collection.import_anki_package(request).log.new) == count
        assert len(collection.import_anki_package(request).log.new) == 0
        assert not list(collection.media.check().missing)
    finally:
        collection.close()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("never-made",), "There’s no song called never-made. `canary songs list` shows all songs."),
        (("tadaima", "--learner", "nobody"), "There’s no account called nobody."),
    ],
)
def test_decks_that_cannot_be(run: Run, words: tuple[str, ...], sentence: str) -> None:
    result = run("deck", *words)
    assert result.exit_code == 1
    assert result.output.strip().endswith(sentence)


def test_a_dictionary_comes_and_goes(run: Run, tmp_path: Path) -> None:
    ifo = made.stardict(tmp_path)
    said = run("dictionary", "install", ifo, "--name", "Small one", "--licence", "CC BY 4.0")
    assert (said.exit_code, said.stdout) == (0, "Small one: 3 words, es to en.\n")
    assert "Small one\tes to en\t3 words\tCC BY 4.0" in run("dictionary", "list").output
    again = run("dictionary", "install", ifo, "--name", "Small one")
    assert again.exit_code == 1
    assert "Remove it first" in again.output
    assert run("dictionary", "remove", "Small one").output == "Removed Small one.\n"
    assert run("dictionary", "list").stdout == ""
    assert "canary dictionary list" in run("dictionary", "remove", "Small one").output
    table = run("dictionary", "install", made.table(tmp_path / "x.tsv"))
    assert "doesn’t state its languages" in table.output
    told = run("dictionary", "install", tmp_path / "x.tsv", "--language", "es", "--to", "en")
    assert "The dictionary states no licence" in told.output
    run("dictionary", "remove", "x")


def test_words(run: Run, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("Mañana cantaré contigo\nlas lunas", encoding="utf-8")
    table = run("words", tmp_path / "text.txt", "--language", "es")
    assert "1\tcantaré\tcantar\tVERB" in table.output
    rows = [
        json.loads(row)
        for row in run("words", tmp_path / "text.txt", "--language", "es", "--to", "jsonl").output.splitlines()
    ]
    assert [row["line"] for row in rows] == [1, 2]
    token = rows[0]["tokens"][1]
    assert "Mañana cantaré contigo"[token["start"] : token["end"]] == token["text"] == "cantaré"


@pytest.mark.parametrize("data", [b"\xff\xfe\xff\x00\x80", "señor".encode("cp1252"), b""])
def test_words_of_odd_files(run: Run, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "text.txt").write_bytes(data)
    result = run("words", tmp_path / "text.txt", "--language", "es")
    if b"se" in data:
        assert "señor" in result.output


@pytest.mark.parametrize("form", ["json", "lrc", "elrc", "ttml", "vtt"])
def test_lyrics_convert(run: Run, tmp_path: Path, form: str) -> None:
    (tmp_path / "good.lrc").write_text(LRC, encoding="utf-8")
    (tmp_path / "bad.lrc").write_bytes(b"\x7fELF\x00\x01\x02" * 200)
    paths = [tmp_path / name for name in ("bad.lrc", "good.lrc", "none.lrc")]
    result = run("lyrics", "convert", *paths, "--to", form, "--estimate-words")
    assert result.exit_code == 1
    assert "This isn’t a text file" in result.output
    assert "none.lrc: No such file or directory." in result.output
    assert "noche" in result.output
    if form == "json":
        rows = [json.loads(row) for row in result.stdout.splitlines()]
        assert [("error" in row) for row in rows] == [True, False, True]
    else:
        assert result.stdout.startswith({"ttml": "<tt ", "vtt": "WEBVTT\n"}.get(form, "["))
    assert ("<00:" in result.stdout) == (form in {"elrc", "vtt"})


NOTES = b"#TITLE:Mar\n#BPM:150\n#GAP:1000\n: 0 4 7 can\n: 4 2 5 ta\nE\n"


def test_lyrics_convert_ultrastar(run: Run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_bytes(NOTES)
    (tmp_path / "bad.txt").write_bytes(NOTES.replace(b": 4 2 5", b": 4 2"))
    (tmp_path / "words.lrc").write_text(LRC, encoding="utf-8")
    result = run(
        "lyrics", "convert", *(tmp_path / x for x in ("bad.txt", "words.lrc", "good.txt")), "--to", "ultrastar"
    )
    assert result.exit_code == 1
    assert "bad.txt: Line 5: “: 4 2 ta” isn’t a note" in result.stderr
    assert "words.lrc: UltraStar needs a pitch" in result.stderr
    assert result.stdout == "#VERSION:1.1.0\n#TITLE:Mar\n#BPM:150\n#GAP:1000\n: 0 4 7 can\n: 4 2 5 ta\nE\n"


def test_lyrics_convert_in_an_encoding_that_cannot_be_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "song.txt").write_bytes("żółw śpiewa".encode("cp1250"))
    result = run("lyrics", "convert", tmp_path / "song.txt")
    assert "żółw" in run("lyrics", "convert", tmp_path / "song.txt", "--encoding", "cp1250").stdout
    assert result.exit_code == 1
    assert "--encoding" in result.output
    assert (
        "There’s no text encoding called x."
        in run("lyrics", "convert", tmp_path / "song.txt", "--encoding", "x").output
    )


def test_the_hosts_link_is_printed_once_there_is_none(run: Run) -> None:
    first = run("host-link")
    assert first.exit_code == 0
    assert "http://127.0.0.1:8000/host/" in first.output
    assert run("host-link").output != first.output


def test_a_data_folder_that_cannot_be_used(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("CANARY_DATA", str(tmp_path / "file" / "data"))
    result = run("host-link")
    assert result.exit_code == 1
    assert "Can't use the data folder" in result.output


def test_a_broken_database_is_said(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "canary.db").write_text("This is no database. " * 99)
    monkeypatch.setenv("CANARY_DATA", str(tmp_path))
    result = run("songs", "list")
    assert result.exit_code == 1
    assert "The database can't be used" in result.output


def test_a_password_link(run: Run, home: Path) -> None:
    run("songs", "list")
    with another_app(home) as app, app.app_context():
        Factory(app).learner("nura")
    made = run("password", "Nura")
    assert made.exit_code == 0
    token = made.output.strip().removeprefix("http://127.0.0.1:8000/password/new/")
    with another_app(home) as app:
        assert "nura" in app.test_client().get(f"/password/new/{token}").text
    unknown = run("password", "nobody")
    assert (unknown.exit_code, unknown.output) == (1, "Nobody here is called nobody. Check the username.\n")


def test_a_backup_and_back(run: Run, tmp_path: Path) -> None:
    run("songs", "list")
    assert "Wrote" in run("backup", tmp_path / "b.tar").output
    assert "is complete" in run("restore", "--check", tmp_path / "b.tar").output
    refused = run("restore", tmp_path / "b.tar")
    assert refused.exit_code == 1
    assert "--replace" in refused.output
    assert "Can't use" in run("backup", tmp_path / "no" / "b.tar").output
