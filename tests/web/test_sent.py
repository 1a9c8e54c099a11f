"""What nobody's browser sends (JSON that can't be kept, bytes that aren't text) is answered with a sentence, never a 500."""

import re

import pytest
from flask import Flask

from canary import json_text
from canary.config import PACKAGE
from canary.learners.service import by_username
from tests.factories import Factory

# Every route that reads JSON, by endpoint. A new one fails `test_every_route_that_reads_json_is_here`.
JSON_ROUTES = {
    "lyrics.reading": "/songs/song-1/lyrics/reading",
    "lyrics.save_lyrics": "/songs/song-1/lyrics/edit",
    "reviews.answers": "/reviews/answers",
    "quick.keep": "/reviews/quick",
}
UNKEEPABLE = {
    "half a pair": b'{"id": "\\ud800", "document": {"lines": [{"text": "\\udfff"}]}, "base": 1}',
    "half a pair in a list": b'[{"id": "\\udc00"}]',
    "half a pair as a name": b'{"\\ud800": 1}',
    "half a pair in bytes": b'"\xed\xa0\x80"',
    "deep lists": b"[" * 100_000 + b"]" * 100_000,
    "deep objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "deep and never closed": b"[" * 100_000,
    "deep enough to be parsed": b'{"document": ' + b"[" * 900 + b"]" * 900 + b"}",
    "no number": b'{"base": NaN, "asked": Infinity}',
    "a number without end": b'{"base": ' + b"9" * 5000 + b"}",
    "a number for no column": b'{"base": 99999999999999999999}',
    "a fraction without end": b'{"base": 1e999}',
}


def test_every_route_that_reads_json_is_here(app: Flask) -> None:
    readers = {
        path.relative_to(PACKAGE).as_posix(): len(re.findall(r"sent_json\(\)|get_json\(|request\.json\b", text))
        for path in PACKAGE.rglob("*.py")
        if "sent_json()" in (text := path.read_text()) or "get_json(" in text or "request.json" in text
    }
    assert readers.pop("web/sent.py") == 1
    assert readers == {"lyrics/routes.py": 2, "reviews/routes.py": 1, "reviews/quick/routes.py": 1}
    assert set(JSON_ROUTES) <= set(app.view_functions)
    assert sum(readers.values()) == len(JSON_ROUTES)


@pytest.mark.parametrize("endpoint", JSON_ROUTES)
@pytest.mark.parametrize("sent", UNKEEPABLE)
def test_json_that_cannot_be_kept(make: Factory, endpoint: str, sent: str) -> None:
    circle = make.circle()
    ana = make.learner("ana", circle, role="host", is_host=True)
    make.song("Song 1", circle, ana)
    answer = make.client(ana).post(
        JSON_ROUTES[endpoint],
        data=UNKEEPABLE[sent],
        content_type="application/json",
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 400
    assert answer.get_json()["error"] == "The server couldn’t read what you sent. Go back and try again."


@pytest.mark.parametrize("endpoint", JSON_ROUTES)
@pytest.mark.parametrize("sent", [b"{", b"", b"\xff\xfe\x00"])
def test_what_is_no_json_changes_nothing(make: Factory, endpoint: str, sent: bytes) -> None:
    circle = make.circle()
    ana = make.learner("ana", circle, role="host", is_host=True)
    make.song("Song 1", circle, ana)
    headers = {"Accept": "application/json"}
    answer = make.client(ana).post(JSON_ROUTES[endpoint], data=sent, content_type="application/json", headers=headers)
    if endpoint == "reviews.answers":
        assert (answer.status_code, answer.get_json()) == (200, {"taken": 0}), "or the browser would send it for ever"
    else:
        assert answer.status_code == 422
        assert answer.get_json()["error"].endswith(".")


@pytest.mark.parametrize("text", UNKEEPABLE.values(), ids=list(UNKEEPABLE))
def test_what_json_text_refuses(text: bytes) -> None:
    with pytest.raises(json_text.Unkeepable, match=" "):
        json_text.read(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"a": [1, "\\ud83c\\udfb5", null, true, 0.5]}', {"a": [1, "🎵", None, True, 0.5]}),
        ("-9223372036854775808", -(2**63)),
        ("9223372036854775807", 2**63 - 1),
        ('"\\u0000"', "\0"),
    ],
)
def test_what_json_text_reads(text: str, found: object) -> None:
    assert json_text.read(text) == found


