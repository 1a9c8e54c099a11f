"""Slugs, languages, licences, covers: values in, values out."""

import itertools

import pytest

from canary.songs import covers, languages, licences
from canary.songs.slugs import candidates, slug
from tests.music import picture
from tools import language_names


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("La Mañana!", "la-manana"), ("Un parapluie pour deux", "un-parapluie-pour-deux"), ("ただいま", "ただいま"),
        ("が", "が"), ("Й", "й"), ("שיר", "שיר"), ("  ", "song"), ("!!!", "song"), ("", "song"), ("a_b/c", "a-b-c"),
        ("x" * 100, "x" * 60), ("Ａｂｃ", "abc"), ("../..", "song"), ("Ünï-çødé 2", "uni-cøde-2"),
    ],
)  # fmt: skip
def test_slugs(title: str, expected: str) -> None:
    assert slug(title) == expected


def test_the_next_slugs() -> None:
    assert list(itertools.islice(candidates("Luz"), 3)) == ["luz", "luz-2", "luz-3"]
    assert next(candidates("Import!")) == "import-2"  # /songs/import is a page


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("es", "es"), ("ES", "es"), ("es-MX", "es"), ("es_419", "es"), ("spa", "es"), ("Spanish", "es"), ("ger", "de"),
        ("deu", "de"), ("japanese", "ja"), (" ja ", "ja"), ("xx", ""), ("", ""), ("und", ""), ("zho", "zh"),
    ],
)  # fmt: skip
def test_language_codes(text: str, code: str) -> None:
    assert languages.code(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Englisch", "en"), ("Spanisch", "es"), ("Deutsch", "de"), ("Français", "fr"), ("francais", "fr"), ("ESPAÑOL", "es"),
        ("Português", "pt"), ("Brazilian Portuguese", "pt"), ("Portugiesisch (Brasilien)", "pt"), ("English (UK)", "en"),
        ("English, Spanish", "en"), ("Deutsch/Englisch", "de"), ("Italienisch & Deutsch", "it"), ("Chinese (Mandarin)", "zh"),
        ("Mandarin Chinese", "zh"), ("日本語", "ja"), ("한국어", "ko"), ("Русский", "ru"), ("Angielski", "en"), ("inglés", "en"),
        ("Schwedisch", "sv"), ("Norsk", "nb"), ("pl-PL", "pl"), ("pol", "pl"), ("Klingonisch", ""), ("", ""), ("unknown", ""),
    ],
)  # fmt: skip
def test_languages_as_files_name_them(text: str, code: str) -> None:
    assert languages.understood(text) == code


def test_every_name_of_a_language_is_of_one_that_we_know() -> None:
    assert {row.split("\t")[0] for row in language_names.table().splitlines()} == set(languages.LANGUAGES)
    assert all(languages.code(name) == code for code, name in languages.LANGUAGES.items())


def test_every_language_has_a_name_and_a_direction() -> None:
    assert set(languages.THREE_LETTERS.values()) <= set(languages.LANGUAGES)
    assert [languages.direction(code) for code in ("ar", "he", "es", "")] == ["rtl", "rtl", "ltr", "ltr"]
    assert languages.name("") == ""


def test_which_licences_let_sound_out() -> None:
    assert set(licences.LICENCES) >= licences.EXPORTABLE
    assert not licences.allows_clips("private")
    assert not licences.allows_clips("")
    assert licences.allows_clips("CC BY-SA 3.0")
    assert not licences.allows_clips("CC BY-ND 3.0"), "nothing may be cut out of it"
    assert licences.is_known("CC BY-ND 3.0")
    assert not licences.is_known("CC BY 9.0")
    assert licences.choices("CC BY 3.0")["CC BY 3.0"] == "CC BY 3.0"
    assert all(licences.label(licence) for licence in licences.LICENCES)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_covers(form: str) -> None:
    assert covers.square(picture(50, 80, form)).startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.4",
        picture()[:200],
        picture(form="PNG")[:300],
    ],
)
def test_pictures_that_are_none(data: bytes) -> None:
    with pytest.raises(covers.CoverUnreadable, match=r"^The cover .*\.$"):
        covers.square(data)
