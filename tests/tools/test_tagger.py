"""Training models of word classes from sentences."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from canary.vocab.languages import tagger
from tools.tagger import training
from tools.tagger.__main__ import main
from tools.tagger.corpus import Sentence, read, written

ROWS = [
    [["La", "el", "DET"], ["luna", "luna", "NOUN"], ["sale", "salir", "VERB"], ["de", "de", "ADP"], ["el", "el", "DET"], ["mar", "mar", "NOUN"], [".", ".", "PUNCT"]],
    [["Quiero", "querer", "VERB"], ["dar", "dar", "VERB"], ["te", "tú", "PRON"], ["un", "uno", "DET"], ["beso", "beso", "NOUN"], ["dulce", "dulce", "ADJ"]],
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "sentences"
    place.mkdir()
    with gzip.open(place / "es.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({"tokens": rows}) + "\n" for rows in ROWS * 3)
    return place


@pytest.fixture
def own_models() -> Iterator[None]:
    """Give Spanish its own model back."""
    yield
    tagger.unload()


@pytest.mark.parametrize(
    ("language", "rows", "text"),
    [
        ("es", "a/ADP el/DET río/NOUN ,/PUNCT diciendo/VERB me/PRON", "al río, diciéndome"),
        ("es", "se/PRON va/VERB a/ADP él/PRON", "se va a él"),
        ("fr", "l'/DET eau/NOUN de/ADP les/DET rues/NOUN", "l'eau des rues"),
        ("fr", "dis/VERB -moi/PRON (/PUNCT oui/INTJ )/PUNCT", "dis-moi (oui)"),
        ("it", "di/ADP l'/DET aria/NOUN ,/PUNCT in/ADP la/DET via/NOUN", "dell'aria, nella via"),
        ("it", "vedere/VERB lo/PRON", "vederlo"),
        ("pt", "Em/ADP esse/DET dia/NOUN por/ADP a/DET rua/NOUN", "Nesse dia pela rua"),
        ("pt", "lembra/VERB me/PRON", "lembra-me"),
        ("en", "I/PRON do/AUX n't/PART ,/PUNCT she/PRON 's/AUX", "I don't, she's"),
    ],
)
def test_sentences_are_written_as_people_write_them(language: str, rows: str, text: str) -> None:
    split = [(form, form, pos) for form, pos in (row.split("/") for row in rows.split())]
    sentence = written(split, language)
    assert sentence.text == text
    places = [(start, end) for start, end, _, _ in sentence.words]
    assert "".join(text[start:end] for start, end in places) == text.replace(" ", "")


def test_lines_are_like_lyrics() -> None:
    rows = [
        (word, word, "NOUN" if word.isalpha() else "PUNCT") for word in ["Uno", "dos", "tres", ",", "cuatro", "Cinco"]
    ]
    assert [line.text for line in training.lines(written(rows, "es"))] == ["uno dos tres", "cuatro cinco"]


def test_the_same_sentences_give_the_same_bytes(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one", "two"):
        main([str(folder), "--into", str(tmp_path / name)])
    first, second = ((tmp_path / name / "es.crf").read_bytes() for name in ("one", "two"))
    assert first == second
    assert first.startswith(b"lCRF")
    assert "MB from 6 sentences" in capsys.readouterr().out


def test_checking_writes_shares_and_no_model(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], own_models: None
) -> None:
    main([str(folder), "es", "--check", "3", "--into", str(tmp_path / "none")])
    said = capsys.readouterr().out
    assert said.startswith("es: 21 content words; class ")
    assert "1.0000 by models" in said
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["fr"], "no sentences for fr"), (["--check", "1"], "at least 2 folds")],
)
def test_what_cannot_be_done_is_said(folder: Path, arguments: list[str], says: str) -> None:
    with pytest.raises(SystemExit, match=says):
        main([str(folder), *arguments])


@pytest.mark.parametrize("line", ["{", "[]", '{"tokens": [["a", "b"]]}'])
def test_a_file_of_another_form_is_named_with_its_line(tmp_path: Path, line: str) -> None:
    with gzip.open(tmp_path / "es.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(line)
    with pytest.raises(SystemExit, match="line 1: needs"):
        main([str(tmp_path)])
    (tmp_path / "es.jsonl.gz").write_bytes(b"no gzip")
    with pytest.raises(SystemExit, match="can't be read"):
        main([str(tmp_path)])


def test_contractions_have_no_class_of_their_own(folder: Path) -> None:
    sentence = read(folder / "es.jsonl.gz", "es")[0]
    assert isinstance(sentence, Sentence)
    assert [(sentence.text[a:b], pos) for a, b, pos, _ in sentence.words][3:5] == [("del", ""), ("mar", "NOUN")]
