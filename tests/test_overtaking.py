"""Two windows with the same form: the second is told, sees what the first saved beside what it typed, and loses nothing.

Every form that edits what is there goes through the same cases, with the fields that its page really has.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

from canary.cards.models import Card
from canary.circles.models import Circle, Membership
from canary.db import db
from canary.journal.models import Entry
from canary.learners.models import Learner
from canary.lyrics import service as lyrics
from canary.reviews import service as reviews
from canary.songs.models import Song
from canary.threads.models import Post
from canary.weeks.models import Week
from tests.factories import Factory, in_weeks
from tests.reviews.scene import keep

Form = dict[str, str | list[str]]


class Forms(HTMLParser):
    """The forms of a page by their address, with the values that a browser would send."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, Form] = {}
        self._form: Form | None = None
        self._area, self._select = "", ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = dict(attrs)
        name, value = at.get("name") or "", at.get("value") or ""
        if tag == "form":
            self._form = self.found[at.get("action") or ""] = {}
        elif self._form is None:
            return
        elif tag == "textarea":
            self._area, self._form[name] = name, ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in at:
            self._form[self._select] = value
        elif tag == "input" and (at.get("type") not in {"checkbox", "radio", "file"} or "checked" in at):
            self._add(name, value)

    def _add(self, name: str, value: str) -> None:
        assert self._form is not None
        before = self._form.get(name)
        self._form[name] = [*before, value] if isinstance(before, list) else [before, value] if before else value

    def handle_data(self, data: str) -> None:
        if self._area and self._form is not None:
            self._form[self._area] = f"{self._form[self._area]}{data}"

    def handle_endtag(self, tag: str) -> None:
        self._area = "" if tag == "textarea" else self._area
        self._form = None if tag == "form" else self._form


@dataclass
class Case:
    """A form: where it stands and goes, what two windows type in it, and what is stored."""

    page: str
    stored: Callable[[], str]
    first: Form
    second: Form
    to: str = ""


@dataclass
class Scene:
    """Ana, who hosts a circle and owns everything in it."""

    client: FlaskClient
    cases: dict[str, Case]


NAMES = ("entry", "reflection", "post", "card", "circle", "song", "lyrics", "profile", "mails", "reviews", "week")


@pytest.fixture
def scene(make: Factory) -> Scene:
    circle = make.circle(name="Ours", languages=["es"])
    ana = make.learner("ana", circle, role="host", learns=["es"], levels={"es": "A1"})
    song = make.song("Luz", circle, ana, credits=[{"role": "lyrics", "name": "Eva"}])
    post, entry = make.post(ana, song, circle, "Hola luna"), make.entry(ana, circle, "Yo canto.")
    asked = make.entry(ana, circle, "", kind="reflection", answers={"new": "Mucho"})
    (card_id,) = keep(ana, 1, song)
    week = make.week(circle, song, in_weeks(1))
    ids = (circle.id, ana.id, post.id, entry.id, asked.id, week.id)
    circle_id, ana_id, post_id, entry_id, asked_id, week_id = ids
    song_id = song.id

    def of(model: type, key: int, name: str) -> Callable[[], str]:
        return lambda: str(getattr(db.session.get(model, key), name))

    def answered() -> str:
        found = db.session.get(Entry, asked_id)
        return found.answers.get("new", "") if found else ""

    def sung() -> str:
        found = lyrics.of(song_id)
        return "\n".join(line.text for line in found.lines) if found else ""

    def tasks() -> str:
        found = db.session.get(Week, week_id)
        return " ".join(found.tasks) if found else ""

    plan: Form = {"week": in_weeks(1).isoformat(), "song": "luz", "first": "1", "last": "2"}
    cases = {
        "entry": Case(f"/journal/{entry_id}/edit", of(Entry, entry_id, "body"), {"body": "uno"}, {"body": "dos"}),
        "reflection": Case(f"/journal/{asked_id}/edit", answered, {"new": "uno"}, {"new": "dos"}),
        "post": Case(f"/posts/{post_id}", of(Post, post_id, "body"), {"body": "uno"}, {"body": "dos"}),
        "card": Case(f"/cards/{card_id}", of(Card, card_id, "note"), {"note": "uno"}, {"note": "dos"}),
        "circle": Case("/circle", of(Circle, circle_id, "terms"), {"terms": "uno"}, {"terms": "dos"}),
        "song": Case("/songs/luz/edit", of(Song, song_id, "artist"), {"artist": "uno"}, {"artist": "dos"}),
        "lyrics": Case("/songs/luz/edit", sung, {"lyrics": "uno"}, {"lyrics": "dos"}, to="/songs/luz/lyrics"),
        "profile": Case("/account", of(Learner, ana_id, "display_name"), {"display_name": "uno"},
                        {"display_name": "dos"}),
        "mails": Case("/news/settings", of(Learner, ana_id, "email"), {"email": "uno@example.org"},
                      {"email": "dos@example.org"}),
        "reviews": Case("/reviews", lambda: str(reviews.settings_of(ana_id).new_a_day), {"new_a_day": "31"},
                        {"new_a_day": "32"}, to="/reviews/settings"),
        "week": Case(f"/weeks?week={in_weeks(1)}", tasks, plan | {"tasks": "uno"}, plan | {"tasks": "dos"},
                     to="/weeks"),
    }  # fmt: skip
    return Scene(make.client(ana), cases)


