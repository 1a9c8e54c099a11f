"""Every form sent eight times at once by somebody who may send it: no tap ends in an error, and one has its effect."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from canary.config import Settings
from canary.db import Base, db, writing
from canary.learners import accounts
from canary.learners.models import Learner
from canary.web.context import context_of
from tests.apps import Snapshot, another_app, logged_in
from tests.factories import Factory
from tests.test_access import PEOPLE, TABLE, everybody
from tests.test_at_once import at_once

PASSWORD, NEW = "a short sentence", "made-by-a-browser"
KEYS = {"owner": "u-otto", "member": "u-mia", "host": "u-hanna"}
MARK = '[{"line": 1, "word": 1, "kind": "well", "detail": {}}]'
Form = dict[str, Any]
Row = tuple[str, str, str, Form]
# What the table of permissions sends nothing or too little to, filled in.
FORMS: dict[str, Form] = {
    "/songs/secret/edit": {"title": "Other", "artist": "", "language": "es", "level": "", "licence": "CC BY 4.0",
                           "credits": "", "visibility": "circle"},
    "/songs/secret/lyrics": {"lyrics": "Hola luna\nCanta conmigo"},
    "/songs/secret/lyrics/edit": {"lyrics": "[00:01.00]Hola luna\n[00:03.00]Canta conmigo", "base": "1"},
    "/songs/secret/thread": {"body": "Hola @mia", "client_id": NEW},
    "/songs/secret/takes": {"client_id": NEW, "first": "1", "last": "1", "visibility": "circle", "recording": ...},
    "/songs/secret/words/keep": {"word": "{word}"},
    "/songs/secret/lines/1/words/1/correction": {"cut": "Hola", "form": "hola"},
    "/songs/secret/corrections/{correction}": {"do": "adopt"},
    "/words/level": {"language": "es", "level": "A1"},
    "/words/status": {"language": "es", "lemma": "luna", "form": "lunas", "status": "known"},
    "/reviews/answers": {"id": NEW, "schedule": "{question}", "rating": "3"},
    "/reviews/settings": {"retention": "90", "new_a_day": "5", "reviews_a_day": "50", "kinds": "meaning"},
    "/reviews/quick": {"json": {"id": NEW, "language": "es", "asked": 5, "right": 4, "median_ms": 900}},
    "/posts/{post}/corrections": {"place": "1", "sentence": "Hola", "wording": "¡Hola!", "kind": "spelling"},
    "/journal/{entry}/corrections": {"place": "1", "sentence": "Yo canto.", "wording": "Canto.", "kind": "natural"},
    "/corrections/{mended}/replies": {"body": "Gracias", "client_id": NEW},
    "/journal/new": {"body": "Me gusta.", "language": "es", "client_id": NEW, "visibility": "circle"},
    "/journal/{entry}/edit": {"body": "Me gusta.", "language": "es", "client_id": NEW, "visibility": "circle"},
    "/news/settings": {"email": "new@example.org", "kind": "answer"},
    "/weeks": {"week": "{later}", "song": "open", "first": "1", "last": "2"},
    "/weeks/{later}/swap": {"with": "{now}", "client_id": NEW},
    "/weeks/fill": {"fill_level": "", "client_id": NEW},
    "/circle": {"name": "Other", "time_zone": "UTC"},
    "/circles": {"name": "Ours", "time_zone": "UTC"},
    "/circle/members/{learner}": {"do": "remove"},
    "/circle/reports/{report}": {"do": "suspend", "days": "7"},
    "/account/password": {"password": PASSWORD, "new_password": "another short one"},
    "/account/delete": {"password": PASSWORD},
    "/password/new/{reset}": {"new_password": "another short one"},
    "/login": {"username": "otto", "password": PASSWORD},
    "/register": {"username": "zoe", "password": PASSWORD},
    "/takes/{shared}/feedback": {"client_id": NEW, "praise": "Glad!", "marks": MARK},
}  # fmt: skip
# Looking writes here: news are read, cards get questions, decks get dates, steps tick themselves.
LOOKS = ("/", "/news", "/reviews", "/deck.apkg")
NOT_ASKED = {
    "/host/never-made",
    "/password/forgot",
    "/songs/import",
    "/takes/{private}/feedback",
    "/songs/secret/lyrics/reading",
}


def chosen() -> list[Row]:
    """(who, method, address, form): the first of those who may."""
    found = {}
    for method, address, plain, statuses in TABLE:
        form: Form = FORMS.get(address, dict(plain))
        order = ("host", "member", "owner") if address.endswith("corrections") else ("owner", "member", "host")
        may = [who for who in order if statuses[PEOPLE.index(who)] not in {403, 404}]
        if may and address not in NOT_ASKED and (method == "POST" or address in LOOKS):
            found[method, address] = (may[0], method, address, form)
    return list(found.values())


def fresh(app: Flask) -> dict[str, str]:
    """Everybody and their things, in place of what was there; built for the first, put back for the others."""
    context_of(app).fragments.clear()
    with app.app_context():
        if "tests.scene" not in app.extensions:
            things = everybody(Factory(app))
            with writing():
                db.session.execute(update(Learner).values(password=app.config["TEST_PASSWORD"]))
            app.extensions["tests.scene"] = Snapshot(app), things
        kept: tuple[Snapshot, dict[str, str]] = app.extensions["tests.scene"]
        snapshot, things = kept
        snapshot.restore()
        db.session.remove()
    return things


def rows() -> dict[str, int]:
    """How many rows each table has."""
    tables = Base.metadata.sorted_tables
    counts = [select(func.count()).select_from(table).scalar_subquery().label(table.name) for table in tables]
    return dict(db.session.execute(select(*counts)).one()._mapping)


@pytest.fixture
def other_app(settings: Settings) -> Iterator[Flask]:
    """An app on a database of each kind."""
    values = {"database_url": settings.database_url} if settings.database_url else {}
    with another_app(settings.data, **values) as app:
        app.config["WTF_CSRF_ENABLED"] = False
        with app.app_context():
            app.config["TEST_PASSWORD"] = accounts.hashed(PASSWORD)
        yield app


def send(app: Flask, sound: bytes, things: dict[str, str], row: Row) -> int:
    """Send a form filled in; the status."""
    who, method, address, form = row

    def filled(value: Any) -> Any:
        if value is ...:
            return io.BytesIO(sound), "take"
        return value if value == MARK else value.format(**things)

    sent = form if "json" in form else {"data": {name: filled(value) for name, value in form.items()}}
    return logged_in(app, KEYS[who]).open(address.format(**things), method=method, **sent).status_code


def sent_at_once(app: Flask, sound: bytes, sent: list[Row]) -> list[int]:
    """The statuses of forms that are sent together to everybody's fresh things."""
    things = fresh(app)
    return at_once(len(sent), lambda n: send(app, sound, things, sent[n]))