def test_the_deepest_that_is_read() -> None:
    deepest = json_text.DEEPEST
    assert json_text.read("[" * (deepest - 1) + "1" + "]" * (deepest - 1))
    with pytest.raises(ValueError, match="deep"):
        json_text.read("[" * (deepest + 1) + "1" + "]" * (deepest + 1))


HOSTILE = (b"a\0b", b"\xed\xa0\x80", b"\xff", b"\xf4\x90\x80\x80", b"\\ud800", b"[" * 100_000)
QUERIES = ("%00", "%ED%A0%80", "%FF", "%F4%90%80%80", "%", "%u0041", "\\ud800", "[" * 1000)
FIELDS = [
    "username",
    "password",
    "email",
    "display_name",
    "name",
    "title",
    "artist",
    "body",
    "client_id",
    "marks",
    "q",
    "language",
    "next",
    "code",
    "slug",
    "text",
    "url",
    "reason",
    "lyrics",
    "id",
    "week",
    "monday",
    "tags",
    "levels",
    "learns",
    "speaks",
    "theme",
    "new_password",
    "note",
    "typed",
    "query",
    "word",
    "first",
    "last",
    "praise",
]


def _addresses(app: Flask, method: str) -> list[str]:
    """The addresses of all routes that take a method, with something in each of their places."""
    rules = [rule for rule in app.url_map.iter_rules() if method in (rule.methods or ()) and rule.endpoint != "logout"]
    return sorted({re.sub(r"<(int:)?[^>]*>", lambda m: "1" if m[1] else "song-1", rule.rule) for rule in rules})


@pytest.fixture
def host(make: Factory) -> Factory:
    """A circle's host with a song, so that what is sent comes as far as it can."""
    circle = make.circle()
    ana = make.learner("ana", circle, role="host", is_host=True)
    make.song("Song 1", circle, ana)
    return make


@pytest.mark.parametrize("typed", HOSTILE, ids=ascii)
def test_no_form_ends_in_an_error_of_ours(app: Flask, host: Factory, typed: bytes) -> None:
    for address in _addresses(app, "POST"):
        ana = by_username("ana")
        if ana is None or address in {"/logout", "/account/delete"}:
            continue
        body = b"&".join(name.encode() + b"=" + typed.replace(b"&", b"%26") for name in FIELDS)
        answer = host.client(ana).post(address, data=body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code < 500, address
        parts = b"".join(
            b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), typed)
            for name in FIELDS
        )
        answer = host.client(ana).post(
            address, data=parts + b"--x--\r\n", content_type="multipart/form-data; boundary=x"
        )
        assert answer.status_code < 500, address


@pytest.mark.parametrize("typed", QUERIES)
def test_no_query_ends_in_an_error_of_ours(app: Flask, host: Factory, typed: str) -> None:
    ana = by_username("ana")
    query = "&".join(f"{name}={typed}" for name in FIELDS)
    for address in _addresses(app, "GET"):
        for where in (f"{address}?{query}", f"{address}?{typed}={typed}", address.replace("song-1", typed)):
            assert host.client(ana).get(where).status_code < 500, where


@pytest.mark.parametrize("name", ["canary", "remember_token", "language"])
@pytest.mark.parametrize("value", ["\\355\\240\\200", "a|b", "\x7f", "." * 4000, "eyJ9.x.y"])
def test_no_cookie_ends_in_an_error_of_ours(app: Flask, host: Factory, name: str, value: str) -> None:
    for address in ("/", "/songs", "/account"):
        assert (
            app.test_client(use_cookies=False).get(address, headers={"Cookie": f'{name}="{value}"'}).status_code < 500
        )


@pytest.mark.parametrize(
    "lyrics",
    [
        '{"lines": [{"text": "\\ud800", "words": []}], "meta": {"\\ud800": "\\ud800"}}',
        '{"lines": [{"text": "a \\udfff", "start": 1, "end": 2, "words": [{"text": "a"}, {"text": "\\udfff"}]}]}',
        '{"words": 1, "lines": ' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"version": 1, "lines": [{"text": "\\ud800", "words": []}]}',
        '{"t": 0, "c": [{"tx": "\\ud800"}]}\n[0,100](0,100,0)a',
    ],
    ids=range(5),
)
def test_lyrics_in_json_that_cannot_be_kept(make: Factory, lyrics: str) -> None:
    circle = make.circle()
    ana = make.learner("ana", circle, role="host", is_host=True)
    make.song("Song 1", circle, ana)
    answer = make.client(ana).post("/songs/song-1/lyrics/edit", data={"lyrics": lyrics, "base": "1"})
    assert answer.status_code in {302, 400, 422}
    assert make.client(ana).get("/songs/song-1").status_code == 200
