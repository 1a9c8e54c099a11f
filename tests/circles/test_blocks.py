"""Two people who do not meet; a circle that is chosen; a pause that a host asked for."""

from datetime import timedelta

import pytest
from flask import Flask

from canary.circles import service as circles
from canary.circles.models import Membership
from canary.db import db, files_in_use, writing
from canary.notices import service as notices
from canary.notices.models import Notice
from canary.problems import NotAllowed, NotFound
from canary.viewer import VISITOR
from tests.factories import NOW, Factory


def test_a_block_counts_both_ways_until_it_is_taken_back(app: Flask, make: Factory) -> None:
    circle = make.circle()
    ana, beto, clara = (make.learner(name, circle) for name in ("ana", "beto", "clara"))
    seen = circles.viewer_of
    circles.block(seen(ana), beto.id, NOW)
    circles.block(seen(ana), beto.id, NOW)  # twice is once
    assert seen(ana).blocked == {beto.id}
    assert seen(beto).blocked == {ana.id}
    assert seen(clara).blocked == frozenset()
    circles.unblock(seen(beto), ana.id)  # not his to take back
    assert seen(beto).blocked == {ana.id}
    circles.unblock(seen(ana), beto.id)
    assert seen(ana).blocked == seen(beto).blocked == frozenset()
    with pytest.raises(NotAllowed):
        circles.block(seen(ana), ana.id, NOW)
    with pytest.raises(NotFound):
        circles.block(seen(ana), 999, NOW)


def test_the_circle_chosen_last_is_the_one_that_pages_show(app: Flask, make: Factory) -> None:
    first, second = make.circle(name="First"), make.circle(name="Second")
    ana = make.learner("ana", first)
    circles.join(ana.id, second.id, NOW + timedelta(days=1))
    assert [own.name for own in circles.viewer_of(ana).memberships] == ["First", "Second"]
    circles.choose(circles.viewer_of(ana), second.id, NOW)
    assert [own.name for own in circles.viewer_of(ana).memberships] == ["Second", "First"]
    with pytest.raises(NotFound):
        circles.choose(circles.viewer_of(ana), make.circle().id, NOW)


def test_who_was_asked_to_pause_reads_and_does_not_write(app: Flask, make: Factory) -> None:
    circle = make.circle()
    ana = make.learner("ana", circle)
    viewer = circles.viewer_of(ana)
    circles.check_may_write(viewer, circle.id, NOW)
    with writing():
        membership = db.session.get(Membership, (circle.id, ana.id))
        assert membership is not None
        membership.suspended_until = NOW + timedelta(days=3)
    with pytest.raises(NotAllowed, match="7 March"):
        circles.check_may_write(viewer, circle.id, NOW)
    circles.check_may_write(viewer, circle.id, NOW + timedelta(days=4))
    with pytest.raises(NotFound):
        circles.check_may_write(VISITOR, circle.id, NOW)


def test_news_comes_once_and_not_across_a_block(app: Flask, make: Factory) -> None:
    circle = make.circle()
    ana, beto = make.learner("ana", circle), make.learner("beto", circle)
    ana_id, beto_id = ana.id, beto.id
    for _ in range(2):
        notices.tell(ana_id, "mark_thanked", "post-1", {"name": "beto"}, "/", NOW, beto_id)
    notices.tell(ana_id, "mark_thanked", "post-2", {"name": "ana"}, "/", NOW, ana_id)
    notices.tell(None, "mark_thanked", "post-2", {"name": "ana"}, "/", NOW, ana_id)
    circles.block(circles.viewer_of(ana), beto_id, NOW)
    notices.tell(ana_id, "mark_thanked", "post-3", {"name": "beto"}, "/", NOW, beto_id)
    assert [notice.name for notice in db.session.query(Notice)] == ["post-1"]


def test_a_file_is_in_use_while_a_row_of_any_room_names_it(app: Flask, make: Factory) -> None:
    circle = make.circle()
    song = make.song("Luz")
    take = make.take(make.learner("ana", circle), song, playable_key="aa/playable.m4a")
    post = make.post(make.learner("beto", circle), song, circle, voice_key="bb/voice.webm")
    wanted = {song.audio_key, take.file_key, "aa/playable.m4a", post.voice_key or ""}
    assert files_in_use() == wanted
    assert files_in_use(["aa/playable.m4a", "cc/nobody.mp3"]) == {"aa/playable.m4a"}
