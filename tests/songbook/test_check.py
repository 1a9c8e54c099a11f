"""What the check finds, and how it says so."""

import shutil
from pathlib import Path

import pytest

from tools.songbook.check import problems

SONGS = Path(__file__).parents[2] / "songs"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SONGS / "tadaima", tmp_path / "tadaima"))


@pytest.mark.parametrize(
    ("name", "old", "new", "complaint"),
    [
        ("song.toml", 'licence = "CC BY 4.0"\n', "", "song.toml, row 1: “licence” is missing"),
        ("song.toml", "CC BY 4.0", "all rights reserved", "song.toml, row 5: the licence is one of"),
        ("song.toml", 'level = "A2"', 'level = "easy"', "song.toml, row 4: the level"),
        ("song.toml", 'role = "Tune"', 'role = ""', "song.toml, row 6: each credit"),
        ("song.toml", "tempo = 100", "tempo = 99", "tempo is 99 here but 100 in score.abc"),
        ("song.toml", "last = 8", "last = 17", "the passage does not lie within the 16 lines"),
        ("song.toml", "last = 8", "last = 16", "not about 20 seconds"),
        ("song.toml", "passage = { first = 5, last = 8 }", "passage = 3", "“passage” is empty or of the wrong"),
        ("song.toml", "split = {", "division = {", "“division” is not a setting"),
        ("song.toml", "14, 16]", "14]", "every line belongs to exactly one"),
        ("song.toml", 'language = "ja"', "", "song.toml, row 1: “language” is missing"),
        ("song.toml", "first = 5", 'first = "five"', "the passage needs whole numbers"),
        ("song.toml", "title =", "title", "song.toml is not valid TOML"),
        ("score.abc", "ゆう-や", "ゆうや", "score.abc, row 12: 11 notes but 10 syllables"),
        ("score.abc", "ゆう-や", "ゆう-よ", "lyrics.txt, row 1: the score has changed"),
        ("score.abc", "Q:3/8=100", "Q:3/8=90", "backing.mp3 lasts 87.2"),
        ("translation.en.toml", '"Down the hill I ran, into the sunset,",', "", "row 1: 15 lines for 16"),
        ("reading.toml", '"ただいま　おかえり",', "", "reading.toml, row 3: 12 lines for 16"),
        ("reading.toml", "ゆうやけ", "ゆうあけ", "line 1 reads ゆうあけ"),
        ("reading.toml", "scheme", "system", "the scheme needs a name"),
        ("glossary.toml", 'en = "slope, hill (of a street)"\n', "", "“坂” needs en, es, lemma, pos"),
        ("glossary.toml", 'lemma = "靴"', 'lemma = "帽子"', "“帽子” is nowhere in the lyrics"),
        ("glossary.toml", 'lemma = "靴"', 'lemma = "坂"', "“坂” stands here twice"),
        ("lyrics.lrc", "[00:04.80]<00:04.80>", "[00:04.80]<00:94.80>", "row 5: 6.00 s is out of order"),
    ],
)
def test_finds(copy: Path, name: str, old: str, new: str, complaint: str) -> None:
    path = copy / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert complaint in "\n".join(problems(copy))


def test_finds_a_spelling_of_no_word(copy: Path) -> None:
    (copy / "lexicon.toml").write_text('[words]\n"ただいま" = "ただいま"\n"さくら" = "さくら"\n', encoding="utf-8")
    assert problems(copy) == ["tadaima/lexicon.toml, row 3: “さくら” is not sung in this song"]


def test_finds_a_voice_of_another_length(copy: Path) -> None:
    voice = SONGS / "el-pan-de-la-abuela" / "backing.mp3"
    shutil.copy(voice, copy / "voice.mp3")
    assert "tadaima/voice.mp3 is not as long as backing.mp3; run make songbook" in problems(copy)


@pytest.mark.parametrize(
    "name", sorted(path.name for path in (SONGS / "tadaima").iterdir() if path.name != "lexicon.toml")
)
def test_finds_missing_files(copy: Path, name: str) -> None:
    (copy / name).unlink()
    assert f"tadaima/{name} is missing" in "\n".join(problems(copy))


def test_finds_a_cover_that_is_too_large(copy: Path) -> None:
    (copy / "cover.jpg").write_bytes(b"x" * 60_000)
    assert problems(copy) == ["tadaima/cover.jpg is larger than 60000 bytes"]
