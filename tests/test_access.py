"""Who may do what: every route, asked by everybody.

visitor: nobody · stranger: has an account, is in no circle · member: of the circle · owner: a member whose song, takes
and posts these are · host: of the circle · blocked: a member whom the owner has blocked. A thing that one may not see
answers as if it did not exist.
"""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from canary.circles import service as circles
from canary.circles.models import Circle, Membership
from canary.db import db, writing
from canary.learners import service as learners
from canary.learners.links import CONFIRM, sign
from canary.learners.models import Learner
from canary.safety import service as safety
from canary.safety.models import Report
from canary.songs.models import Song
from canary.web.clock import now
from canary.web.context import context_of
from canary.weeks.models import Proposal
from canary.weeks.proposals import service as proposals
from tests.apps import Snapshot, logged_in
from tests.factories import NOW, Factory, in_weeks
from tests.reviews.scene import keep, put_aside

DAY = timedelta(days=1)
LOGIN = 302  # to the log-in page and back
PEOPLE = ("visitor", "stranger", "member", "owner", "host", "blocked")
TAKE = {"client_id": "c" * 12, "first": "1", "last": "1"}

# method, address, form: what (visitor, stranger, member, owner, host, blocked) get; with five, blocked gets as member
TABLE: list[tuple[str, str, dict[str, str], tuple[int, ...]]] = [
    ("GET", "/", {}, (200, 200, 200, 200, 200)),
    ("GET", "/healthz", {}, (200, 200, 200, 200, 200)),
    ("GET", "/songs", {}, (200, 200, 200, 200, 200)),
    ("GET", "/songs/open", {}, (200, 200, 200, 200, 200)),
    ("GET", "/songs/open/audio", {}, (200, 200, 200, 200, 200)),
    ("GET", "/songs/open/stems", {}, (404, 404, 404, 404, 404)),  # it has no voice of its own
    ("GET", "/songs/open/lyrics.lrc", {}, (200, 200, 200, 200, 200)),
    ("GET", "/songs/open/cover", {}, (404, 404, 404, 404, 404)),  # it has none
    ("GET", "/songs/open/words", {}, (200, 200, 200, 200, 200)),
    ("GET", "/songs/open/thread", {}, (200, 200, 200, 200, 200)),  # what others say is not in it: see below
    ("GET", "/songs/open/record", {}, (200, 200, 200, 200, 200)),  # visitors read why they need an account
    ("GET", "/songs/open/edit", {}, (LOGIN, 404, 404, 404, 404)),  # the songbook's songs are fixed
    ("GET", "/songs/secret", {}, (404, 404, 200, 200, 200)),
    ("GET", "/songs/secret/audio", {}, (404, 404, 200, 200, 200)),
    ("GET", "/songs/secret/cover", {}, (404, 404, 200, 200, 200)),
    ("GET", "/songs/secret/stems", {}, (404, 404, 200, 200, 200)),
    ("GET", "/songs/secret/lyrics.lrc", {}, (404, 404, 200, 200, 200)),
    ("GET", "/songs/open/play", {}, (200, 200, 200, 200, 200)),
    ("GET", "/songs/open/play?game=gaps&level=1&seed=1", {}, (200, 200, 200, 200, 200)),
    ("GET", "/songs/open/play?game=chess", {}, (404, 404, 404, 404, 404)),
    ("GET", "/songs/secret/play", {}, (404, 404, 200, 200, 200)),
    ("GET", "/songs/secret/words", {}, (404, 404, 200, 200, 200)),
    ("GET", "/songs/secret/thread", {}, (404, 404, 200, 200, 200)),
    ("GET", "/songs/secret/record", {}, (404, 404, 200, 200, 200)),
    (
        "GET",
        "/songs/secret/deck.apkg",
        {},
        (LOGIN, 404, 302, 302, 302),
    ),  # nothing kept yet: back with a sentence
    ("GET", "/songs/secret/edit", {}, (LOGIN, 404, 404, 200, 200)),
    ("POST", "/songs/secret/edit", {}, (LOGIN, 404, 404, 422, 422)),
    ("POST", "/songs/secret/lyrics", {}, (LOGIN, 404, 404, 422, 422)),
    ("GET", "/songs/open/lyrics/edit", {}, (LOGIN, 404, 404, 404, 404)),  # the songbook's songs are fixed
    ("GET", "/songs/secret/lyrics/edit", {}, (LOGIN, 404, 404, 200, 200)),
    ("POST", "/songs/secret/lyrics/edit", {}, (LOGIN, 404, 404, 422, 422)),
    ("POST", "/songs/secret/lyrics/reading", {}, (LOGIN, 404, 404, 422, 422)),
    ("GET", "/songs/secret/lyrics/versions/1", {}, (LOGIN, 404, 404, 200, 200)),
    ("GET", "/songs/secret/lyrics/versions/9", {}, (LOGIN, 404, 404, 404, 404)),  # there is only one
    ("POST", "/songs/secret/lyrics/restore", {"version": "1"}, (LOGIN, 404, 404, 302, 302)),
    ("POST", "/songs/secret/lyrics/restore", {"version": "x"}, (LOGIN, 404, 404, 404, 404)),
    ("POST", "/songs/secret/look-up", {}, (LOGIN, 404, 404, 302, 302)),
    ("GET", "/songs/secret/remove", {}, (LOGIN, 404, 404, 200, 200)),
    ("POST", "/songs/secret/remove", {}, (LOGIN, 404, 404, 302, 302)),
    ("POST", "/songs/secret/thread", {}, (LOGIN, 404, 422, 422, 422)),
    ("POST", "/songs/secret/takes", TAKE, (LOGIN, 422, 422, 422, 422)),  # no recording came with it
    ("POST", "/meanings", {"language": "de"}, (302, 302, 302, 302, 302)),
    ("POST", "/songs/secret/words/{word}/keep", {}, (LOGIN, 404, 302, 302, 302)),
    ("POST", "/songs/secret/words/{word}/drop", {}, (LOGIN, 404, 302, 302, 302)),
    ("POST", "/songs/secret/words/keep", {}, (LOGIN, 404, 302, 302, 302)),
    ("POST", "/songs/secret/words/{word}/status", {"status": "known"}, (LOGIN, 404, 302, 302, 302)),
    ("POST", "/songs/secret/words/{word}/meaning", {"meaning": "moon"}, (LOGIN, 404, 302, 302, 302)),
    ("POST", "/songs/secret/lines/1/words/1/meaning", {"meaning": "hello"}, (LOGIN, 404, 302, 302, 302)),
    ("POST", "/songs/secret/lines/1/words/1/correction", {"cut": "Hola"}, (LOGIN, 404, 302, 302, 302)),
    ("POST", "/songs/secret/corrections/{correction}", {"do": "decline"}, (LOGIN, 404, 404, 302, 302)),
    ("GET", "/songs/secret/marks.json", {}, (LOGIN, 404, 200, 200, 200)),
    ("GET", "/songs/secret/lines/1/words/1", {}, (404, 404, 200, 200, 200)),
    ("GET", "/deck", {}, (LOGIN, 200, 200, 200, 200)),
    ("GET", "/deck.apkg", {}, (LOGIN, 302, 302, 200, 302)),  # nothing kept yet: back with a sentence
    ("POST", "/deck.apkg", {}, (LOGIN, 302, 302, 302, 302)),  # no word is named: there is nothing to bring
    ("GET", "/deck.csv", {}, (LOGIN, 302, 302, 200, 302)),
    ("GET", "/deck.json", {}, (LOGIN, 200, 200, 200, 200)),
    ("GET", "/deck.json?song=secret", {}, (LOGIN, 404, 200, 200, 200)),
    ("GET", "/deck/making/{job}", {}, (LOGIN, 404, 404, 200, 404)),
    ("GET", "/deck/files/none.apkg", {}, (LOGIN, 302, 302, 302, 302)),  # it is gone: back with a sentence
    ("GET", "/weeks/now/deck", {}, (LOGIN, 302, 302, 302, 302)),
    ("GET", "/songs/open/words/pick", {}, (LOGIN, 200, 200, 200, 200)),
    ("GET", "/songs/secret/words/pick", {}, (LOGIN, 404, 200, 200, 200)),
    ("POST", "/songs/secret/words/pick", {"word": "{word}", "do": "keep"}, (LOGIN, 404, 302, 302, 302)),
    ("POST", "/songs/secret/words/pick", {"do": "undo"}, (LOGIN, 404, 302, 302, 302)),
    ("POST", "/songs/secret/phrases", {"line": "1", "first": "1", "last": "2"}, (LOGIN, 404, 302, 302, 302)),
    ("GET", "/words", {}, (LOGIN, 200, 200, 200, 200)),
    ("GET", "/words/songs", {}, (LOGIN, 200, 200, 200, 200)),
    ("POST", "/words/paste", {"language": "es", "words": "luna"}, (LOGIN, 302, 302, 302, 302)),
    ("POST", "/words/level", {"language": "es"}, (LOGIN, 422, 422, 422, 422)),
    ("POST", "/words/undo", {"language": "es"}, (LOGIN, 302, 302, 302, 302)),
    ("POST", "/words/status", {"language": "es", "lemma": "luna", "status": "known"}, (LOGIN, 302, 302, 302, 302)),
    ("GET", "/cards/{card}", {}, (LOGIN, 404, 404, 200, 404)),
    ("POST", "/cards/{card}", {"meaning": "moon"}, (LOGIN, 404, 404, 302, 404)),
    ("GET", "/reviews", {}, (LOGIN, 200, 200, 200, 200)),
    ("GET", "/reviews/free", {}, (LOGIN, 200, 200, 200, 200)),
    ("GET", "/reviews/free?song=secret", {}, (LOGIN, 404, 200, 200, 200)),
    ("POST", "/reviews/answers", {}, (LOGIN, 422, 422, 422, 422)),
    ("POST", "/reviews/undo", {}, (LOGIN, 302, 302, 302, 302)),
    ("POST", "/reviews/settings", {}, (LOGIN, 422, 422, 422, 422)),
    ("POST", "/reviews/questions/{question}/wake", {}, (LOGIN, 404, 404, 302, 404)),
    ("GET", "/reviews/quick", {}, (LOGIN, 200, 200, 200, 200)),
    ("POST", "/reviews/quick", {}, (LOGIN, 422, 422, 422, 422)),
    ("GET", "/sw.js", {}, (200, 200, 200, 200, 200)),
    ("GET", "/songs/secret/lines/1/sound", {}, (404, 404, 404, 404, 404)),  # its sound cannot be cut: see below
    ("GET", "/songs/import", {}, (LOGIN, 403, 200, 200, 200)),
    ("POST", "/songs/import", {}, (LOGIN, 403, 200, 200, 200)),
    ("GET", "/takes/{shared}/audio", {}, (404, 404, 200, 200, 200, 404)),
    ("GET", "/takes/{private}/audio", {}, (404, 404, 404, 200, 404)),
    ("POST", "/takes/{private}/share", {}, (LOGIN, 404, 404, 303, 404)),
    ("POST", "/takes/{private}/withdraw", {}, (LOGIN, 404, 404, 302, 404)),
    ("POST", "/takes/{shared}/withdraw", {}, (LOGIN, 404, 404, 302, 404)),
    ("POST", "/takes/{private}/remove", {}, (LOGIN, 404, 404, 302, 404)),
    ("GET", "/posts/{post}", {}, (404, 404, 200, 200, 200, 404)),
    ("POST", "/posts/{post}", {"body": "Changed"}, (LOGIN, 404, 404, 303, 404)),
    ("POST", "/posts/{post}/remove", {}, (LOGIN, 404, 404, 302, 302)),
    # what is said of a song, corrections, journal, news
    ("GET", "/songs/secret/thread/line?line=1&word=1", {}, (404, 404, 200, 200, 200)),
    ("POST", "/posts/{post}/react", {"sign": "heart"}, (LOGIN, 404, 303, 303, 303, 404)),
    ("POST", "/posts/{asked}/settle", {}, (LOGIN, 404, 404, 303, 404)),
    ("POST", "/posts/{asked}/reopen", {}, (LOGIN, 404, 404, 303, 404)),
    ("GET", "/posts/{asked}/voice", {}, (404, 404, 200, 200, 200, 404)),
    ("GET", "/posts/{post}/corrections", {}, (404, 404, 200, 200, 200, 404)),
    ("POST", "/posts/{post}/corrections", {}, (LOGIN, 404, 409, 422, 409, 404)),
    ("GET", "/journal/{entry}/corrections", {}, (404, 404, 200, 200, 200, 404)),
    ("POST", "/journal/{entry}/corrections", {}, (LOGIN, 404, 409, 422, 409, 404)),
    ("POST", "/corrections/{mended}/accept", {}, (LOGIN, 404, 404, 303, 404)),
    ("POST", "/corrections/{mended}/card", {}, (LOGIN, 404, 404, 303, 404)),
    ("POST", "/corrections/{mended}/replies", {}, (LOGIN, 404, 422, 422, 422, 404)),
    ("POST", "/corrections/{mended}/remove", {}, (LOGIN, 404, 303, 404, 404, 404)),
    ("GET", "/journal", {}, (LOGIN, 200, 200, 200, 200)),
    ("GET", "/journal/new", {}, (LOGIN, 200, 200, 200, 200)),
    ("GET", "/journal/new?song=secret", {}, (LOGIN, 404, 200, 200, 200)),
    ("GET", "/journal/new?kind=reflection&week={now}", {}, (LOGIN, 404, 200, 200, 200)),
    ("POST", "/journal/new", {}, (LOGIN, 422, 422, 422, 422)),
    ("GET", "/journal/{entry}", {}, (404, 404, 200, 200, 200, 404)),
    ("GET", "/journal/{entry}/edit", {}, (LOGIN, 404, 404, 200, 404)),
    ("POST", "/journal/{entry}/edit", {}, (LOGIN, 404, 404, 422, 404)),
    ("POST", "/journal/{entry}/remove", {}, (LOGIN, 404, 404, 302, 404)),
    ("GET", "/news", {}, (LOGIN, 200, 200, 200, 200)),
    ("GET", "/news/unread", {}, (LOGIN, 200, 200, 200, 200)),
    ("GET", "/news/settings", {}, (LOGIN, 200, 200, 200, 200)),
    ("POST", "/news/settings", {}, (LOGIN, 302, 302, 302, 302)),
    ("POST", "/news/settings/again", {}, (LOGIN, 302, 302, 302, 302)),
    ("GET", "/mail/confirm/{mail}", {}, (200, 200, 200, 200, 200)),  # so is the link that went to an address
    ("POST", "/mail/confirm/{mail}", {}, (200, 200, 200, 200, 200)),
    ("GET", "/mail/confirm/never-made", {}, (404, 404, 404, 404, 404)),
    ("GET", "/mail/off/ottos-key", {}, (200, 200, 200, 200, 200)),  # the link in an e-mail is the permission
    ("POST", "/mail/off/ottos-key", {}, (200, 200, 200, 200, 200)),
    ("GET", "/jobs/{job}", {}, (LOGIN, 404, 404, 200, 404)),
    ("GET", "/weeks", {}, (LOGIN, 404, 404, 404, 200)),
    ("POST", "/weeks", {}, (LOGIN, 404, 404, 404, 422)),
    ("GET", "/weeks/{now}", {}, (200, 200, 200, 200, 200)),
    ("GET", "/weeks/{later}", {}, (404, 404, 200, 200, 200)),
    ("POST", "/weeks/{later}/remove", {}, (LOGIN, 404, 404, 404, 302)),
    ("POST", "/weeks/{later}/swap", {"with": "{now}"}, (LOGIN, 404, 404, 404, 302)),
    ("POST", "/weeks/fill", {}, (LOGIN, 404, 404, 404, 302)),
    ("POST", "/weeks/undo", {"change": "1"}, (LOGIN, 404, 404, 404, 404)),  # the host hasn't changed anything
    ("GET", "/circle", {}, (LOGIN, 404, 200, 200, 200)),
    ("POST", "/circle", {}, (LOGIN, 404, 404, 404, 422)),
    ("POST", "/circle/link", {}, (LOGIN, 404, 404, 404, 302)),
    ("GET", "/join/{code}", {}, (200, 200, 200, 200, 200)),
    ("GET", "/join/never-made", {}, (404, 404, 404, 404, 404)),
    ("POST", "/join/{code}", {}, (LOGIN, 302, 302, 302, 302)),
    ("GET", "/login", {}, (200, 200, 200, 200, 200)),
    ("POST", "/login", {}, (422, 422, 422, 422, 422)),
    ("GET", "/password/forgot", {}, (200, 200, 200, 200, 200)),
    ("POST", "/password/forgot", {}, (422, 422, 422, 422, 422)),
    ("GET", "/password/new/{reset}", {}, (200, 200, 200, 200, 200)),  # the link is the permission
    ("POST", "/password/new/{reset}", {}, (422, 422, 422, 422, 422)),
    ("GET", "/password/new/never-made", {}, (404, 404, 404, 404, 404)),
    ("POST", "/logout", {}, (302, 302, 302, 302, 302)),
    ("POST", "/logout/everywhere", {}, (LOGIN, 302, 302, 302, 302)),
    ("GET", "/register", {}, (200, 200, 200, 200, 200)),
    ("POST", "/register", {}, (422, 422, 422, 422, 422)),
    ("GET", "/host/never-made", {}, (404, 404, 404, 404, 404)),
    ("POST", "/host/never-made", {}, (404, 404, 404, 404, 404)),
    ("GET", "/account", {}, (LOGIN, 200, 200, 200, 200)),
    ("POST", "/account", {}, (LOGIN, 302, 302, 302, 302)),
    ("POST", "/account/password", {}, (LOGIN, 422, 422, 422, 422)),
    # takes and feedback
    ("GET", "/takes/{shared}", {}, (LOGIN, 404, 200, 200, 200, 404)),
    ("GET", "/takes/{private}", {}, (LOGIN, 404, 404, 200, 404)),
    ("GET", "/takes/{shared}/again/1", {}, (LOGIN, 404, 404, 200, 404)),
    ("POST", "/takes/{shared}/feedback", {}, (LOGIN, 404, 422, 403, 422, 404)),
    ("POST", "/takes/{private}/feedback", {}, (LOGIN, 404, 404, 403, 404)),
    ("POST", "/takes/{shared}/visibility", {"visibility": "me"}, (LOGIN, 404, 404, 303, 404)),
    ("POST", "/feedback/{told}/remove", {}, (LOGIN, 404, 303, 404, 404, 404)),
    ("GET", "/marks/{mark}/model", {}, (404, 404, 200, 200, 200, 404)),
    ("GET", "/unanswered", {}, (LOGIN, 200, 200, 200, 200)),
    ("POST", "/marks/{mark}/reply", {"reply": "thanks"}, (LOGIN, 404, 404, 303, 404)),
    # circles, weeks, proposals, feeds
    ("GET", "/circles", {}, (LOGIN, 200, 200, 200, 200)),
    ("POST", "/circles", {}, (LOGIN, 422, 422, 422, 422)),
    ("POST", "/circles/code", {"code": "{code}"}, (LOGIN, 302, 302, 302, 302)),
    ("POST", "/circles/{circle}/choose", {}, (LOGIN, 404, 302, 302, 302)),
    ("GET", "/circles/{circle}/join", {}, (LOGIN, 404, 200, 200, 200)),  # by link only
    ("POST", "/circles/{circle}/join", {}, (LOGIN, 404, 302, 302, 302)),
    ("GET", "/circles/{opened}/join", {}, (LOGIN, 200, 200, 200, 200)),
    ("POST", "/circles/{opened}/join", {}, (LOGIN, 302, 302, 302, 302)),
    ("POST", "/circle/members/{learner}", {"do": "host"}, (LOGIN, 404, 404, 404, 302)),
    ("POST", "/circle/members/{learner}", {"do": "password"}, (LOGIN, 404, 404, 404, 200)),
    ("POST", "/circle/me", {}, (LOGIN, 404, 302, 302, 302)),
    ("POST", "/circle/feeds", {}, (LOGIN, 404, 302, 302, 302)),
    ("POST", "/circle/leave", {}, (LOGIN, 404, 302, 302, 409)),  # its only host stays
    ("GET", "/weeks/past", {}, (200, 200, 200, 200, 200)),
    ("POST", "/weeks/{now}/steps", {"step": "listen", "done": "1"}, (LOGIN, 404, 302, 302, 302)),
    ("GET", "/weeks/proposals", {}, (LOGIN, 404, 200, 200, 200)),
    ("POST", "/weeks/proposals", {"song": "open"}, (LOGIN, 404, 302, 302, 302)),
    ("POST", "/weeks/proposals/{proposal}/vote", {"vote": "1"}, (LOGIN, 404, 302, 302, 302)),
    ("POST", "/weeks/proposals/{proposal}/plan", {}, (LOGIN, 404, 404, 404, 302)),
    ("POST", "/weeks/proposals/{proposal}/remove", {}, (LOGIN, 404, 404, 302, 302)),
    ("GET", "/feeds/{feed}.ics", {}, (200, 200, 200, 200, 200)),  # its key alone opens it
    ("GET", "/feeds/{feed}.atom", {}, (200, 200, 200, 200, 200)),
    ("GET", "/feeds/never-made.ics", {}, (404, 404, 404, 404, 404)),
    # safety, privacy
    ("GET", "/report?subject=post&id={post}", {}, (LOGIN, 404, 200, 200, 200, 404)),
    ("GET", "/report?subject=take&id={private}", {}, (LOGIN, 404, 404, 200, 404)),
    ("POST", "/report", {"subject": "take", "id": "{shared}", "reason": "spam"}, (LOGIN, 404, 200, 403, 200, 404)),
    ("GET", "/block?subject=take&id={shared}", {}, (LOGIN, 404, 200, 200, 200, 404)),
    ("POST", "/block", {"subject": "post", "id": "{post}"}, (LOGIN, 404, 302, 403, 302, 404)),
    ("GET", "/account/blocked", {}, (LOGIN, 200, 200, 200, 200)),
    ("POST", "/account/blocked", {"person": "{learner}"}, (LOGIN, 302, 302, 302, 302)),
    ("GET", "/circle/reports", {}, (LOGIN, 404, 404, 404, 200)),
    ("POST", "/circle/reports/{report}", {"do": "dismiss"}, (LOGIN, 404, 404, 404, 302)),
    ("GET", "/account/export.zip", {}, (LOGIN, 200, 200, 200, 200)),
    ("GET", "/account/delete", {}, (LOGIN, 200, 200, 200, 200)),
    ("POST", "/account/delete", {}, (LOGIN, 422, 422, 422, 422)),
]
SCENE = dict[str, str]
KEYS = {"stranger": "u-sam", "member": "u-mia", "owner": "u-otto", "host": "u-hanna", "blocked": "u-bea"}


