"""Rules for names and passwords."""

import pytest

from canary.learners import names

GOOD = (
    "ana",
    "Ana2",
    "ana.ruiz",
    "ana-ruiz",
    "ana_ruiz",
    "Зоя",
    "あな",
    "安娜",
    "أمل",
    "한나",
    "2pac",
    "a" * 32,
    "ａｎａ",
    "नेहा",
    "محمّد",
    "สมชาย",
    "علی\u200cرضا",  # a joiner that Persian needs
)
BAD = (
    "",
    "a",
    " ",
    "a" * 33,
    ".ana",
    "_ana",
    "-ana",
    "an a",
    "ana!",
    "a/b",
    "<b>",
    "ana\n",
    "\u202eana",
    "🐤🐤",
    "a\x00b",
    "\u200cana",
    "ana\u200d",
    "\u0301a",
)


@pytest.mark.parametrize("name", GOOD)
def test_good_names(name: str) -> None:
    assert names.username_problem(name) is None


@pytest.mark.parametrize("name", BAD, ids=ascii)
def test_bad_names(name: str) -> None:
    assert str(names.username_problem(name)).startswith("Use 2 to 32 letters")


@pytest.mark.parametrize(
    ("name", "why"),
    [("e\u0301" * 32, "64 letters before they are composed"), ("\u0390" * 32, "96 letters when folded")],
)
def test_names_fit_their_columns(name: str, why: str) -> None:
    if names.username_problem(name) is None:
        assert len(names.shown(name)) <= 32, why
        assert len(names.key(name)) <= 64, why


@pytest.mark.parametrize(
    ("one", "other"), [("Ana", "ana"), ("ana ", "ana"), ("ａｎａ", "ana"), ("ΣΑΣ", "σασ"), ("STRASSE", "straße")]
)
def test_names_that_count_as_one(one: str, other: str) -> None:
    assert names.key(one) == names.key(other)


@pytest.mark.parametrize(
    ("password", "start"),
    [
        ("short", "Use 8 to 200 characters"),
        ("x" * 201, "Use 8 to 200 characters"),
        ("aaaaaaaaa", "That’s too easy"),
        ("abcabcabc", "That’s too easy"),
        ("Ana.Ruiz.Lopez", "That’s too easy"),
    ],
)
def test_bad_passwords(password: str, start: str) -> None:
    assert str(names.password_problem(password, "ana.ruiz.lopez")).startswith(start)


@pytest.mark.parametrize("password", ["a short sentence", "ñandú y pan", "さくらさくらやよい", "x7Qp" * 50])
def test_good_passwords(password: str) -> None:
    assert names.password_problem(password, "ana") is None


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  Ana   Ruiz ", "Ana Ruiz"),
        ("Ana\x00\x07\u202e Ruiz", "Ana Ruiz"),
        ("Ana\nRuiz", "Ana Ruiz"),
        ("x" * 100, "x" * 64),
        ("👩\u200d🎤", "👩\u200d🎤"),
        ("", ""),
    ],
)
def test_shown_names(typed: str, shown: str) -> None:
    assert names.display_name(typed) == shown


@pytest.mark.parametrize(
    ("one", "other"),
    [("İpek", "ipek"), ("IŞIK", "ışık"), ("e\u0301va", "Éva"), ("ＡＮＡ", "ana"), ("\u1112\u1161\u11ab나", "한나")],
)
def test_names_that_are_the_same(one: str, other: str) -> None:
    assert names.key(one) == names.key(other)
