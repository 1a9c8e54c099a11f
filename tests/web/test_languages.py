"""Languages as people type them, in whatever language."""

import pytest
from flask import Flask

from canary.web.languages import codes
from tools import language_names


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("German, Deutsch, allemand, ドイツ語, немецкий", ["de"]),
        ("Español、espanol; Spanish", ["es"]),
        ("日本語，japonés", ["ja"]),
        ("中文, chinois", ["zh"]),
        ("العربية، arabe", ["ar"]),
        ("한국어 / coréen", ["ko"]),
        ("norsk bokmål, Norwegian", ["nb"]),
        ("es-MX, Portuguese (BR)", ["es-mx", "pt-br"]),
        ("es, fr", ["es", "fr"]),
        ("Klingon", ["klingon"]),
        ("", []),
    ],
)
def test_languages(app: Flask, typed: str, found: list[str]) -> None:
    assert codes(typed) == found


def test_the_names_are_up_to_date() -> None:
    assert language_names.PLACE.read_text(encoding="utf-8") == language_names.table()