@pytest.fixture(scope="module")
def built(whole_app: Flask) -> tuple[Snapshot, SCENE]:
    """The scene, built once: what the database and the store hold, and the things' ids."""
    with whole_app.app_context():
        things = everybody(Factory(whole_app))
        found = Snapshot(whole_app)
        whole_app.extensions["tests.empty"].restore()
    return found, things


@pytest.fixture
def scene(app: Flask, built: tuple[Snapshot, SCENE]) -> tuple[dict[str, FlaskClient], SCENE]:
    """A circle with its people and their things, as they were built; each person has a browser."""
    snapshot, things = built
    snapshot.restore()
    return {who: logged_in(app, KEYS[who]) if who in KEYS else app.test_client() for who in PEOPLE}, things


def everybody(make: Factory) -> SCENE:
    """A circle with its people and their things, for whichever app; returns the things' ids by name."""
    circle = make.circle()
    make.learner("hanna", circle, "host", is_host=True)
    owner = make.learner("otto", circle, mail_key="ottos-key", email="otto@example.org")
    member = make.learner("mia", circle)
    make.learner("sam")
    blocked = make.learner("bea", circle)
    circles.block(circles.viewer_of(owner), blocked.id, NOW)
    opened = make.song("Open")
    secret = make.song("Secret", circle, owner, cover_key=opened.audio_key, stems_key=opened.audio_key)
    things = {
        "word": make.word(secret).id,
        "correction": make.correction_of_word(member, secret).id,
        "card": (card := keep(owner, 1)[0]),
        "question": put_aside(owner, card),
        "shared": (take := make.take(owner, secret, circle)).id,
        "told": (mark := make.mark(member, take, model_key=opened.audio_key)).feedback_id,
        "mark": mark.id,
        "private": make.take(owner, secret).id,
        "post": make.post(owner, secret, circle).id,
        "asked": (asked := make.post(owner, secret, circle, kind="question", voice_key=opened.audio_key)).id,
        "entry": make.entry(owner, circle).id,
        "mended": make.correction(member, asked).id,
        "job": make.job(owner).id,
        "now": in_weeks(0),
        "later": in_weeks(2),
        "code": circle.join_code,
        "circle": circle.id,
        "opened": make.circle(is_open=True).id,
        "learner": member.id,
        "reset": learners.password_token(owner, make.app.config["SECRET_KEY"], now() + DAY),
        "mail": sign(make.app.config["SECRET_KEY"], CONFIRM, owner.id, "otto@example.org", now() + DAY),
        **_told(owner, member, circle),
    }
    make.week(circle, opened)
    make.week(circle, opened, in_weeks(2))
    return {k: str(v) for k, v in things.items()}


