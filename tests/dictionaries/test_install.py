"""Installing, listing and removing dictionaries."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from canary.db import db, writing
from canary.dictionaries import formats
from canary.dictionaries import service as dictionaries
from canary.dictionaries.headword import About, Headword, Step
from canary.dictionaries.models import Dictionary, Entry
from canary.problems import Conflict, NotFound
from tests.dictionaries import made
from tests.factories import NOW

SPANISH = About(language="es", into="en")


def install(path: Path, wishes: About = SPANISH) -> Dictionary:
    return dictionaries.install(path, wishes, NOW, lambda *_: None)


def entries() -> int:
    return db.session.scalar(select(func.count()).select_from(Entry)) or 0


def test_installed_and_looked_up(app: Flask, tmp_path: Path) -> None:
    found = install(made.stardict(tmp_path), About(licence="CC BY 4.0"))
    assert (found.name, found.language, found.into, found.licence, found.count) == (
        "Spanish-English", "es", "en", "CC BY 4.0", 3,
    )  # fmt: skip
    said = dictionaries.look_up("es-MX", ["en"], ["Casa", "oler", "nada"])
    assert [(x.pos, x.senses, x.source) for x in said["Casa"]] == [
        ("NOUN", ["house", "home, household"], "Spanish-English, CC BY 4.0")
    ]
    assert said["nada"] == []
    assert dictionaries.look_up("es", ["de"], ["casa"])["casa"] == []
    assert dictionaries.look_up("it", ["en"], ["casa"])["casa"] == []


def test_found_by_its_reading_too(app: Flask, tmp_path: Path) -> None:
    install(made.yomitan(tmp_path / "x.zip"), About())
    found = dictionaries.look_up("ja", ["en"], ["夜", "よる", "とき"])
    assert [found[word][0].senses[0] for word in ("夜", "よる", "とき")] == ["evening", "evening", "time"]


def test_what_is_written_so_comes_before_what_is_read_so(app: Flask, tmp_path: Path) -> None:
    terms = [["神", "かみ", "n", "", 0, ["god"], 1, ""], ["紙", "かみ", "n", "", 0, ["paper"], 2, ""],
             ["かみ", "", "n", "", 0, ["written in kana"], 3, ""]]  # fmt: skip
    install(made.yomitan(tmp_path / "x.zip", {"term_bank_1.json": terms}), About())
    found = dictionaries.look_up("ja", ["en"], ["かみ"])["かみ"]
    assert [entry.senses[0] for entry in found] == ["written in kana", "god", "paper"]


def test_a_licence_that_is_not_stated_says_so(app: Flask, tmp_path: Path) -> None:
    install(made.table(tmp_path / "mine.tsv"))
    assert dictionaries.look_up("es", ["en"], ["casa"])["casa"][0].source == "mine, licence not stated"


def test_the_same_twice(app: Flask, tmp_path: Path) -> None:
    path = made.table(tmp_path / "mine.tsv")
    install(path)
    with pytest.raises(Conflict, match="already a dictionary called “mine”"):
        install(path)
    install(path, About("other", "es", "en"))
    assert [x.name for x in dictionaries.installed()] == ["mine", "other"]
    assert entries() == 4


def test_removed(app: Flask, tmp_path: Path) -> None:
    path = made.table(tmp_path / "mine.tsv", "".join(f"palabra{n}\tword {n}\n" for n in range(4500)))
    install(path)
    install(made.table(tmp_path / "other.tsv"))
    dictionaries.remove("mine")
    assert [x.name for x in dictionaries.installed()] == ["other"]
    assert entries() == 2
    with pytest.raises(NotFound, match="canary dictionary list"):
        dictionaries.remove("mine")


def test_stopped_in_the_middle_nothing_stays(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def words(_step: Step) -> Iterator[Headword]:
        for n in range(5000):
            yield Headword(f"palabra{n}", "", ("word",))
        seen.append(entries())
        raise KeyboardInterrupt

    monkeypatch.setattr(formats, "look", lambda *_: formats.Source(About("x", "es", "en"), words))
    with pytest.raises(KeyboardInterrupt):
        install(tmp_path)
    assert seen == [4000]  # two batches were written
    assert entries() == 0
    assert dictionaries.installed() == []


def test_what_is_not_whole_is_not_shown_and_goes_at_the_next_try(app: Flask, tmp_path: Path) -> None:
    with writing():  # as after a power cut
        half = Dictionary(name="mine", language="es", into="en", licence="", installed_at=NOW)
        db.session.add(half)
        db.session.flush()
        db.session.add(Entry(dictionary_id=half.id, key="casa", lemma="casa", pos="", senses=["half"]))
    assert dictionaries.look_up("es", ["en"], ["casa"])["casa"] == []
    install(made.table(tmp_path / "mine.tsv"))
    assert [x.senses for x in dictionaries.look_up("es", ["en"], ["casa"])["casa"]] == [["house", "home"]]
    assert entries() == 2


def test_removed_while_it_is_installed(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def words(_step: Step) -> Iterator[Headword]:
        yield from (Headword(f"palabra{n}", "", ("word",)) for n in range(2500))
        dictionaries.remove("x")
        yield from (Headword(f"palabra{n}", "", ("word",)) for n in range(2500))

    monkeypatch.setattr(formats, "look", lambda *_: formats.Source(About("x", "es", "en"), words))
    with pytest.raises(Conflict, match="at the same time"):
        install(tmp_path)
    assert entries() == 0


def test_the_word_inside_an_arabic_form_is_found(app: Flask, tmp_path: Path) -> None:
    words = "قَلْب\theart\nدُنْيَة\tworld\nأحبّ\tto love\n"
    install(made.table(tmp_path / "mine.tsv", words), About(language="ar", into="en"))
    found = dictionaries.look_up("ar", ["en"], ["قلب", "دنيتي", "وقلبك", "أحبه", "سماء"])
    assert [[entry.senses[0] for entry in found[word]] for word in found] == [
        ["heart"], ["world"], ["heart"], ["to love"], [],
    ]  # fmt: skip
