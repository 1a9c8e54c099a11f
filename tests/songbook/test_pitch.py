"""Keys and chords."""

import pytest

from tools.songbook.pitch import chord_classes, key_signature, scale


@pytest.mark.parametrize(
    ("key", "signature"),
    [
        ("C", {}),
        ("Am", {}),
        ("F", {"B": -1}),
        ("Dm", {"B": -1}),
        ("E", {"F": 1, "C": 1, "G": 1, "D": 1}),
        ("Eb", {"B": -1, "E": -1, "A": -1}),
        ("D dorian", {}),
        ("G mix", {}),
        ("F#m", {"F": 1, "C": 1, "G": 1}),
    ],
)
def test_key_signature(key: str, signature: dict[str, int]) -> None:
    assert key_signature(key) == signature


@pytest.mark.parametrize("key", ["", "H", "C blue", "G#", "Fb"])
def test_unknown_keys(key: str) -> None:
    with pytest.raises(ValueError, match="the key"):
        key_signature(key)


@pytest.mark.parametrize(
    ("name", "bass", "classes"),
    [("C", 0, (0, 4, 7)), ("G7/B", 11, (7, 11, 2, 5)), ("Em7b5", 4, (4, 7, 10, 2)), ("Bbm", 10, (10, 1, 5))],
)
def test_chords(name: str, bass: int, classes: tuple[int, ...]) -> None:
    assert chord_classes(name) == (bass, classes)


def test_scale() -> None:
    assert scale("F") == {5, 7, 9, 10, 0, 2, 4}