def _told(owner: Learner, member: Learner, circle: Circle) -> dict[str, object]:
    """The owner's proposal and feeds; what the member reported."""
    who, circle_id, song = circles.viewer_of(owner), circle.id, "secret"
    proposals.propose(who, circle_id, song, "", NOW)
    circles.new_feeds(who, circle_id)
    safety.report(circles.viewer_of(member), "person", who.learner_id, "spam", "", lambda _: "/", NOW)
    feed = db.session.get_one(Membership, (circle_id, who.id)).feed_key
    found = (db.session.scalars(select(model.id)).one() for model in (Proposal, Report))
    return {"feed": feed, **dict(zip(("proposal", "report"), found, strict=True))}


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize(("method", "address", "form", "expected"), TABLE, ids=[f"{m} {a}" for m, a, _, _ in TABLE])
def test_access(
    scene: tuple[dict[str, FlaskClient], SCENE], who: str, method: str, address: str, form: dict[str, str],
    expected: tuple[int, ...],
) -> None:  # fmt: skip
    clients, things = scene
    data = {name: value.format(**things) for name, value in form.items()} or None
    response = clients[who].open(address.format(**things), method=method, data=data)
    every = expected if len(expected) == len(PEOPLE) else (*expected, expected[PEOPLE.index("member")])
    assert response.status_code == every[PEOPLE.index(who)]
    if response.status_code == LOGIN and who == "visitor" and expected[0] == LOGIN and expected[1] != LOGIN:
        assert response.location.startswith("/login?next=")


