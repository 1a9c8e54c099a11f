"""Documents in databases: what is kept now, and what was kept before words had syllables."""

from typing import Any

import pytest

from canary.lyrics.model import Layer, Line, Lyrics, LyricsError, Syllable, Word, from_dict, to_dict


def test_documents_of_every_age() -> None:
    oldest: dict[str, Any] = {
        "lines": [{"text": "a b", "start": 1, "end": None, "words": [["a", 1, 2], ["b", 2, None, ""]]}],
        "timing": "word",
    }
    words = (Word("a", 1, 2), Word("b", 2, None, ""))
    assert from_dict(oldest) == Lyrics((Line("a b", 1, None, words),), timing="word")
    layered = {
        **oldest,
        "layers": [{"kind": "reading", "language": "ja", "lines": ["x"]}],
        "estimated": True,
        "meta": {"ti": "A"},
    }
    assert from_dict(layered).layers == (Layer("reading", "ja", ("x",)),)
    assert from_dict({**oldest, "lines": [{**oldest["lines"][0], "singer": "Ana"}]}).lines[0].singer == "Ana"


def test_a_document_of_now() -> None:
    word = Word("sol", 1, 9, "", (Syllable("so", 1, 4, 7), Syllable("l", 4, 9, None, "golden")))
    lyrics = Lyrics(
        (Line("sol", 1, 9, (word,), "Ana"),), (Layer("translation", "en", ("sun",), True, "b"),), {"ti": "A"}, "word"
    )
    assert from_dict(to_dict(lyrics)) == lyrics


@pytest.mark.parametrize("words", [[["a"]], [["a", 1, 2, "", [["a", 1]]]], [3]])
def test_strange_words_are_refused(words: list[object]) -> None:
    with pytest.raises(LyricsError):
        from_dict({"lines": [{"text": "a", "start": 1, "end": 2, "words": words}], "timing": "word"})
