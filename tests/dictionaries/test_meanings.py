"""Which meaning comes first: by whose it is, by part of speech, by the line."""

import pytest

from canary.dictionaries.meanings import FROM_CORE, Entry, Lookup, Meaning, Own, ordered, overlap

WIKI = "Wiktionary es-en, CC BY-SA 4.0"
NOUN = Entry("NOUN", ("time", "weather", "tempo"), WIKI, "en")
VERB = Entry("VERB", ("to chill",), WIKI, "en")
ASKED = Lookup("tiempo", "NOUN", "es")


def texts(found: tuple[Meaning, ...]) -> list[str]:
    return [meaning.text for meaning in found]


def test_the_order_of_sources() -> None:
    found = ordered(ASKED, ["en"], [("en", "the time we had")], Own("my time"), [NOUN])
    assert texts(found) == ["the time we had", "my time", "time", "weather", "tempo"]
    assert [str(meaning.label) for meaning in found[:3]] == ["from the song", "yours", WIKI]
    found = ordered(ASKED, ["en"], [], None, [])
    assert [(meaning.text, str(meaning.label)) for meaning in found] == [
        ("time", "core glossary"), ("weather", "core glossary"),
    ]  # fmt: skip


def test_nothing_is_invented() -> None:
    assert ordered(Lookup("xyzzy", "NOUN", "es"), ["en"], [], None, []) == ()
    assert ordered(Lookup("xyzzy", "NOUN", "eu"), [], [], None, []) == ()


def test_what_was_chosen_here_stands_before_the_song() -> None:
    said = [("en", "the song's")]
    assert texts(ordered(ASKED, ["en"], said, Own("mine", here=True), []))[:2] == ["mine", "the song's"]
    assert texts(ordered(ASKED, ["en"], said, Own("mine"), []))[:2] == ["the song's", "mine"]


def test_the_language_that_one_speaks_comes_first() -> None:
    said = [("fr", "le temps"), ("en", "the time")]
    french = Entry("NOUN", ("météo",), "Petit, CC0", "fr")
    found = ordered(ASKED, ["fr", "en"], said, Own("mine"), [NOUN, french])
    assert texts(found)[:3] == ["le temps", "mine", "météo"]
    assert texts(found).index("the time") < texts(found).index("weather")
    german = ordered(ASKED, ["de", "en"], [("en", "the time")], None, [])
    assert german[0] == Meaning("Zeit", FROM_CORE, "de")
    assert "the time" in texts(german)


def test_the_class_counts_before_the_line() -> None:
    asked = Lookup("tiempo", "NOUN", "es", "Chill, weather", "en")
    assert texts(ordered(asked, ["en"], [], None, [VERB, NOUN]))[:4] == ["weather", "time", "tempo", "to chill"]


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("What weather, my friend", "weather"),
        ("We had the time", "time"),
        ("It is late", "time"),
        ("", "time"),
        ("at a slow tempo", "tempo"),
    ],
)
def test_senses_by_the_line(line: str, first: str) -> None:
    asked = Lookup("tiempo", "NOUN", "es", line, "en")
    assert texts(ordered(asked, ["en"], [], None, [NOUN]))[0] == first


def test_a_translation_in_another_language_says_nothing() -> None:
    asked = Lookup("tiempo", "NOUN", "es", "weather weather", "fr")
    assert texts(ordered(asked, ["en"], [], None, [NOUN]))[0] == "time"


@pytest.mark.parametrize(
    ("meaning", "line", "language", "count"),
    [
        ("to dance", "we were dancing", "en", 1),
        ("house, home", "a house is not a home", "en", 2),
        ("to be in the", "to be in the end", "en", 0),  # small words say nothing
        ("cat", "category", "en", 0),
        ("夜", "静かな夜の海", "ja", 1),
        ("夜晚", "白天", "zh", 0),
    ],
)
def test_overlap(meaning: str, line: str, language: str, count: int) -> None:
    assert overlap(meaning, line, language) == count


def test_each_meaning_once_and_not_too_many() -> None:
    many = Entry("NOUN", tuple(f"sense {n}" for n in range(40)), WIKI, "en")
    found = ordered(ASKED, ["en"], [("en", "Time")], Own("TIME"), [NOUN, many])
    assert len(found) == 12
    assert [text.casefold() for text in texts(found)].count("time") == 1


def test_what_came_from_a_dictionary_is_credited_for_good() -> None:
    mine = ordered(ASKED, ["en"], [], Own("weather", WIKI), [])[0]
    assert (str(mine.label), mine.credit, mine.mine) == (f"yours, from {WIKI}", WIKI, True)
    assert ordered(ASKED, ["en"], [("en", "x")], None, [])[0].credit == ""
    assert ordered(ASKED, ["en"], [], None, [])[0].credit == ""