def test_every_route_is_in_the_table(app: Flask) -> None:
    asked = {(method, address) for method, address, _, _ in TABLE}
    adapter = app.url_map.bind("localhost")
    known = set()
    for method, address in asked:
        things = {
            "word": 1,
            "correction": 1,
            "card": 1,
            "question": 1,
            "shared": 1,
            "private": 1,
            "post": 1,
            "asked": 1,
            "entry": 1,
            "mended": 1,
            "job": "x",
            "now": "2026-01-05",
            "later": "2026-01-05",
            "code": "x",
            "circle": 1,
            "opened": 1,
            "learner": 1,
            "reset": "x",
            "mail": "x",
            "feed": "x",
            "proposal": 1,
            "report": 1,
            "told": 1,
            "mark": 1,
        }
        endpoint, _ = adapter.match(address.format(**things).partition("?")[0], method=method)
        known.add((endpoint, method))
    every = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        if not rule.endpoint.startswith("moved_")  # they only redirect: tests/web/test_moved.py
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert every == known


def test_the_thread_is_read_by_its_circle_only(scene: tuple[dict[str, FlaskClient], SCENE], make: Factory) -> None:
    clients, _ = scene
    for who in PEOPLE:
        page = clients[who].get("/songs/secret/thread")
        assert (b"otto" in page.data) == (who in {"member", "owner", "host"})


