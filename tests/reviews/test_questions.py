"""Questions as the page needs them, and answers as it sends them."""

from dataclasses import dataclass

import pytest

from canary.lyrics import clips
from canary.reviews import questions
from canary.reviews.questions import Answer

ID = "a" * 32


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "1 min"), (59, "1 min"), (600, "10 min"), (3599, "1 h"), (3600, "1 h"), (7200, "2 h"), (86_399, "1 d"),
        (86_400, "1 d"), (8 * 86_400, "8 d"), (59 * 86_400, "59 d"), (60 * 86_400, "2 mo"), (400 * 86_400, "13 mo"),
        (730 * 86_400, "2.0 y"), (8000 * 365 * 86_400, "paused"),
    ],
)  # fmt: skip
def test_waits(seconds: int, words: str) -> None:
    assert str(questions.wait(seconds)) == words


@pytest.mark.parametrize(
    ("line", "start", "end", "parts"),
    [
        ("la noche es larga", 3, 8, ("la ", "noche", " es larga")),
        ("夜が長い", 0, 1, ("", "夜", "が長い")),
        ("🌙 luna", 2, 6, ("🌙 ", "luna", "")),
        ("", 0, 4, ("", "", "")),
        ("short", 2, 9, ("short", "", "")),
        ("short", 3, 3, ("short", "", "")),
    ],
)
def test_a_line_is_cut_at_its_word(line: str, start: int, end: int, parts: tuple[str, str, str]) -> None:
    assert questions.cut(line, start, end) == parts


LINE = ("la ", "noche", " es larga")
SUNG = {"before": "la ", "word": "noche", "after": " es larga", "lang": "es"}


@pytest.mark.parametrize(
    ("kind", "meaning", "line", "asks", "rows"),
    [
        ("meaning", "night", LINE, "What does the highlighted word mean here?", [SUNG | {"look": "mark"}]),
        ("sound", "night", LINE, "What do you hear, and what does it mean?", []),
        ("word", "night", LINE, "Which word is it?", ["night", SUNG | {"look": "gap"}]),
        ("type", "night", LINE, "Type the word.", ["night", SUNG | {"look": "gap"}]),
        ("word", "night", ("la noche", "", ""), "Which word is it?", ["night"]),
        ("word", "", LINE, "Which word is it?", ["The night is long", SUNG | {"look": "gap"}]),
        (
            "meaning", "night", ("", "", ""), "What does the highlighted word mean here?",
            [{"before": "", "word": "noche", "after": "", "lang": "es", "look": "mark"}],
        ),
    ],
)  # fmt: skip
def test_faces(kind: str, meaning: str, line: tuple[str, str, str], asks: str, rows: list[object]) -> None:
    plain = {"word": "", "after": "", "look": "mark", "lang": ""}
    wanted = [plain | {"before": row} if isinstance(row, str) else row for row in rows]
    asked, shown = questions.prompt(kind, "noche", meaning, "The night is long", line, "es")
    assert (str(asked), shown) == (asks, wanted)


def test_without_any_meaning_the_line_is_asked_about() -> None:
    asks, rows = questions.prompt("word", "noche", "", "", LINE, "es")
    assert str(asks).startswith("What does")
    assert rows == [SUNG | {"look": "mark"}]


@dataclass
class OfCard:
    card_id: int
    kind: str


def test_one_question_a_card() -> None:
    rows = [OfCard(1, "a"), OfCard(1, "b"), OfCard(2, "a"), OfCard(3, "a")]
    assert [(r.card_id, r.kind) for r in questions.one_of_a_card(rows, 9)] == [(1, "a"), (2, "a"), (3, "a")]
    assert [r.card_id for r in questions.one_of_a_card(rows, 1)] == [1]
    assert [r.card_id for r in questions.one_of_a_card(rows, 9, without={2})] == [1, 3]
    assert questions.one_of_a_card(rows, 0) == []


@pytest.mark.parametrize(
    ("line", "mark", "found"),
    [
        (1, None, 1), (5, None, None), (-1, None, None), (1, "b", 1), (0, "b", 1), (9, "c", 2), (1, "gone", None),
        (3, "a", 3), (2, "a", 0),
    ],
)  # fmt: skip
def test_a_line_is_found_where_it_has_moved(line: int, mark: str | None, found: int | None) -> None:
    assert clips.line_now(["a", "b", "c", "a"], line, clips.mark(mark) if mark else None) == found


GOOD = {"id": ID, "schedule": 7, "rating": 3, "at": 1000, "ms": 420}


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        ([GOOD], [Answer(ID, 7, 3, 1000, 420)]),
        ([GOOD | {"ms": None}], [Answer(ID, 7, 3, 1000)]),
        ([GOOD | {"ms": -5}], [Answer(ID, 7, 3, 1000)]),
        ([GOOD | {"at": 2000}, GOOD], [Answer(ID, 7, 3, 1000, 420), Answer(ID, 7, 3, 2000, 420)]),
        ([{"id": ID, "at": 5, "undo": True}], [Answer(ID, 0, 0, 5, undo=True)]),
        ([GOOD | {"rating": 0}, GOOD | {"rating": 5}, GOOD | {"rating": True}, GOOD | {"rating": "3"}], []),
        ([GOOD | {"id": "short"}, GOOD | {"id": "x" * 41}, GOOD | {"id": 12345678}], []),
        ([GOOD | {"schedule": 2**31}, GOOD | {"schedule": -1}, GOOD | {"schedule": 1.5}], []),
        ([GOOD | {"at": 2**60}, GOOD | {"at": None}, {}, None, 3, "x", [GOOD]], []),
        (None, []),
        ({"answers": [GOOD]}, []),
        ([GOOD] * 1200, [Answer(ID, 7, 3, 1000, 420)] * 1000),
    ],
)
def test_what_a_browser_sends(sent: object, found: list[Answer]) -> None:
    assert questions.parse_answers(sent) == found
