"""Things for tests, each with a default for every field."""

import io
import itertools
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from canary.circles import service as circles
from canary.circles.models import Circle, Membership
from canary.corrections.models import Correction
from canary.db import db, writing
from canary.jobs.models import Job
from canary.journal.models import Entry
from canary.learners import accounts
from canary.learners.models import Learner
from canary.lyrics import service as lyrics
from canary.lyrics.model import Layer, Line, Lyrics, Word
from canary.songs import service as songs
from canary.songs.models import Song
from canary.takes.feedback.models import Feedback, Mark
from canary.takes.models import Take
from canary.threads.models import Post
from canary.viewer import Viewer
from canary.vocab import corrected
from canary.vocab import service as vocab
from canary.vocab.models import Gloss, SongWord, WordCorrection
from canary.web.clock import now
from canary.web.context import context_of
from canary.weeks.calendar import this_week
from canary.weeks.models import Week

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
LINES = ("Hola luna", "canta conmigo", "la noche es larga", "hola sol")


def lyrics_of(lines: tuple[str, ...] = LINES, *, translated: bool = True) -> Lyrics:
    """Word-timed lyrics: a line every two seconds, its words half a second apart."""
    rows = []
    for i, text in enumerate(lines):
        start = 1000 + 2000 * i
        words = tuple(Word(w, start + 500 * k, start + 500 * k + 400) for k, w in enumerate(text.split()))
        rows.append(Line(text, start, start + 1800, words))
    layers = (Layer("translation", "en", tuple(f"{text} (in English)" for text in lines)),) if translated else ()
    return Lyrics(tuple(rows), layers, timing="word")


def tokens_of(text: str) -> list[tuple[int, int, str, str, str]]:
    """The words of a line as they stand, each its own lemma."""
    return [(found.start(), found.end(), found[0].lower(), "NOUN", "word") for found in re.finditer(r"\w+", text)]


