"""Songs that members propose, vote for, and that the host takes into the plan."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from canary.circles import service as circles
from canary.circles.models import Membership
from canary.db import db, writing
from canary.problems import Conflict, NotAllowed, NotFound
from canary.web.clock import now
from canary.weeks import service as weeks
from canary.weeks.models import Proposal, Vote, Week
from canary.weeks.proposals import service as proposals
from tests.factories import NOW, Factory, in_weeks, lyrics_of


def votes() -> int:
    return db.session.scalar(select(func.count()).select_from(Vote)) or 0


def test_propose_vote_and_plan(make: Factory) -> None:
    circle = make.circle()
    make.week(circle, make.song("Pan"), in_weeks(1))
    make.song("Luz")
    host, ana, beto = (
        make.client(make.learner(*who)) for who in (("hanna", circle, "host"), ("ana", circle), ("beto", circle))
    )
    assert "No proposals yet" in ana.get("/weeks/proposals").text
    for client in (ana, ana, beto):  # twice is once, and another's same proposal is a vote for it
        assert client.post("/weeks/proposals", data={"song": "luz", "why": " So   bright "}).status_code == 302
    page = beto.get("/weeks/proposals").text
    assert "So bright" in page
    assert "2 votes" in page
    id = db.session.scalars(select(Proposal.id)).one()
    for _ in range(2):
        assert beto.post(f"/weeks/proposals/{id}/vote", data={"vote": "0"}).status_code == 302
        assert votes() == 1
    assert re.search(r"\b1 vote\s*</button>", beto.get("/weeks/proposals").text)
    for _ in range(2):
        beto.post(f"/weeks/proposals/{id}/vote", data={"vote": "1"})
    assert votes() == 2
    assert ana.post(f"/weeks/proposals/{id}/plan").status_code == 404
    assert f"week={in_weeks(2)}" in host.post(f"/weeks/proposals/{id}/plan").location  # the next one is taken
    assert host.post(f"/weeks/proposals/{id}/plan").status_code == 404  # the second tap finds it done
    assert (db.session.scalar(select(func.count()).select_from(Proposal)), votes()) == (0, 0)
    assert "Luz" in ana.get(f"/weeks/{in_weeks(2)}").text


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"song": ""}, "Choose a song."),
        ({"song": "luz", "why": "x" * 301}, "That’s too long. Use up to 300 characters."),
        ({"song": "theirs"}, "This song belongs to another circle."),
    ],
)
def test_proposals_that_cannot_be(make: Factory, form: dict[str, str], sentence: str) -> None:
    circle, elsewhere = make.circle(), make.circle()
    make.song("Luz")
    make.song("Theirs", elsewhere)
    ana = make.learner("ana", circle)
    circles.join(ana.id, elsewhere.id, NOW)
    page = make.client(ana).post("/weeks/proposals", data=form)
    assert page.status_code == 422
    assert sentence in page.text


def test_who_takes_a_proposal_back(make: Factory) -> None:
    circle = make.circle()
    song = make.song("Luz")
    roles = {"ana": "member", "beto": "member", "hanna": "host"}
    viewers = {name: circles.viewer_of(make.learner(name, circle, role)) for name, role in roles.items()}
    circle_id = circle.id
    proposals.propose(viewers["ana"], circle_id, song.slug, "", NOW)
    id = db.session.scalars(select(Proposal.id)).one()
    with pytest.raises(NotFound):
        proposals.remove(viewers["beto"], circle_id, id)
    proposals.remove(viewers["ana"], circle_id, id)
    proposals.propose(viewers["ana"], circle_id, "luz", "", NOW)
    proposals.remove(viewers["hanna"], circle_id, db.session.scalars(select(Proposal.id)).one())
    assert votes() == 0


def test_proposals_are_the_circles_own(make: Factory) -> None:
    here, there = make.circle(), make.circle()
    song = make.song("Luz")
    ana, hugo = make.learner("ana", here), make.learner("hugo", there, "host")
    here_id, there_id = here.id, there.id
    proposals.propose(circles.viewer_of(ana), here_id, song.slug, "", NOW)
    id = db.session.scalars(select(Proposal.id)).one()
    stranger = circles.viewer_of(hugo)
    with pytest.raises(NotFound):
        proposals.all_of(stranger, here_id)
    for place in (here_id, there_id):
        with pytest.raises(NotFound):
            proposals.vote(stranger, place, id, True, NOW)
        with pytest.raises(NotFound):
            proposals.plan(stranger, place, id, NOW)
        with pytest.raises(NotFound):
            proposals.remove(stranger, place, id)
    assert proposals.all_of(stranger, there_id) == []


def test_a_blocked_persons_idea_is_nobodys(make: Factory) -> None:
    circle = make.circle()
    song = make.song("Luz")
    ana, beto = make.learner("ana", circle), make.learner("beto", circle)
    proposals.propose(circles.viewer_of(ana), circle.id, song.slug, "Because of me", NOW)
    circles.block(circles.viewer_of(beto), ana.id, NOW)
    page = make.client(beto).get("/weeks/proposals").text
    assert "Luz" in page
    assert "Because of me" not in page
    assert "proposed by" not in page


def test_who_pauses_neither_proposes_nor_votes(make: Factory) -> None:
    circle = make.circle()
    make.song("Luz")
    ana = make.learner("ana", circle)
    viewer, circle_id = circles.viewer_of(ana), circle.id
    with writing():
        db.session.get_one(Membership, (circle_id, viewer.learner_id)).suspended_until = NOW + timedelta(days=1)
    with pytest.raises(NotAllowed):
        proposals.propose(viewer, circle_id, "luz", "", NOW)
    with pytest.raises(NotAllowed):
        proposals.vote(viewer, circle_id, 1, True, NOW)


def test_a_song_without_lyrics_and_a_full_year(make: Factory) -> None:
    circle = make.circle()
    mute, song = make.song("Mute", text=lyrics_of(())), make.song("Luz")
    hanna = circles.viewer_of(make.learner("hanna", circle, "host"))
    client = make.client(make.learner("heidi", circle, "host"))
    circle_id = circle.id
    proposals.propose(hanna, circle_id, mute.slug, "", NOW)
    id = db.session.scalars(select(Proposal.id)).one()
    page = client.post(f"/weeks/proposals/{id}/plan")
    assert page.status_code == 422
    assert "no lyrics yet" in page.text
    assert db.session.scalars(select(Proposal.id)).one() == id
    with writing():
        days = [in_weeks(n) for n in range(1, weeks.FARTHEST + 1)]
        db.session.add_all(Week(circle_id=circle_id, monday=day, song_id=song.id, first=1, last=1) for day in days)
    with pytest.raises(Conflict):
        proposals.plan(hanna, circle_id, id, now())


def test_no_circle_no_ideas(app: Flask, make: Factory) -> None:
    assert make.client(make.learner("sam")).get("/weeks/proposals").status_code == 404
