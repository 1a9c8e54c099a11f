"""A text in sentences, and what became of one."""

import pytest

from canary.corrections.diff import pieces
from canary.corrections.sentences import MOST, split


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hola. Soy Ana. ¿Qué tal?", ["Hola.", "Soy Ana.", "¿Qué tal?"]),
        ("Bien… y tú. ¡Qué bien! 😀", ["Bien… y tú.", "¡Qué bien! 😀"]),
        ("El Sr. López y la Dra. Ruiz.", ["El Sr. López y la Dra. Ruiz."]),
        ("Am 3. Mai kostet es 3.5 Euro. Gut.", ["Am 3. Mai kostet es 3.5 Euro.", "Gut."]),
        ("J. S. Bach lives. So?", ["J. S. Bach lives.", "So?"]),
        ("今日は。元気ですか？はい！", ["今日は。", "元気ですか？", "はい！"]),
        ("你好。我叫安娜。", ["你好。", "我叫安娜。"]),
        ("مرحبا. كيف حالك؟ أنا بخير.", ["مرحبا.", "كيف حالك؟", "أنا بخير."]),
        ("मैं यहाँ हूँ। तुम?", ["मैं यहाँ हूँ।", "तुम?"]),
        ("Привет. Как дела?", ["Привет.", "Как дела?"]),
        ("**La luna** está *llena*.\n- uno\n> cita", ["La luna está llena.", "uno", "cita"]),
        ("See [this](http://x.example/a.b). Snake_case stays", ["See this.", "Snake_case stays"]),
        ("One line\nanother", ["One line", "another"]),
        ("😀 ...", []),
        ("", []),
    ],
)
def test_sentences(text: str, found: list[str]) -> None:
    assert split(text) == found


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "I was born in 1990. I live in Spain.", ["I was born in 1990.", "I live in Spain."]),
        ("", "I was born in 1990. I live in Spain.", ["I was born in 1990.", "I live in Spain."]),
        ("es-MX", "Tengo 12. Soy alta.", ["Tengo 12.", "Soy alta."]),
        ("de", "Das war 1990. Ich war klein.", ["Das war 1990.", "Ich war klein."]),
        ("de", "Am 3. Mai war es. Gut.", ["Am 3. Mai war es.", "Gut."]),
        ("en", "J. S. Bach lived. So?", ["J. S. Bach lived.", "So?"]),
    ],
)
def test_numbers_at_the_end_of_a_sentence(language: str, text: str, found: list[str]) -> None:
    assert split(text, language) == found


def test_a_wall_of_text_is_cut() -> None:
    assert len(split("A. B\n" * 1000)) == MOST
    assert split("." * 10_000) == []


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("yo soy contento", "estoy contento", [("gone", "yo soy"), ("new", "estoy"), ("same", " contento")]),
        ("la casa", "la casa", [("same", "la casa")]),
        (
            "Yo soy contento.",
            "Estoy muy contenta.",
            [("gone", "Yo soy contento"), ("new", "Estoy muy contenta"), ("same", ".")],
        ),
        ("", "hola", [("new", "hola")]),
        ("我昨天去了学校", "我昨天去学校了", [("same", "我昨天去"), ("gone", "了"), ("same", "学校"), ("new", "了")]),
        (
            "ذهبت الى المدرسة",
            "ذهبت إلى المدرسة",
            [("same", "ذهبت "), ("gone", "الى"), ("new", "إلى"), ("same", " المدرسة")],
        ),
        ("がっこ へ", "がっこう へ", [("same", "がっこ"), ("new", "う"), ("same", " へ")]),
        ("café", "cafe", [("gone", "café"), ("new", "cafe")]),
    ],
)
def test_what_changed(before: str, after: str, found: list[tuple[str, str]]) -> None:
    shown = pieces(before, after)
    assert [(piece.kind, piece.text) for piece in shown] == found
    assert "".join(piece.text for piece in shown if piece.kind != "new") == before
    assert "".join(piece.text for piece in shown if piece.kind != "gone") == after
