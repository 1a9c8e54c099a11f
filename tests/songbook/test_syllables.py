"""The `w:` line: syllables and words."""

import pytest

from tools.songbook.syllables import read_syllables, words_of


@pytest.mark.parametrize(
    ("text", "syllables", "words"),
    [
        ("pan", ["pan"], ["pan"]),
        ("do-min-go, ca-fé", ["do", "min", "go,", "ca", "fé"], ["domingo,", "café"]),
        ("ca-sa~a do", ["ca", "sa a", "do"], ["casa", "a", "do"]),
        ("hor-no~y ca", ["hor", "no y", "ca"], ["horno", "y", "ca"]),
        ("dis\\-moi", ["dis-moi"], ["dis-moi"]),
        ("to-«\u00a0toi\u00a0»", ["to", "«\u00a0toi\u00a0»"], ["to«\u00a0toi\u00a0»"]),
        ("た-だ-い-ま と", ["た", "だ", "い", "ま", "と"], ["ただいま", "と"]),
        ("", [], []),
    ],
)
def test_reads_syllables(text: str, syllables: list[str], words: list[str]) -> None:
    found = read_syllables(text)
    assert [" ".join(one.pieces) for one in found] == syllables
    assert words_of(found) == words


@pytest.mark.parametrize(
    ("text", "holds"), [("pan_", [1]), ("pan__ y", [2, 0]), ("ca-fé_", [0, 1]), ("ca_-fé", [1, 0])]
)
def test_holds(text: str, holds: list[int]) -> None:
    assert [one.holds for one in read_syllables(text)] == holds
