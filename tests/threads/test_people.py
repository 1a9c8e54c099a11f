"""Signs, names, earlier words, voices, and what blocked people see of each other in a thread."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from canary.audio import media
from canary.circles import service as circles
from canary.circles.models import Membership
from canary.db import db, writing
from canary.notices.models import Notice
from canary.songs import service as songs
from canary.songs.models import Song
from canary.threads.models import Post, Reaction
from canary.web.context import context_of
from tests.factories import NOW, Factory
from tests.recordings import ENGINES, recording

People = dict[str, FlaskClient]


@pytest.fixture
def people(make: Factory) -> People:
    """Ana, Bea, Cleo and the host of a circle, and the song "Luz" with a post by Ana."""
    circle, song = make.circle(), make.song("Luz")
    names = {"ana": "member", "bea": "member", "cleo": "member", "hanna": "host"}
    found = {name: make.learner(name, circle, role) for name, role in names.items()}
    make.post(found["ana"], song, circle, "Ana's own words")
    return {name: make.client(learner) for name, learner in found.items()}


def draft(body: str = "Hola", **values: Any) -> dict[str, Any]:
    return {"body": body, "client_id": "made-in-the-browser"} | values


def first() -> Post:
    return db.session.scalars(select(Post).order_by(Post.id)).one()


def signs() -> int:
    return len(db.session.scalars(select(Reaction)).all())


def test_signs_are_given_and_taken_back(people: People) -> None:
    post = first().id
    address = f"/posts/{post}/react"
    for _ in range(3):
        assert people["bea"].post(address, data={"sign": "heart"}).status_code == 303
    assert people["cleo"].post(address, data={"sign": "heart"}).status_code == 303
    assert signs() == 2
    mine, theirs = f'value="-heart" data-r="{post}" aria-pressed="true"', f'value="heart" data-r="{post}"'
    assert mine in people["bea"].get("/songs/luz/thread").text
    assert theirs in people["ana"].get("/songs/luz/thread").text
    assert "Love: <bdi>bea, cleo</bdi>" in people["ana"].get(f"/posts/{post}").text
    answer = people["bea"].post(address, data={"sign": "-heart"}, headers={"Accept": "application/json"})
    assert answer.json == {"signs": {"heart": 1}, "who": {"heart": "cleo"}}
    thread = people["ana"].get("/songs/luz/thread").text
    assert "<bdi>cleo</bdi>" in thread[thread.index('class="who"') :]
    assert people["bea"].post(address, data={"sign": "thumb"}).status_code == 422


def test_mentions_reach_members_of_the_circle_only(people: People, make: Factory) -> None:
    make.learner("sam")
    people["ana"].post("/songs/luz/thread", data=draft("@bea, @sam and @ana: `@cleo`. And @bea again"))
    page = people["cleo"].get("/songs/luz/thread").text
    assert "<strong>@bea</strong>, @sam and <strong>@ana</strong>: <code>@cleo</code>" in page
    told = [(n.kind, str(n.sentence)) for n in db.session.scalars(select(Notice))]
    assert told[0] == ("mention", "ana mentioned you in the thread about Luz.")
    assert len(told) == 1, "within code nobody is called, and nobody tells themselves"


def test_earlier_words_are_kept(people: People) -> None:
    post = first().id
    people["ana"].post(f"/posts/{post}", data={"body": "Better words"})
    people["ana"].post(f"/posts/{post}", data={"body": "Better words"})
    page = people["bea"].get(f"/posts/{post}").text
    assert "Earlier versions" in page
    assert page.count("Ana&#39;s own words") == 1
    assert f'href="/posts/{post}#edits"' in people["bea"].get("/songs/luz/thread").text
    people["ana"].post(f"/posts/{post}/remove")
    assert db.session.scalars(select(Post)).all() == []


def test_a_short_voice_message(people: People, cuts: Callable[[str], Path], make: Factory) -> None:
    sound = cuts("opus").read_bytes()

    def form() -> dict[str, Any]:
        return draft("") | {"voice": (io.BytesIO(sound), "voice.webm")}

    for _ in range(2):
        assert people["bea"].post("/songs/luz/thread", data=form()).status_code == 303
    post = db.session.scalars(select(Post).where(Post.voice_key.is_not(None))).one()
    address, store, key = f"/posts/{post.id}/voice", context_of(make.app).store, post.voice_key
    answer = people["ana"].get(address, headers={"Range": "bytes=0-9"})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (206, "private, no-store")
    assert people["ana"].get(address).mimetype == "audio/mp4"
    assert make.client().get(address).status_code == 404
    assert (
        people["ana"].post("/songs/luz/thread", data=draft("") | {"voice": (io.BytesIO(b"no"), "v")}).status_code == 422
    )
    assert people["bea"].post(f"/posts/{post.id}/remove").status_code == 302
    assert people["ana"].get(address).status_code == 404
    assert not store.path(key or "").exists()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_voice_of_any_engine_plays_in_all(people: People, tmp_path: Path, engine: str) -> None:
    sound = recording(tmp_path / "voice", engine).read_bytes()
    form = draft("") | {"voice": (io.BytesIO(sound), "voice")}
    assert people["bea"].post("/songs/luz/thread", data=form).status_code == 303
    post = db.session.scalars(select(Post).where(Post.voice_key.is_not(None))).one()
    (tmp_path / "heard").write_bytes(people["ana"].get(f"/posts/{post.id}/voice").data)
    heard = media.probe(tmp_path / "heard")
    assert (heard.container, heard.codec, heard.mime) == ("mp4", "aac", post.voice_mime)
    assert abs(heard.duration_ms - 2000) < 100


@pytest.mark.parametrize("range_header", ["bytes=0-3", "bytes=-2"])
def test_blocked_people_meet_nowhere_in_a_thread(
    people: People, make: Factory, cuts: Callable[[str], Path], range_header: str
) -> None:
    post = first()
    top, ana_id = post.id, post.author_id
    people["bea"].post("/songs/luz/thread", data=draft("Bea answers", parent=str(top)))
    people["cleo"].post("/songs/luz/thread", data=draft("Cleo speaks", client_id="cleo-speaks"))
    voice = draft("") | {"voice": (io.BytesIO(cuts("opus").read_bytes()), "v"), "client_id": "with-a-voice"}
    people["ana"].post("/songs/luz/thread", data=voice)
    spoken = db.session.scalars(select(Post.id).where(Post.voice_key.is_not(None))).one()
    people["ana"].post(f"/posts/{top}/react", data={"sign": "clap"})
    cleos = db.session.scalars(select(Post.id).where(Post.body == "Cleo speaks")).one()
    people["ana"].post(f"/posts/{cleos}/react", data={"sign": "clap"})
    bea = next(s for s in ("u-bea",))
    circles.block(circles.viewer_by(bea), ana_id or 0, NOW)
    for address in ("/songs/luz/thread", "/songs/luz"):
        page = people["bea"].get(address).text
        assert "own words" not in page
        assert "Cleo speaks" in page
        assert "Made me laugh 1" not in page
        assert "Ana" not in people["bea"].get(address).text.partition('class="posts"')[2]
    assert f'data-r="{cleos}" aria-pressed="false" title="Well done"><span aria-hidden="true">👏</span>' in people[
        "bea"
    ].get("/songs/luz/thread").text.replace('class="many"', "")
    assert "Well done: <bdi>ana</bdi>" in people["cleo"].get(f"/posts/{cleos}").text
    assert "Well done: <bdi>ana</bdi>" not in people["bea"].get(f"/posts/{cleos}").text
    for address in (f"/posts/{top}", f"/posts/{spoken}/voice", f"/posts/{top}/corrections"):
        assert people["bea"].get(address, headers={"Range": range_header}).status_code == 404, address
        assert people["cleo"].get(address).status_code == 200
    for address in (f"/posts/{top}/react", f"/posts/{top}/corrections"):
        assert people["bea"].post(address, data={"sign": "heart"}).status_code == 404
    late = draft("Too late", client_id="bea-is-too-late", parent=str(top))
    assert people["bea"].post("/songs/luz/thread", data=late).status_code == 404
    assert "Bea answers" not in people["ana"].get("/songs/luz/thread").text
    people["ana"].post("/songs/luz/thread", data=draft("@bea hello", client_id="ana-calls-bea"))
    assert not [n for n in db.session.scalars(select(Notice)) if n.kind == "mention"]


def test_what_a_host_hid(people: People) -> None:
    post = first()
    number = post.id
    with writing():
        found = db.session.get_one(Post, number)
        found.hidden_at, found.voice_key = NOW, None
        songs.touch(found.circle_id, found.song_id)
    for address in ("/songs/luz/thread", f"/posts/{number}"):
        page = people["bea"].get(address).text
        assert "A host has hidden this post." in page
        assert "own words" not in page
    assert people["bea"].get(f"/posts/{number}/corrections").status_code == 404
    assert people["bea"].post(f"/posts/{number}/react", data={"sign": "heart"}).status_code == 404
    for who in ("ana", "hanna"):
        for address in ("/songs/luz/thread", f"/songs/luz/thread?post={number}", f"/posts/{number}", "/songs/luz"):
            page = people[who].get(address).text
            assert "own words" in page, "its author and the host see what it says, in the thread too"
            assert page.count("A host has hidden this post. Only its author") == 1
            assert f"/posts/{number}/react" not in page
    assert "own words" not in people["cleo"].get("/songs/luz/thread").text, "what the host saw is not kept for others"


def test_a_post_goes_out_of_reach_with_its_song(people: People, make: Factory) -> None:
    other = make.circle()
    number, song_id, other_id = first().id, first().song_id, other.id
    with writing():
        song = db.session.get_one(Song, song_id)
        song.visibility, song.circle_id = "circle", other_id
    for who in ("ana", "bea", "hanna"):
        for address in (f"/posts/{number}", f"/posts/{number}/corrections", "/songs/luz/thread"):
            answer = people[who].get(address)
            assert answer.status_code == 404
            assert "Luz" not in answer.text


def test_many_who_react_are_few_names(people: People, make: Factory) -> None:
    post = first()
    number, circle_id = post.id, post.circle_id
    fans = [make.learner(f"fan{n}").id for n in range(8)]
    with writing():
        for learner_id in fans:
            circles.join(learner_id, circle_id, NOW)
            db.session.add(Reaction(post_id=number, learner_id=learner_id, sign="clap"))
        songs.touch(circle_id, post.song_id)
    assert "fan0, fan1, fan2, fan3, fan4 and 3 more" in people["ana"].get("/songs/luz/thread").text


def test_suspended_people_read_and_do_not_write(people: People) -> None:
    with writing():
        membership = db.session.scalars(select(Membership).order_by(Membership.learner_id)).all()[1]
        membership.suspended_until = NOW.replace(year=2100)
    assert people["bea"].get("/songs/luz/thread").status_code == 200
    assert people["bea"].post("/songs/luz/thread", data=draft()).status_code == 403
    assert people["bea"].post(f"/posts/{first().id}/react", data={"sign": "heart"}).status_code == 403