class Factory:
    """Makes rows; every name is used once."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._numbers = itertools.count(1)

    def circle(self, **values: Any) -> Circle:
        n = next(self._numbers)
        with writing():
            circle = Circle(
                **{
                    "slug": f"c{n}",
                    "name": f"Circle {n}",
                    "time_zone": "UTC",
                    "join_code": f"code-{n}",
                    "created_at": NOW,
                }
                | values
            )
            db.session.add(circle)
        return circle

    def learner(self, username: str = "", circle: Circle | None = None, role: str = "member", **values: Any) -> Learner:
        name = username or f"learner{next(self._numbers)}"
        circle_id = circle.id if circle else None
        with writing():
            learner = Learner(
                **{
                    "username": name,
                    "username_key": name.casefold(),
                    "password": "!",
                    "fs_uniquifier": f"u-{name}",
                    "created_at": NOW,
                }
                | values
            )
            db.session.add(learner)
            db.session.flush()
            if circle_id:
                db.session.add(Membership(circle_id=circle_id, learner_id=learner.id, role=role, joined_at=NOW))
        return learner

    def song(
        self,
        title: str = "",
        circle: Circle | None = None,
        owner: Learner | None = None,
        text: Lyrics | None = None,
        **values: Any,
    ) -> Song:
        n = next(self._numbers)
        store = context_of(self.app).store
        key = store.put(io.BytesIO(f"sound {n}".encode()), ".mp3")
        circle_id, owner_id = (circle.id if circle else None), (owner.id if owner else None)
        defaults: dict[str, Any] = {
            "artist": "Ana Ruiz", "language": "es", "licence": "CC BY 4.0", "duration_ms": 60_000, "audio_key": key,
            "audio_mime": "audio/mpeg", "audio_hash": f"{n:064}", "circle_id": circle_id, "owner_id": owner_id,
            "visibility": "circle" if circle else "public", "source": "" if circle else "book",
        }  # fmt: skip
        with writing():
            song = songs.add(title or f"Song {n}", NOW, **defaults | values)
            lyrics.put(song.id, text or lyrics_of(), "test", NOW)
            vocab.keep(song.id, vocab.Drawn((), [tokens_of(line.text) for line in (text or lyrics_of()).lines]))
        return song

    def word(self, song: Song, lemma: str = "luna", **values: Any) -> SongWord:
        song_id = song.id
        defaults = {
            "pos": "NOUN", "surface": lemma, "line": 0, "start": 5, "end": 9, "count": 1, "zipf": 4.5, "level": "A2",
            "score": 1.0,
        }  # fmt: skip
        with writing():
            word = SongWord(song_id=song_id, lemma=lemma, **defaults | values)
            db.session.add(word)
            db.session.add(
                Gloss(song_id=song_id, lemma=lemma, pos="NOUN", language="en", meaning=f"{lemma} in English")
            )
        return word

    def take(self, learner: Learner, song: Song, circle: Circle | None = None, **values: Any) -> Take:
        n = next(self._numbers)
        key = context_of(self.app).store.put(io.BytesIO(f"take {n}".encode()), ".webm")
        ids = {"learner_id": learner.id, "song_id": song.id, "circle_id": circle.id if circle else None}
        defaults = {
            "client_id": f"client-{n:04}", "first": 1, "last": 2, "file_key": key, "mime": "audio/webm",
            "duration_ms": 4000, "created_at": NOW, "visibility": "circle" if circle else "me",
        }  # fmt: skip
        with writing():
            take = Take(**ids | defaults | values)
            db.session.add(take)
        return take

    def post(self, author: Learner, song: Song, circle: Circle, body: str = "Hola", **values: Any) -> Post:
        n = next(self._numbers)
        ids = {"author_id": author.id, "song_id": song.id, "circle_id": circle.id}
        with writing():
            post = Post(
                **ids
                | {"client_id": f"client-{n:04}", "body": body, "html": f"<p>{body}</p>", "created_at": NOW}
                | values
            )
            db.session.add(post)
            songs.touch(ids["circle_id"], ids["song_id"])
        return post

    def entry(self, author: Learner, circle: Circle | None = None, body: str = "Yo canto.", **values: Any) -> Entry:
        ids = {"author_id": author.id, "circle_id": circle.id if circle else None}
        defaults = {
            "client_id": f"client-{next(self._numbers):04}", "language": "es", "created_at": NOW, "body": body,
            "visibility": "circle" if circle else "me",
        }  # fmt: skip
        with writing():
            entry = Entry(**ids | defaults | values)
            db.session.add(entry)
        return entry

    def correction(self, author: Learner, post: Post, **values: Any) -> Correction:
        defaults = {
            "author_id": author.id, "post_id": post.id, "client_id": f"client-{next(self._numbers):04}", "place": 1,
            "sentence": post.body, "wording": f"¡{post.body}!", "kind": "spelling", "created_at": NOW,
            "accepted_at": NOW,
        }  # fmt: skip
        with writing():
            correction = Correction(**defaults | values)
            db.session.add(correction)
        return correction

    def mark(self, author: Learner, take: Take, **values: Any) -> Mark:
        """A mark in feedback of its own."""
        ids = {"author_id": author.id, "take_id": take.id, "client_id": f"client-{next(self._numbers):04}"}
        with writing():
            told = Feedback(**ids, praise="You sound glad.", created_at=NOW)
            db.session.add(told)
            db.session.flush()
            defaults = {"line": 1, "word": 1, "kind": "well", "model_mime": "audio/mp4"}
            mark = Mark(**{"feedback_id": told.id} | defaults | values)
            db.session.add(mark)
        return mark

    def week(self, circle: Circle, song: Song, monday: date | None = None, **values: Any) -> Week:
        ids = {
            "circle_id": circle.id,
            "song_id": song.id,
            "monday": monday or this_week(now(), circle.time_zone),
        }
        with writing():
            week = Week(**ids | {"first": 1, "last": 2, "tasks": ["Sing it"]} | values)
            db.session.add(week)
        return week

    def job(self, owner: Learner, **values: Any) -> Job:
        owner_id = owner.id
        with writing():
            job = Job(
                **{
                    "id": f"{next(self._numbers):032}",
                    "kind": "import",
                    "owner_id": owner_id,
                    "payload": {},
                    "created_at": NOW,
                }
                | values
            )
            db.session.add(job)
        return job

    def correction_of_word(self, learner: Learner, song: Song) -> WordCorrection:
        """The learner says that "noche", in the song's third line, is "anoche"."""
        correction_id = corrected.correct(learner.id, song, 2, (3, 8), [(3, 8, "anoche")], NOW)
        return db.session.get_one(WordCorrection, correction_id)

    def client(self, learner: Learner | None = None) -> FlaskClient:
        """A browser in which the learner is logged in."""
        client = self.app.test_client()
        if learner is not None:
            with client.session_transaction() as session:
                session[accounts.ACCOUNT] = session["_user_id"] = learner.fs_uniquifier
        return client

    def viewer(self, learner: Learner | None = None) -> Viewer:
        """What permission questions know about the learner."""
        return circles.viewer_of(learner)


def in_weeks(count: int) -> date:
    """The Monday `count` weeks from now."""
    return this_week(now(), "UTC") + timedelta(weeks=count)
