"""The name of somebody who left is nowhere in the database or the files any more; a new table joins by itself."""

import json
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import JSON, Column, Integer, String, insert, select

from canary.circles import service as circles
from canary.db import Base, db, writing
from canary.learners import accounts
from canary.learners.models import Learner
from canary.notices import service as notices
from canary.privacy import service as privacy
from canary.privacy.names import Left
from canary.safety.models import HostAction, Report
from canary.sentences import Sentence
from canary.songs.models import Song
from canary.threads.models import Edit, Post
from canary.web.context import context_of
from tests.factories import NOW, Factory
from tests.privacy.test_every_table import MARK, value_of

PASSWORD, NAME, SHOWN = "a short sentence", "ximena_q", "Ximena Quispe"
TABLES = Base.metadata.tables
SAID = f"Well said, @{NAME}! And @{NAME.upper()}."


@pytest.mark.parametrize(
    ("text", "about", "expected"),
    [
        ("Thanks @ana!", False, "Thanks @…!"),
        ("Thanks @Ana.", False, "Thanks @…."),
        ("@ana-", False, "@…-"),
        ("<p><strong>@ana</strong></p>", False, "<p><strong>@…</strong></p>"),
        ("@anabel and @ana.b", False, "@anabel and @ana.b"),
        ("Ana says banana", False, "Ana says banana"),
        ("Ana Ruiz (ana) says banana", True, "… (…) says banana"),
        ("a@b ana@example.org", False, "a@b ana@example.org"),
    ],
)
def test_a_text(text: str, about: bool, expected: str) -> None:
    assert Left("ana", "Ana Ruiz").text(text, about=about) == expected


def test_only_whole_values_of_people() -> None:
    left = Left("kana", "Kana")
    value = [{"role": "lyrics", "name": "Kana"}, {"role": "kana", "name": "Kana Band"}]
    assert left.json(value, about=False, alone=True) == [{"role": "lyrics", "name": "…"}, value[1]]
    assert left.json(value, about=False, alone=False) == value


def said(column: Column[Any], value: Any) -> Any:
    """What stands in a column: the mention where a text has room for it, and inside JSON."""
    if isinstance(column.type, JSON):
        return {"note": SAID, "more": [SAID]} if column.name in {"payload", "note", "params", "document"} else value
    roomy = isinstance(value, str) and value.startswith(MARK) and (column.type.length or 100) >= len(SAID)  # type: ignore[attr-defined]
    return SAID if roomy and not (column.primary_key or column.unique or column.info) else value


def fill(ids: dict[str, int]) -> None:
    """A row by Beto in each table that has none, which mentions Ximena in each text that has room."""
    made: dict[str, Any] = dict(ids)
    for table in Base.metadata.sorted_tables:
        there = db.session.execute(select(*table.primary_key.columns).limit(1)).first()
        if there is not None:
            made.setdefault(table.name, there[0])
            continue
        skipped = {"id"} if isinstance(table.c.get("id", Column(String)).type, Integer) else set()
        row = {c.name: said(c, value_of(c, made, ids["learners"])) for c in table.columns if c.name not in skipped}
        made[table.name] = db.session.execute(insert(table).values(row).returning(*table.primary_key.columns)).one()[0]


def everything(app: Flask) -> str:
    """All that is in the database and in files, as one text."""
    rows = [str(tuple(row)) for table in TABLES.values() for row in db.session.execute(select(table))]
    store = context_of(app).store
    files = [path.read_bytes().decode(errors="replace") for path in store.root.rglob("*") if path.is_file()]
    return "\n".join(rows + files)


@pytest.fixture
def scene(make: Factory) -> dict[str, int]:
    circle = make.circle()
    ana = make.learner(NAME, circle, display_name=SHOWN, password=accounts.hashed(PASSWORD), email="q@example.org")
    beto = make.learner("beto", circle, "host")
    song = make.song(
        "Luz",
        circle,
        ana,
        original_name=f"{SHOWN}.mp3",
        credits=[{"role": "sung by", "name": SHOWN}, {"role": "by", "name": NAME}, {"role": "", "name": "Eva"}],
    )
    ids = {"learners": beto.id, "circles": circle.id, "songs": song.id, "ana": ana.id}
    asked = make.post(ana, song, circle, "A question")
    ids["posts"] = make.post(beto, song, circle, SAID, parent_id=asked.id, html=f"<p><strong>@{NAME}</strong></p>").id
    with writing():
        db.session.add_all((
            Edit(post_id=ids["posts"], body=SAID, until=NOW),
            Report(reporter_id=beto.id, person_id=ana.id, subject="post", subject_id=asked.id, reason="unkind",
                   words=f"{SHOWN} is unkind, {NAME} was before", excerpt=f"by {SHOWN}", created_at=NOW),
            HostAction(host_id=beto.id, person_id=ana.id, what="warn", why=f"Please be kind, {SHOWN}", created_at=NOW),
        ))  # fmt: skip
    notices.tell(ids["learners"], "password_link", "link", {"host": SHOWN, "circle": "Ours"}, "/", NOW)
    notices.tell(ids["learners"], "answered", "told", {"name": SHOWN, "song": "Luz"}, "/", NOW, ids["ana"])
    return ids


def test_the_name_is_nowhere(app: Flask, scene: dict[str, int]) -> None:
    with writing():
        fill({name: key for name, key in scene.items() if name != "ana"})
    assert everything(app).lower().count(NAME) > 20
    privacy.delete_account(circles.viewer_by(f"u-{NAME}"), PASSWORD, NOW)
    there = everything(app)
    for name in (NAME, SHOWN, SHOWN.upper(), json.dumps(SHOWN)[1:-1]):
        found = [row for row in there.splitlines() if name.lower() in row.lower()]
        assert not found, found


def test_what_pages_say_instead(make: Factory, scene: dict[str, int]) -> None:
    privacy.delete_account(circles.viewer_by(f"u-{NAME}"), PASSWORD, NOW)
    client = make.client(db.session.get_one(Learner, scene["learners"]))
    assert [row["name"] for row in db.session.get_one(Song, scene["songs"]).credits] == ["…", "…", "Eva"]
    assert ">somebody who left</dd>" in client.get("/songs/luz").text
    assert db.session.get_one(Post, scene["posts"]).body == "Well said, @…! And @…."
    thread = client.get("/songs/luz/thread").text
    assert "<strong>@…</strong>" in thread
    assert NAME not in thread
    assert "somebody who left, a host of Ours, made a link" in client.get("/news").text
    assert SHOWN not in client.get("/circle/reports").text


def test_others_of_the_same_name_keep_it(make: Factory, scene: dict[str, int]) -> None:
    """A credit of another circle's song, and what somebody else did."""
    there = make.circle()
    make.learner("eva", there)
    other = make.song("Sol", there, credits=[{"role": "", "name": SHOWN}]).id
    cara = make.learner("cara", display_name=SHOWN)
    notices.tell(scene["learners"], "mark_thanked", "hers", {"name": SHOWN}, "/", NOW, cara.id)
    privacy.delete_account(circles.viewer_by(f"u-{NAME}"), PASSWORD, NOW)
    assert db.session.get_one(Song, other).credits == [{"role": "", "name": SHOWN}]
    beto = circles.viewer_by("u-beto")
    said = [notice.sentence for notice, _ in notices.read(beto, NOW)[0]]
    assert any(isinstance(one, Sentence) and one.params.get("name") == SHOWN for one in said)
