"""The word card: what there is to say of a word where it is sung."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from canary.lyrics.model import Line, Lyrics, Word
from canary.vocab import service as vocab
from canary.vocab import statuses
from tests.factories import NOW, Factory

JAPANESE = Lyrics(
    (
        Line("夜の海", 0, 900, (Word("夜", 0, 300, ""), Word("の", 300, 500, ""), Word("海", 500, 900, ""))),
        Line("海", 1000, 2000),
    ),
    timing="word",
)


def marks(client: FlaskClient) -> list[str]:
    """What the page knows of each line's words."""
    found: list[str] = client.get("/songs/luz/marks.json").get_json()
    return found


def test_a_word_with_its_meaning_is_kept_from_the_card(app: Flask, make: Factory) -> None:
    make.word(make.song("Luz"), "luna")
    client = make.client(make.learner("ana"))
    card = client.get("/songs/luz/lines/1/words/2").text
    assert "luna in English" in card
    assert "/words/1/keep" in card
    client.post("/songs/luz/words/1/keep")
    assert "Kept" in client.get("/songs/luz/lines/1/words/2").text


def test_a_small_word_can_be_marked(app: Flask, make: Factory) -> None:
    make.song("Luz")
    ana = make.learner("ana")
    statuses.mark(ana.id, "es", ["hola"], "known", NOW)
    card = make.client(ana).get("/songs/luz/lines/1/words/1").text
    assert 'value="new" aria-pressed="true" aria-keyshortcuts="1" title="Key 1">I know it' in one_space(card)
    assert "/keep" not in card


def test_a_visitor_reads_it(app: Flask, make: Factory) -> None:
    make.word(make.song("Luz"), "luna")
    card = make.client(None).get("/songs/luz/lines/1/words/2").text
    assert "luna in English" in card
    assert "create an account" in card
    assert "<form" not in card


@pytest.mark.parametrize(("unit", "lemma"), [(1, "夜"), (3, "海")])
def test_without_spaces(app: Flask, make: Factory, unit: int, lemma: str) -> None:
    song = make.song("Umi", text=JAPANESE, language="ja")
    lines = [
        [(0, 1, "夜", "NOUN", "word"), (1, 2, "の", "ADP", "word"), (2, 3, "海", "NOUN", "word")],
        [(0, 1, "海", "NOUN", "word")],
    ]
    vocab.keep(song.id, vocab.Drawn((), lines))
    client = make.client(None)
    assert f">{lemma}<" in client.get(f"/songs/umi/lines/1/words/{unit}").text
    assert ">海<" in client.get("/songs/umi/lines/2/words/1").text  # a line that is timed as a whole


@pytest.mark.parametrize("place", ["0/words/1", "99/words/1", "1/words/0", "1/words/99"])
def test_no_such_word(app: Flask, make: Factory, place: str) -> None:
    make.song("Luz")
    assert make.client(None).get(f"/songs/luz/lines/{place}").status_code == 404


def test_marks(app: Flask, make: Factory) -> None:
    song = make.song("Luz")
    make.word(song, "luna")
    lines = [
        [(0, 4, "hola", "INTJ", "sound"), (5, 9, "luna", "NOUN", "word")],
        [(0, 5, "cantar", "VERB", "word"), (6, 13, "yo", "PRON", "word")],
    ]
    vocab.keep(song.id, vocab.Drawn((), [*lines, [], []]))
    make.word(song, "cantar")
    ana = make.learner("ana")
    client = make.client(ana)
    assert marks(client) == ["-n", "nn", "----", "--"]
    statuses.mark(ana.id, "es", ["luna"], "known", NOW)
    statuses.mark(ana.id, "es", ["yo"], "ignored", NOW)
    client.post("/songs/luz/words/keep", data={"word": ["1", "2"]})
    assert marks(client)[:2] == ["-k", "l-"]


def test_one_form_may_go_its_own_way(app: Flask, make: Factory) -> None:
    song = make.song("Luz")
    lines = [[(0, 4, "ir", "VERB", "word"), (5, 9, "ir", "VERB", "word")], [(0, 6, "ir", "VERB", "word")], [], []]
    vocab.keep(song.id, vocab.Drawn((), lines))
    ana, bea = make.learner("ana"), make.learner("bea")
    client = make.client(ana)
    client.post("/words/status", data={"language": "es", "lemma": "ir", "status": "known"})
    said = {"language": "es", "lemma": "ir", "form": "LUNA", "status": "learning"}
    assert client.post("/words/status", data=said).status_code == 302
    assert marks(client)[:2] == ["kl", "k-"]
    card = client.get("/songs/luz/lines/1/words/2").text
    assert 'value="new" aria-pressed="true" aria-keyshortcuts="1"' in one_space(card)
    assert 'value="" aria-pressed="true">Learning' in one_space(card)
    assert "different for “<span" in client.get("/words?language=es").text
    assert marks(make.client(bea))[0] == "nn"
    client.post("/words/status", data=said | {"status": "loved"})
    assert marks(client)[0] == "kl"
    client.post("/words/status", data=said | {"status": ""})
    assert marks(client)[0] == "kk"
    assert "different for “<span" not in client.get("/words?language=es").text
    assert "Status of “" not in client.get("/songs/luz/lines/2/words/9").text


def one_space(text: str) -> str:
    return " ".join(text.split())