def test_no_list_names_somebody_blocked(scene: tuple[dict[str, FlaskClient], SCENE]) -> None:
    clients, things = scene
    clients["owner"].post("/circle/me", data={"shows_name": "1", "is_seen": "1"})
    clients["owner"].post(f"/weeks/{things['now']}/steps", data={"step": "sing", "done": "1"})
    lists = (
        "/", "/songs/secret", "/songs/secret/thread", "/songs/secret/record", "/unanswered", "/journal?show=others", "/news",
        "/weeks/proposals", f"/weeks/{things['now']}", "/circle",
    )  # fmt: skip
    seen = {who: {address for address in lists if b"otto" in clients[who].get(address).data} for who in PEOPLE}
    assert seen["blocked"] == seen["stranger"] == seen["visitor"] == set()
    assert seen["member"] >= {
        "/", "/songs/secret/thread", "/unanswered", "/journal?show=others", "/weeks/proposals", f"/weeks/{things['now']}",
        "/circle",
    }  # fmt: skip


# What a suspended member is refused: sending something to the circle. All else answers as to any member.
REFUSED_WHILE_SUSPENDED = {
    "/songs/secret/thread", "/posts/{post}/react", "/posts/{post}/corrections", "/journal/{entry}/corrections",
    "/corrections/{mended}/replies", "/takes/{shared}/feedback", "/weeks/proposals", "/weeks/proposals/{proposal}/vote",
}  # fmt: skip


