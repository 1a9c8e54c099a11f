"""Turkish and Azerbaijani: I and İ are ı and i in lower case."""

from random import Random

import pytest

from canary.dictionaries import folding
from canary.games import choices
from canary.games import material as games
from canary.letter_case import folded, lower, upper
from canary.lyrics.syllables import count, split
from canary.vocab import phrases
from canary.vocab import service as vocab
from canary.vocab.analyse import tokens
from canary.vocab.frequency import zipf
from canary.vocab.rank import rank
from tests.factories import Factory, lyrics_of


@pytest.mark.parametrize("language", ["tr", "az", "tr-TR", "az-Latn"])
def test_lower_case(language: str) -> None:
    assert lower("IŞIK İYİ", language) == folded("IŞIK İYİ", language) == "ışık iyi"
    assert lower("I\u0307YI\u0307", language) == "iyi"
    assert upper("ışık iyi", language) == "IŞIK İYİ"


def test_other_languages_keep_their_i() -> None:
    assert (lower("IN", "de"), folded("INS", "en"), upper("in", "es"), lower("I", "")) == ("in", "ins", "IN", "i")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IŞIK", ["ışık"]), ("Işık", ["ışık"]), ("İYİ GECELER", ["iyi", "gece"]), ("KIZ, KAPIYI AÇ", ["kız", "kapı", "aç"]),
        ("İnsan", ["insan"]),
    ],
)  # fmt: skip
def test_dictionary_forms(text: str, expected: list[str]) -> None:
    assert [t.lemma for t in tokens(text, "tr") if t.kind == "word"] == expected


def test_capitals_are_counted_with_the_word() -> None:
    words = {word.lemma: word.count for word in rank(["IŞIK IŞIK IŞIK", "ışık geldi", "Işık geldi"], "tr")}
    assert words["ışık"] == 5


def test_lists_idioms_and_dictionaries_find_them() -> None:
    assert zipf("IŞIK", "tr") == zipf("ışık", "tr") > 3
    (found,) = phrases.in_lines(["BENİM IŞIĞIM", "benim ışığım"], "tr", {"benim ışığım": ()})
    assert found.count == 2
    assert folding.key("IŞIK", "tr") == folding.key("ışık", "tr") == "ışık"
    assert folding.key("İstanbul", "tr") == "istanbul"


def test_syllables() -> None:
    assert (count("ışık", "tr"), split("IŞIK", "tr")) == (2, ["I", "ŞIK"])


def test_games_and_the_word_card_lower_them_too(make: Factory) -> None:
    assert games.fold("IŞIK") == games.fold("ışık")
    assert games.fold("İYİ") == games.fold("iyi")
    light = games.Word(0, 4, "Işık", "ışık", "NOUN", "word", 0)
    there = games.Line(0, "Işık geldi", None, None, (light,))
    here = games.Line(
        1,
        "bir kuş",
        None,
        None,
        (games.Word(0, 3, "bir", "bir", "DET", "word"), kus := games.Word(4, 7, "kuş", "kuş", "NOUN", "word", 1)),
    )
    assert choices.others(kus, here, [there, here], {}, Random(1), 1) == ["ışık"]
    song = make.song("Şarkı", text=lyrics_of(("IŞIK geldi",), translated=False), language="tr")
    found = [(0, 4, "ışık", "NOUN", "word"), (5, 10, "gelmek", "VERB", "word")]
    vocab.keep(song.id, vocab.Drawn((), [found]))
    page = make.client(make.learner("ana", make.circle())).get(f"/songs/{song.slug}/lines/1/words/1")
    assert page.status_code == 200
    assert "ışık</strong>" in page.text
    assert "Status of" not in page.text  # IŞIK and ışık are the same form
