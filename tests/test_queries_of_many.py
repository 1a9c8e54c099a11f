"""Each page with two of everything and with thirty: it asks the database as often."""

from typing import Any

from flask import Flask
from sqlalchemy import select

from canary.circles.models import Ban, Block, Circle, Membership
from canary.corrections.models import CorrectionReply
from canary.db import db, writing
from canary.learners.models import Learner
from canary.notices import service as notices
from canary.songs.models import Song
from canary.takes.models import Take
from canary.threads.models import Edit, Post, Reaction
from canary.vocab import statuses
from canary.web.clock import now
from canary.weeks.models import Proposal, Vote
from tests.factories import NOW, Factory, in_weeks
from tests.reviews.scene import keep
from tests.test_queries import asked

# Not here: /circle/reports, which shows twenty at the most and looks each thing up by itself.
ADDRESSES = (
    "/", "/songs", "/songs?q=song", "/songs/luz", "/songs/luz/words", "/songs/luz/words/pick", "/songs/luz/thread",
    "/songs/luz/thread/line?line=1&word=1", "/songs/luz/record", "/songs/luz/play", "/songs/luz/play?game=gaps&seed=1",
    "/songs/luz/lines/1/words/1", "/songs/luz/marks.json", "/songs/import", "/songs/own/edit", "/songs/own/lyrics/edit",
    "/songs/own/lyrics/versions/1", "/posts/{post}", "/posts/{post}/corrections", "/journal", "/journal?show=others",
    "/journal/new?song=luz", "/journal/{entry}", "/journal/{entry}/corrections", "/journal/{own_entry}/edit",
    "/takes/{take}", "/takes/{own}", "/unanswered", "/news", "/news/unread", "/news/settings", "/words", "/words/songs",
    "/cards/{card}", "/deck", "/deck.json", "/deck.csv", "/reviews", "/reviews/free", "/reviews/quick", "/weeks",
    "/weeks?language=all&q=song&week={later}",
    "/weeks/past", "/weeks/{week}", "/weeks/proposals", "/circle", "/circles", "/account",
    "/account/blocked", "/account/export.zip", "/report?subject=post&id={post}", "/feeds/{feed}.ics", "/feeds/{feed}.atom",
)  # fmt: skip


def begin(make: Factory) -> dict[str, Any]:
    """A circle with its host, one who asks, a song, and a thing of each kind for others to say something about."""
    circle = make.circle()
    hanna = make.learner("hanna", circle, "host", is_host=True)
    ana = make.learner("ana", circle, learns=["es"], speaks=["en"])
    luz, _ = make.song("Luz"), make.song("Own", circle, hanna)
    make.word(luz)
    week = make.week(circle, luz).monday
    things = {
        "take": make.take(ana, luz, circle).id,
        "own": make.take(hanna, luz, circle).id,
        "post": make.post(ana, luz, circle, "Yo soy.", kind="question", line=1, word=1).id,
        "entry": make.entry(ana, circle).id,
        "own_entry": make.entry(hanna, circle).id,
        "card": keep(hanna, 1, first=1000)[0],
        "week": week,
        "later": in_weeks(1),
        "feed": "a-key",
    }
    with writing():
        db.session.execute(select(Membership).where(Membership.learner_id == hanna.id)).scalar_one().feed_key = "a-key"
    return things


def add(make: Factory, things: dict[str, Any], numbers: range) -> None:
    """One more of everything for each number."""
    circle = db.session.scalars(select(Circle).order_by(Circle.id)).first()
    hanna = db.session.scalars(select(Learner).where(Learner.username == "hanna")).one()
    luz = db.session.scalars(select(Song).where(Song.slug == "luz")).one()
    assert circle is not None
    for n in numbers:
        other, gone = make.learner(f"other{n}", circle), make.learner(f"gone{n}")
        song = make.song(f"Song {n}", circle, other)
        make.word(song, f"luna{n}")
        make.word(luz, f"sol{n}")
        for week in (-1 - n, 1 + n):
            make.week(circle, song, in_weeks(week))
        theirs = make.take(other, luz, circle, created_at=now())
        make.post(other, luz, circle, "Sung", take_id=theirs.id)
        make.take(hanna, luz, circle)
        for name in ("take", "own"):
            make.mark(other, db.session.get_one(Take, things[name]))
        post = make.post(other, luz, circle, f"Post {n}", kind="question", line=1, word=1)
        make.post(other, luz, circle, f"Reply {n}", parent_id=things["post"])
        said = make.correction(other, db.session.get_one(Post, things["post"]))
        make.correction(other, post, post_id=None, entry_id=things["entry"])
        make.entry(other, circle)
        make.entry(hanna, circle, song_id=song.id)
        keep(hanna, 1, song, first=n)
        make.circle(is_open=True)
        ids = {"host": hanna.id, "other": other.id, "gone": gone.id, "post": post.id, "said": said.id}
        say_more(circle.id, song.id, n, things["post"], ids)
    statuses.mark(hanna.id, "es", [f"palabra{n}" for n in numbers], "known", NOW)


def say_more(circle_id: int, song_id: int, n: int, asked_id: int, ids: dict[str, int]) -> None:
    """A proposal, signs, replies, what hosts did, news."""
    other, host = ids["other"], ids["host"]
    with writing():
        idea = Proposal(circle_id=circle_id, song_id=song_id, learner_id=other, why="x", created_at=NOW)
        db.session.add(idea)
        db.session.flush()
        db.session.add_all((
            Vote(proposal_id=idea.id, learner_id=other, created_at=NOW),
            CorrectionReply(correction_id=ids["said"], author_id=other, client_id=f"{n}", body="Si", created_at=NOW),
            Reaction(post_id=ids["post"], learner_id=host, sign="heart"),
            Reaction(post_id=asked_id, learner_id=other, sign="heart"),
            Edit(post_id=asked_id, body=f"Before {n}", until=NOW),
            Ban(circle_id=circle_id, learner_id=ids["gone"]),
            Block(learner_id=host, blocked_id=ids["gone"], created_at=NOW),
        ))  # fmt: skip
    notices.tell(host, "mark_thanked", f"n{n}", {"name": "Beto"}, "/", NOW, other)


def test_thirty_ask_as_often_as_two(app: Flask, make: Factory) -> None:
    things = begin(make)
    client = make.client(db.session.scalars(select(Learner).where(Learner.username == "hanna")).one())
    found = []
    for numbers in (range(2), range(2, 30)):
        add(make, things, numbers)
        found.append({address: asked(app, client, address.format(**things)) for address in ADDRESSES})
    few, many = found
    assert {a: (few[a], many[a]) for a in ADDRESSES if many[a] > few[a]} == {}
    assert {a: n for a, n in many.items() if n > 15 and a != "/account/export.zip"} == {}
