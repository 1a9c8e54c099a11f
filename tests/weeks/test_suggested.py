"""The passage that a song suggests, and what the form of a week begins with."""

import pytest

from canary.lyrics.model import Lyrics
from tests.factories import Factory, in_weeks, lyrics_of

LONG = tuple(f"línea {n}" for n in range(1, 13))


@pytest.mark.parametrize(
    ("notes", "lines", "passage"),
    [
        ({}, LONG, "lines 1 to 4"),
        ({"passage": {"first": 5, "last": 8}}, LONG, "lines 5 to 8"),
        ({}, LONG[:1], "line 1<"),
    ],
)
def test_no_lines_mean_the_song_chooses(
    make: Factory, notes: dict[str, object], lines: tuple[str, ...], passage: str
) -> None:
    circle = make.circle()
    make.song("Luz", text=lyrics_of(lines), notes=notes)
    host = make.client(make.learner("hanna", circle, "host"))
    form = {"week": str(in_weeks(1)), "song": "luz", "first": "", "last": "", "tasks": ""}
    assert host.post("/weeks", data=form).status_code == 302
    assert passage in host.get("/weeks").text


def test_a_song_without_lyrics_cannot_be_planned(make: Factory) -> None:
    circle = make.circle()
    make.song("Luz", text=Lyrics(()))
    host = make.client(make.learner("hanna", circle, "host"))
    page = host.post("/weeks", data={"week": str(in_weeks(1)), "song": "luz"})
    assert page.status_code == 422
    assert "no lyrics yet" in page.text


def test_a_planned_week_is_changed_from_what_it_is(make: Factory) -> None:
    circle = make.circle()
    make.week(circle, make.song("Luz"), in_weeks(1), first=2, last=3, tasks=["Whistle it"])
    page = make.client(make.learner("hanna", circle, "host")).get(f"/weeks?week={in_weeks(1)}").text
    assert 'value="luz" selected' in page
    assert 'name="first" type="number" value="2"' in page
    assert "Whistle it</textarea>" in page
