"""Answers in other scripts may be typed as they sound."""

from typing import Any

import pytest

from canary.games.readings import with_readings


def gap(answer: str) -> dict[str, Any]:
    return {"n": 0, "parts": ("", {"answer": answer, "lemma": answer, "choices": ()})}


@pytest.mark.parametrize(
    ("answer", "language", "readings"),
    [
        ("坂", "ja", ["saka", "さか"]),
        ("帰った", "ja", ["kaetta", "かえった"]),
        ("月亮", "zh", ["yuèliang", "yuè liang"]),
        ("사랑", "ko", ["sarang"]),
        ("песня", "ru", ["pesnya"]),
        ("luna", "es", None),
        ("बारिश", "hi", None),
    ],
)
def test_a_gap(answer: str, language: str, readings: list[str] | None) -> None:
    (item,) = with_readings([gap(answer)], {0: answer}, language)
    found = item["parts"][1].get("readings")
    if readings is None:
        assert found is None
    else:
        assert set(found) & set(readings)
        assert len(found) == (2 if language == "ja" else 1)


def test_a_dictation_has_its_lines_reading_and_other_games_have_none() -> None:
    dictated = {"n": 1, "words": (("家", "家"), ("に", ""), ("帰る", "帰る"))}
    other = {"n": 1, "options": (1, 2)}
    found = with_readings([dictated, other], {1: "家に帰る"}, "ja")
    assert found[0]["readings"] == ["ie ni kaeru", "いえにかえる"]
    assert found[1] == other
