"""What is added to lyrics before they are kept, and marked as a machine's."""

import pytest

from canary.lyrics import service as lyrics
from canary.lyrics.model import Layer, Line, Lyrics


def of(*lines: str, layers: tuple[Layer, ...] = ()) -> Lyrics:
    return Lyrics(tuple(Line(text, n * 4000, None) for n, text in enumerate(lines)), layers, timing="line")


@pytest.mark.parametrize(
    ("code", "line", "reading"),
    [
        ("ja", "夜の海を見ていた", "yoru no umi o mite ita"),
        ("ko", "사랑해요", "saranghaeyo"),
        ("ru", "Я тебя люблю", "ya tebya lyublyu"),
        ("zh", "我爱你", "wǒ ài nǐ"),
    ],
)
def test_a_foreign_script_gets_a_reading(code: str, line: str, reading: str) -> None:
    ready = lyrics.ready(of(line, line), code, 9000)
    assert [(x.kind, x.machine, x.lines[0].lower()) for x in ready.layers] == [("reading", True, reading)]
    assert ready.estimated


def test_a_reading_that_came_with_the_song_stays() -> None:
    own = Layer("reading", "ja", ("yoru",))
    assert lyrics.ready(of("夜", layers=(own,)), "ja", 5000).layers == (own,)


def test_latin_letters_need_none() -> None:
    assert lyrics.ready(of("hola", "adiós"), "es", 9000).layers == ()
