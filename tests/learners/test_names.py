"""Rules for names and passwords."""

import time

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


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("12345678", "many people"), ("password", "many people"), ("P@ssw0rd1", "many people"), ("iloveyou2", "many people"),
        ("qwertzuiop", "many people"), ("canary123", "your name"), ("canarycanary", "repeats itself"),
        ("ana.ruiz.lopez1", "your name"), ("zepol.ziur.ana", "your name"), ("abcdefghijk", "repeats itself"),
        ("hunter2hunter2", "repeats itself"), ("12345678901234567890", "repeats itself"), ("14.07.1789", "dates"),
        ("пароль12", "your name"), ("contraseña1", "your name"), ("ｐａｓｓｗｏｒｄ", "many people"), ("Ana Ruiz L", "your name"),
    ],
)  # fmt: skip
def test_passwords_that_are_guessed(password: str, said: str) -> None:
    found = str(names.password_problem(password, "ana.ruiz.lopez", "Ana Ruiz L"))
    assert said in found
    assert "sentence" in found


def test_a_long_password_is_not_read_for_long() -> None:
    begun = time.process_time()
    for password in ("ab1!" * 16, "a" * 61 + "bcd", "12345678" * 8, "x y z " * 33):
        names.password_problem(password, "ana")
    assert time.process_time() - begun < 4, "seconds, of which loading the lists takes the most"


@pytest.mark.parametrize("password", ["la luna canta de noche", "correct horse battery staple", "夜の歌を歌う人たち", "another sentence", "short-and-odd-42"])  # fmt: skip
def test_passphrases(password: str) -> None:
    assert names.password_problem(password, "ana") is None


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