def form_of(case: Case, page: str) -> tuple[str, Form]:
    """The address and the values of the case's form on a page."""
    name = next(reversed(case.first))
    found = {address: form for address, form in Forms(page).found.items() if name in form}
    address = case.to or case.page
    key = next(one for one in found if one in {address, case.page, ""})
    return address, found[key]


def only(form: Form) -> str:
    """What the window typed."""
    return str(next(reversed(form.values())))


@pytest.mark.parametrize("name", NAMES)
def test_the_second_window_is_told(scene: Scene, name: str) -> None:
    case, client = scene.cases[name], scene.client
    address, form = form_of(case, client.get(case.page).text)
    assert client.post(address, data=form | case.first).status_code < 400
    db.session.expire_all()
    assert case.stored() == only(case.first)

    told = client.post(address, data=form | case.second)
    assert told.status_code == 409
    db.session.expire_all()
    assert case.stored() == only(case.first), "it was overwritten"
    box = re.search(r'<section class="overtaken.*?</section>', told.text, re.DOTALL)
    assert box is not None
    assert f">{only(case.first)}</dd>" in box[0]
    assert box[0].count("<dd") == 1, "what didn't change is no news"

    _, again = form_of(case, told.text)
    assert again[next(reversed(case.second))] == only(case.second), "what was typed is lost"
    assert client.post(address, data=again).status_code < 400
    db.session.expire_all()
    assert case.stored() == only(case.second)


@pytest.mark.parametrize("name", NAMES)
def test_saving_the_same_twice_is_no_conflict(scene: Scene, name: str) -> None:
    case, client = scene.cases[name], scene.client
    address, form = form_of(case, client.get(case.page).text)
    for _ in range(2):
        assert client.post(address, data=form | case.first).status_code < 400
    assert 'class="overtaken' not in client.get(case.page).text


def test_a_form_without_a_mark_is_saved(scene: Scene) -> None:
    """A script says what it wants and not what it has seen."""
    case, client = scene.cases["entry"], scene.client
    for text in ("uno", "dos"):
        form = {"body": text, "language": "es", "visibility": "me"}
        assert client.post(case.page, data=form).status_code == 303
        db.session.expire_all()
        assert case.stored() == text


def test_a_refused_form_keeps_what_it_was_loaded_with(scene: Scene) -> None:
    case, client = scene.cases["circle"], scene.client
    _, form = form_of(case, client.get("/circle").text)
    client.post("/circle", data=form | {"terms": "uno"})
    refused = client.post("/circle", data=form | {"terms": "dos", "name": ""})
    assert refused.status_code == 422
    _, corrected = form_of(case, refused.text)
    assert client.post("/circle", data=corrected | {"name": "Ours"}).status_code == 409
    db.session.expire_all()
    assert case.stored() == "uno"


def test_another_field_of_the_same_form(scene: Scene) -> None:
    """The second window's old title would replace the first's new one."""
    case, client = scene.cases["song"], scene.client
    address, form = form_of(case, client.get(case.page).text)
    client.post(address, data=form | {"title": "Sol", "credits": "lyrics: Eva\nmusic: Iris"})
    told = client.post(address, data=form | {"artist": "Iris"})
    assert told.status_code == 409
    assert ">Sol</dd>" in told.text
    assert "music: Iris</dd>" in told.text
    assert told.text.count("<dd") == 3


def test_the_circle_shows_me_in_two_windows(scene: Scene) -> None:
    client, address = scene.client, "/circle/me"
    form = Forms(client.get("/circle").text).found[address]
    assert client.post(address, data=form | {"is_seen": "1"}).status_code == 302
    told = client.post(address, data=form)  # equal to what was there before: it would take that back
    assert told.status_code == 409
    assert told.text.count("<dd") == 1
    assert all(row.is_seen for row in db.session.query(Membership))
    again = Forms(told.text).found[address]
    assert "is_seen" not in again
    assert client.post(address, data=again).status_code == 302


def test_what_is_shown_is_only_text(scene: Scene) -> None:
    case, client = scene.cases["card"], scene.client
    _, form = form_of(case, client.get(case.page).text)
    client.post(case.page, data=form | {"note": "<b>uno</b>"})
    told = client.post(case.page, data=form | {"note": "dos"})
    assert "&lt;b&gt;uno&lt;/b&gt;</dd>" in told.text


def test_discarding_ones_own_text_doesnt_bring_its_draft_back(scene: Scene) -> None:
    case, client = scene.cases["entry"], scene.client
    _, form = form_of(case, client.get(case.page).text)
    assert "data-refused" not in client.get(case.page).text
    client.post(case.page, data=form | case.first)
    told = client.post(case.page, data=form | case.second).text
    address = re.search(r'href="([^"]+)">Discard mine', told)
    assert address is not None
    page = client.get(address[1]).text
    assert "data-refused" in page, "the browser keeps its draft of the text away"
    assert ">uno</textarea>" in page
