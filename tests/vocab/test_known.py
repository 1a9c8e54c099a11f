"""What a learner knows: told one by one, as a list, as a level, and taken back."""

import io

import pytest
from flask import Flask

from canary.vocab import known, statuses
from canary.vocab import service as vocab
from tests.factories import NOW, Factory


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("luna\nsol\n\nluna", "es", ["luna", "sol"]),
        ("cantas\nel pan\nniñas", "es", ["cantar", "pan", "niño"]),
        ("Häuser\nsingt", "de", ["Haus", "singen"]),
        ("luna,moon\nsol,sun", "es", ["luna", "sol"]),
        ("luna;moon, the", "es", ["luna"]),
        ("#separator:tab\n#html:true\n<b>luna</b>\tmoon\t[sound:a.mp3]", "es", ["luna"]),
        ("esta frase tiene demasiadas palabras", "es", []),
        ("{{c1::noche}}\t&nbsp;", "es", ["noche"]),
        ('"sin cerrar\nsol', "es", ["cerrar", "sol"]),
        ("123\n!!!\n\0", "es", []),
    ],
)
def test_pasted(text: str, language: str, expected: list[str]) -> None:
    assert known.pasted(text, language) == expected


def test_a_list_has_an_end() -> None:
    rows = "\n".join(
        f"palabra{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676 % 26)}"
        for n in range(known.MOST_PASTED + 1000)
    )
    assert 0 < len(known.pasted(rows, "es")) <= known.MOST_PASTED


def test_the_most_frequent_words_are_dictionary_forms() -> None:
    found = known.frequent("es", 800)
    assert len(found) == len(set(found)) == 800
    assert {"ser", "casa", "hacer", "de"} <= set(found)
    assert "casas" not in found
    assert known.frequent("xx", 800) == ()


@pytest.mark.parametrize(
    ("counts", "said", "expected"),
    [
        ({"luna": 3, "sol": 1}, {}, (4, 0, 2, 0)),
        ({"luna": 3, "sol": 1}, {"luna": "known", "sol": "learning"}, (4, 3, 2, 1)),
        ({"luna": 3, "sol": 1}, {"sol": "ignored"}, (3, 0, 1, 0)),
        ({}, {"luna": "known"}, (0, 0, 0, 0)),
    ],
)
def test_share(counts: dict[str, int], said: dict[str, str], expected: tuple[int, int, int, int]) -> None:
    found = known.share(counts, said)
    assert (found.running, found.running_known, found.lemmas, found.lemmas_known) == expected
    assert 0 <= found.percent <= 100


def drawn(*lines: str) -> vocab.Drawn:
    return vocab.Drawn((), [[(0, len(word), word, "NOUN", "word") for word in line.split()] for line in lines])


def test_shares_of_songs_agree_with_the_plain_rule(app: Flask, make: Factory) -> None:
    circle = make.circle()
    ana, beto = make.learner("ana", circle), make.learner("beto", circle)
    spanish, french = make.song("Luz"), make.song("Nuit", language="fr")
    vocab.keep(spanish.id, drawn("luna sol luna", "mar luna"))
    vocab.keep(french.id, drawn("luna sol"))
    statuses.mark(ana.id, "es", ["luna", "cielo"], "known", NOW)
    statuses.mark(ana.id, "es", ["mar"], "ignored", NOW)
    statuses.mark(ana.id, "fr", ["sol"], "known", NOW)
    songs = [(spanish.id, "es"), (french.id, "fr")]
    mine = statuses.shares(ana.id, songs)
    assert mine[spanish.id] == known.share({"luna": 3, "sol": 1, "mar": 1}, statuses.of(ana.id, "es"))
    assert (mine[spanish.id].percent, mine[french.id].percent) == (75, 50)
    assert statuses.shares(beto.id, songs)[spanish.id].percent == 0
    assert statuses.shares(None, songs) == {}


def test_one_change_is_taken_back_as_one(app: Flask, make: Factory) -> None:
    ana = make.learner("ana")
    statuses.mark(ana.id, "es", ["luna"], "learning", NOW)
    batch, count = statuses.mark(ana.id, "es-MX", ["luna", "sol", "sol", "mar"], "known", NOW)
    assert count == 3
    statuses.mark(ana.id, "es", ["mar"], "ignored", NOW)
    assert statuses.unmark(make.learner("beto").id, batch) == 0  # somebody else's
    assert statuses.unmark(ana.id, batch) == 2
    assert statuses.of(ana.id, "es") == {"luna": "learning", "mar": "ignored"}
    assert statuses.unmark(ana.id, batch) == 0


def test_the_page(app: Flask, make: Factory) -> None:
    ana = make.learner("ana")
    client = make.client(ana)
    make.song("Luz")
    assert "No marked words yet" in client.get("/words?language=es").text
    assert "You know 0% of it" in client.get("/words/songs").text
    said = client.post("/words/level", data={"language": "es", "level": "A1"}, follow_redirects=True).text
    assert "600 of 600 words marked as known." in said
    assert "Did we mark too many words?" in said
    assert "casa" in client.get("/words?language=es&q=casa").text
    file = {"language": "es", "status": "ignored", "file": (io.BytesIO("zarzuela\nañil".encode()), "mine.csv")}
    assert "2 of 2 words" in client.post("/words/paste", data=file, follow_redirects=True).text
    assert "zarzuela" in client.get("/words?language=es&status=ignored").text
    assert (
        "We found no words in this list" in client.post("/words/paste", data={"language": "es", "words": "12 !"}).text
    )
    assert client.post("/words/status", data={"language": "es", "lemma": "añil", "status": "no"}).status_code == 422
    assert "None of your words match." in client.get("/words?language=es&q=xyz").text
    assert "You know 0% of it" not in client.get("/words/songs").text


def test_a_word_of_a_song_is_known(app: Flask, make: Factory) -> None:
    ana = make.learner("ana")
    song = make.song("Luz")
    vocab.keep(song.id, drawn("luna sol"))
    word_id = make.word(song, "luna").id
    client = make.client(ana)
    client.post(f"/songs/luz/words/{word_id}/status", data={"status": "known"})
    page = client.get("/songs/luz/words").text
    assert "You know it" in page
    assert "You know 50% of the lyrics: 1 of 2 different words" in page
    assert "You know 50% of it" in client.get("/words/songs").text
    client.post(f"/songs/luz/words/{word_id}/status", data={"status": "new"})
    assert "You know 0% of the lyrics" in client.get("/songs/luz/words").text


def test_who_has_marked_nothing_begins_with_what_they_learn(app: Flask, make: Factory) -> None:
    make.song("Qamar", language="ar")
    make.song("Luz", language="es")
    ana = make.learner("ana", learns=["es"])
    assert 'name="language" type="text" value="Español"' in make.client(ana).get("/words").text
