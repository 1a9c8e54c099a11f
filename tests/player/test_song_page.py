"""The song page: what it shows to whom, and when it is answered without being made."""

import re

import pytest
from flask import Flask
from sqlalchemy import event

from canary.db import db, writing
from canary.lyrics.formats import lrc
from canary.songs import service as songs
from tests.factories import Factory, in_weeks, lyrics_of


def test_it_reads_without_scripts(app: Flask, make: Factory) -> None:
    make.song("Luz")
    page = app.test_client().get("/songs/luz").text
    text = re.sub(r"<[^>]+>", "", page)
    for line in ("Hola luna", "canta conmigo", "Hola luna (in English)"):
        assert line in text
    assert '<audio class="native" controls' in page
    assert 'lang="es"' in page
    assert page.count("<b>") + page.count("<b ") >= 10  # a word each


@pytest.mark.parametrize("who", ["visitor", "member"])
def test_unchanged_pages_are_answered_with_304(app: Flask, make: Factory, who: str) -> None:
    circle = make.circle()
    song = make.song("Luz")
    client = make.client(make.learner("ana", circle) if who == "member" else None)
    client.get("/songs/luz")
    first = client.get("/songs/luz")
    assert first.headers["Cache-Control"] == "private, no-cache"
    tag = first.headers["ETag"]
    same = client.get("/songs/luz", headers={"If-None-Match": tag})
    assert (same.status_code, same.data) == (304, b"")
    assert "Content-Security-Policy" not in same.headers  # the page that is kept has an older nonce
    with writing():
        songs.bump(song.id)
    assert client.get("/songs/luz", headers={"If-None-Match": tag}).status_code == 200


def test_a_post_changes_the_page_for_its_circle_only(app: Flask, make: Factory) -> None:
    circle, song = make.circle(), make.song("Luz")
    ana = make.learner("ana", circle)
    member, visitor, other = make.client(ana), app.test_client(), make.client(make.learner("bea", make.circle()))
    for client in (member, other):
        client.get("/songs/luz")  # the first page of a session carries a token that the session did not have before
    tags = [client.get("/songs/luz").headers["ETag"] for client in (member, visitor, other)]
    assert len(set(tags)) == 3
    make.post(ana, song, circle)
    again = [
        client.get("/songs/luz", headers={"If-None-Match": tag}).status_code
        for client, tag in zip((member, visitor, other), tags, strict=True)
    ]
    assert again == [200, 304, 304]


def test_a_page_with_a_message_is_not_taken_from_the_browser(app: Flask, make: Factory) -> None:
    circle = make.circle()
    make.song("Luz")
    client = make.client(make.learner("ana", circle))
    tag = client.get("/songs/luz").headers["ETag"]
    with client.session_transaction() as session:
        session["_flashes"] = [("good", "Saved.")]
    page = client.get("/songs/luz", headers={"If-None-Match": tag})
    assert page.status_code == 200
    assert "Saved." in page.text


def test_each_answer_has_its_own_nonce(app: Flask, make: Factory) -> None:
    make.song("Luz")
    nonces = set()
    for _ in range(3):
        answer = app.test_client().get("/songs/luz")
        policy = answer.headers["Content-Security-Policy"]
        found = set(re.findall(r'nonce="([^"]+)"', answer.text))
        assert len(found) == 1
        assert f"'nonce-{found.copy().pop()}'" in policy
        nonces |= found
    assert len(nonces) == 3


@pytest.mark.parametrize(("who", "most"), [("visitor", 3), ("member", 6)])
def test_few_queries(app: Flask, make: Factory, who: str, most: int) -> None:
    circle, song = make.circle(), make.song("Luz")
    ana = make.learner("ana", circle)
    for _ in range(5):
        make.post(ana, song, circle)
    client = make.client(ana if who == "member" else None)
    client.get("/songs/luz")
    asked: list[str] = []

    def count(_: object, __: object, statement: str, *___: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", count)
    try:
        assert client.get("/songs/luz").status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", count)
    selects = [statement for statement in asked if statement.lstrip().upper().startswith("SELECT")]
    assert len(selects) <= most, selects


def test_the_lyrics_file(app: Flask, make: Factory) -> None:
    make.song("Luz")
    answer = app.test_client().get("/songs/luz/lyrics.lrc")
    assert answer.mimetype == "text/plain"
    assert "attachment" in answer.headers["Content-Disposition"]
    again = lrc.read(answer.text)
    sung = [line for line in again.lines if "in English" not in line.text]
    assert [(line.text, line.start) for line in sung] == [(line.text, line.start) for line in lyrics_of().lines]
    assert again.timing == "word"


def test_only_who_may_change_the_song_is_offered_to(app: Flask, make: Factory) -> None:
    circle = make.circle()
    ana, bea, host = make.learner("ana", circle), make.learner("bea", circle), make.learner("hanna", circle, "host")
    make.song("Luz", circle, ana)
    for who, offered in ((ana, True), (bea, False), (host, True)):
        assert ("/songs/luz/edit" in make.client(who).get("/songs/luz").text) == offered


def test_the_passage_is_the_weeks_where_the_circle_sings_the_song(make: Factory) -> None:
    circle = make.circle()
    song = make.song("Luz", notes={"passage": {"first": 1, "last": 2}})
    make.week(circle, song, first=2, last=4)
    make.week(circle, song, in_weeks(1), first=1, last=1)
    member, stranger = make.client(make.learner("mia", circle)), make.client(make.learner("sam"))
    assert "This week’s passage: lines 2 to 4" in member.get("/songs/luz").text
    assert "record?first=2&amp;last=4" in member.get("/songs/luz").text
    for other in (stranger, make.client()):
        assert "Passage: lines 1 to 2" in other.get("/songs/luz").text