def test_eight_taps_have_the_effect_of_one(other_app: Flask, settings: Settings, cuts: Callable[[str], Path]) -> None:
    app, sound, wrong = other_app, cuts("opus").read_bytes(), []
    for row in chosen():
        send(app, sound, fresh(app), row)
        with app.app_context():
            one = rows()
        found = sorted(sent_at_once(app, sound, [row] * 8))
        with app.app_context():
            more = {name: (one[name], n) for name, n in rows().items() if n != one[name]}
        if settings.database_url:
            more.pop("jobs", None)  # there two may ask for the same work, which then finds that it is done
        if more or found[0] not in {200, 302, 303} or found[-1] >= 500:
            wrong.append((*row[:3], found, more))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize(
    ("end", "others"),
    [
        ("/songs/secret/remove", ("thread", "takes", "meaning", "phrases", "lyrics/edit", "{post}/corrections")),
        ("/posts/{post}/remove", ("{post}", "{post}/react", "{post}/corrections")),
        ("/journal/{entry}/remove", ("{entry}/edit", "{entry}/corrections")),
    ],
)
def test_it_is_removed_while_others_are_at_it(
    other_app: Flask, cuts: Callable[[str], Path], end: str, others: tuple[str, ...]
) -> None:
    app, sound, wrong = other_app, cuts("opus").read_bytes(), []
    for row in chosen():
        if row[1] == "POST" and row[2].endswith(others):
            ends: Row = ("owner", "POST", end, {})
            found = sent_at_once(app, sound, [row, row, ends, ends, row, row])
            # PostgreSQL ends one of two that wait for each other: "The server is busy."
            if set(found) - {200, 302, 303, 404, 409, 422, 503}:
                wrong.append((*row[:3], found))
    assert not wrong, "\n".join(map(str, wrong))