@pytest.mark.parametrize(("method", "address", "form", "expected"), TABLE, ids=[f"{m} {a}" for m, a, _, _ in TABLE])
def test_access_while_suspended(
    scene: tuple[dict[str, FlaskClient], SCENE], method: str, address: str, form: dict[str, str],
    expected: tuple[int, ...],
) -> None:  # fmt: skip
    clients, things = scene
    with writing():
        db.session.execute(
            update(Membership)
            .where(Membership.learner_id == int(things["learner"]))
            .values(suspended_until=now() + DAY)
        )
    data = {name: value.format(**things) for name, value in form.items()} or None
    response = clients["member"].open(address.format(**things), method=method, data=data)
    refused = method == "POST" and address in REFUSED_WHILE_SUSPENDED
    assert response.status_code == (403 if refused else expected[PEOPLE.index("member")])


@pytest.mark.parametrize("range_header", ["bytes=0-3", "bytes=4-", "bytes=-2"])
def test_ranges_of_what_one_may_not_hear(scene: tuple[dict[str, FlaskClient], SCENE], range_header: str) -> None:
    clients, things = scene
    for who in ("visitor", "stranger"):
        for address in ("/songs/secret/audio", f"/takes/{things['shared']}/audio"):
            assert clients[who].get(address, headers={"Range": range_header}).status_code == 404
    assert clients["member"].get("/songs/secret/audio", headers={"Range": range_header}).status_code == 206
    take = f"/takes/{things['shared']}/audio"
    assert clients["blocked"].get(take, headers={"Range": range_header}).status_code == 404


def test_a_line_is_heard_by_those_who_may_see_its_song(
    scene: tuple[dict[str, FlaskClient], SCENE], make: Factory, cuts: Callable[[str], Path]
) -> None:
    clients, _ = scene
    key = context_of(make.app).store.put(io.BytesIO(cuts("mp3").read_bytes()), ".mp3")
    with writing():
        db.session.execute(update(Song).where(Song.slug == "secret").values(audio_key=key, stems_key=None))
    for who, status in {"visitor": 404, "stranger": 404, "member": 200, "owner": 200, "host": 200}.items():
        for header in ({}, {"Range": "bytes=0-3"}):
            answer = clients[who].get("/songs/secret/lines/1/sound", headers=header)
            assert answer.status_code == (206 if header and status == 200 else status)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    for line in ("0", "9", "99999999999"):
        assert clients["member"].get(f"/songs/secret/lines/{line}/sound").status_code == 404
