"""`canary songs check`: the songbook is whole, and what is wrong with a folder is said with its file."""

import shutil
from pathlib import Path

import pytest

from canary.imports import check, songbook

SONG = "el-pan-de-la-abuela"


@pytest.mark.parametrize("folder", songbook.folders(Path(__file__).parents[2] / "songs"), ids=lambda path: path.name)
def test_nothing_is_wrong_with_the_songbook(folder: Path) -> None:
    assert check.problems(folder) == []


# file, what stands there, what is put in its place, what is said
BROKEN = [
    ("song.toml", 'licence = "CC BY 4.0"', 'licence = "mine"', "song.toml: the licence is not one that Canary knows."),
    ("song.toml", "last = 8 }", "last = 99 }", "song.toml: the passage has to be within lines 1 to 16."),
    ("song.toml", "a = [1, 2,", "a = [1, 1,", "song.toml: the split has to give each of the lines 1 to 16"),
    (
        "song.toml",
        'name = "The Canary authors" },',
        'name = "" },',
        "song.toml: each of the credits needs a role and a name.",
    ),
    ("song.toml", "quest = ", "errand = ", "song.toml: quest is missing."),
    ("song.toml", "tempo = 160", "tempo = ", "song.toml: "),
    ("translation.en.toml", '"a song that I know by heart."', '""', "there is no text for line 4 of the lyrics."),
    ("translation.fr.toml", "lines = [", 'lines = [ "",', "has 17 lines, but the song has 16."),
    ("lyrics.lrc", "<00:05.62>", "<00:05.10>", "lyrics.lrc:5: a time goes backwards."),
    ("lyrics.txt", ": 0 ", ": 999 ", "a note begins before the one above."),
    ("lyrics.txt", " Hue\n", " Fue\n", "lyrics.txt:9: “Fue” is sung where lyrics.lrc has “Hue”."),
    ("lyrics.txt", "  la\n", " la\n", "lyrics.txt:11: “la” is sung where lyrics.lrc has"),
    ("lyrics.txt", ": 18 4 7 go,\n", "", "lyrics.txt:15: the line ends before “go,” of lyrics.lrc."),
    (
        "lyrics.txt",
        " go,\n",
        " go,\n: 21 1 7  ya\n",
        "lyrics.txt:17: “ya” is sung where lyrics.lrc has “nothing more”.",
    ),
    ("lyrics.txt", ": 2 2 7 le", ": 2 two 7 le", f"{SONG}/lyrics.txt:10: “: 2 two 7 le” isn’t a note"),
    ("lyrics.lrc", "café;", "cafe;", "lyrics.txt:24: “fé;” is sung where lyrics.lrc has “fe;”."),
    (
        "glossary.toml",
        'lemma = "harina"',
        'lemma = "harino"',
        "glossary.toml: “harina” (line 11: harina) has no entry.",
    ),
    ("glossary.toml", 'fr = "farine"', 'de = "Mehl"', "“harina” has no meaning in fr."),
]


@pytest.mark.parametrize(("name", "there", "instead", "said"), BROKEN)
def test_what_is_wrong_is_said(songbook: Path, tmp_path: Path, name: str, there: str, instead: str, said: str) -> None:
    folder = shutil.copytree(songbook / SONG, tmp_path / SONG)
    text = (folder / name).read_text(encoding="utf-8")
    assert there in text
    (folder / name).write_text(text.replace(there, instead, 1), encoding="utf-8")
    found = check.problems(folder)
    assert any(said in problem for problem in found), found
    assert all(problem.startswith(f"{SONG}") for problem in found)


def test_what_is_sung_is_compared_with_its_kana(songbook: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(songbook / "tadaima", tmp_path / "tadaima")
    path = folder / "lyrics.txt"
    path.write_text(path.read_text(encoding="utf-8").replace(" さ\n", " き\n", 1), encoding="utf-8")
    assert check.problems(folder) == ["tadaima/lyrics.txt:13: “き” is sung where reading.toml has “さ”."]


@pytest.mark.parametrize(
    "name", ["song.toml", "lyrics.lrc", "lyrics.txt", "backing.mp3", "glossary.toml", "translation.fr.toml"]
)
def test_what_is_missing_is_said(songbook: Path, tmp_path: Path, name: str) -> None:
    folder = shutil.copytree(songbook / SONG, tmp_path / SONG)
    (folder / name).unlink()
    assert any(problem == f"{SONG}/{name} is missing." for problem in check.problems(folder))
