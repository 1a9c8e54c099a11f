"""Pieces of HTML that answers share: their slots, and what is kept of them."""

import pytest

from canary.web.fragments import CACHE_BYTES, Fragments, Piece, slot


@pytest.mark.parametrize(
    ("html", "values", "expected"),
    [
        ("<p>no slot</p>", {}, "<p>no slot</p>"),
        (f"<p>{slot('a')}</p>", {"a": b"x"}, "<p>x</p>"),
        (f"{slot('a')}{slot('b', 1)}{slot('a')}", {"a": b"x", "b 1": "ñ".encode()}, "xñx"),
        ("[a] stays, and so does [deadbeef a]", {}, "[a] stays, and so does [deadbeef a]"),
    ],
    ids=["none", "one", "several", "no marker of ours"],
)
def test_slots_are_filled(html: str, values: dict[str, bytes], expected: str) -> None:
    assert Piece.of(html).fill(values).decode() == expected


def test_a_value_is_not_searched_for_slots() -> None:
    assert Piece.of(slot("a")).fill({"a": slot("b").encode()}) == slot("b").encode()


def test_a_slot_without_a_value_is_an_error() -> None:
    with pytest.raises(KeyError, match="nonce"):
        Piece.of(f"<script nonce={slot('nonce')}>").fill({})


def test_the_name_of_a_slot_is_escaped() -> None:
    assert "<" not in slot("<script>")


def test_a_piece_is_rendered_once_per_key() -> None:
    fragments, rendered = Fragments(), list[int]()

    def get(key: int) -> bytes:
        return fragments.get(key, lambda: rendered.append(key) or str(key)).fill({})  # type: ignore[func-returns-value]

    assert [get(key) for key in (1, 1, 2, 1)] == [b"1", b"1", b"2", b"1"]
    assert rendered == [1, 2]
    fragments.clear()
    assert get(1) == b"1"
    assert rendered == [1, 2, 1]


def test_what_is_too_large_is_not_kept() -> None:
    fragments, rendered = Fragments(), list[int]()
    for _ in range(2):
        fragments.get("large", lambda: rendered.append(1) or "x" * (CACHE_BYTES // 8))  # type: ignore[func-returns-value]
    assert rendered == [1, 1]
