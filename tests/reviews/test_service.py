"""What is asked today, and what an answer does: limits, siblings, undoing, sending twice."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from canary.cards.models import Card
from canary.db import db, writing
from canary.learners.models import Learner
from canary.problems import Invalid, NotFound
from canary.reviews import memory
from canary.reviews import service as reviews
from canary.reviews.models import Schedule
from canary.reviews.questions import Answer
from canary.viewer import Viewer
from tests.factories import NOW, Factory
from tests.reviews.scene import answers, given, keep, scheduled

DAY = timedelta(days=1)


@pytest.fixture
def ana(make: Factory) -> Learner:
    """A learner in a circle whose day is that of Madrid."""
    return make.learner("ana", make.circle(time_zone="Europe/Madrid"))


@pytest.fixture
def who(make: Factory, ana: Learner) -> Viewer:
    """The same as a viewer."""
    return make.viewer(ana)


def asked(who: Viewer, at: datetime = NOW) -> list[Schedule]:
    """The questions of a session."""
    return [one.schedule for one in reviews.session(who, at)[1]]


def say(who: Viewer, schedule: Schedule, rating: int = 3, at: datetime = NOW, name: str = "") -> int:
    return reviews.answer(who, [given(schedule.id, rating, at, name)], at)


def test_due_first_then_new_within_the_limits(who: Viewer, ana: Learner) -> None:
    old, fresh = keep(ana, 5), keep(ana, 20, first=100)
    scheduled(ana, old[::-1], NOW - DAY)
    today, found = reviews.session(who, NOW)
    assert (today.due, today.new, today.answered, today.cards) == (5, 10, 0, 25)
    assert [one.schedule.card_id for one in found] == [*old[::-1], *fresh[:10]]
    assert [one.card.id for one in found] == [one.schedule.card_id for one in found]
    assert found[0].stages[0].seconds[1] == 600
    assert set(found[0].stages[0].next) == {1}
    assert set(found[-1].stages[0].next) == {1, 2, 3}


def test_a_session_is_no_longer_than_a_page(who: Viewer, ana: Learner) -> None:
    scheduled(ana, keep(ana, 80), NOW - DAY)
    assert len(asked(who)) == 50
    assert reviews.day(who, NOW).due == 80


def test_nothing_to_ask(who: Viewer) -> None:
    assert reviews.session(who, NOW) == (reviews.Day(0, 0, 0, 0), [])
    assert reviews.next_due(who, NOW) is None


def test_the_day_alone_counts_what_was_just_kept(who: Viewer, ana: Learner) -> None:
    keep(ana, 3)
    assert reviews.day(who, NOW).new == 3
    assert db.session.scalars(db.select(Schedule)).all() == []
    asked(who)
    assert reviews.day(who, NOW).new == 3
    assert len(db.session.scalars(db.select(Schedule)).all()) == 6
    keep(ana, 2, first=50)
    assert reviews.day(who, NOW).new == 5


def test_limits_hold_for_the_whole_day_and_end_at_midnight_in_the_circle(who: Viewer, ana: Learner) -> None:
    reviews.change_settings(ana.id, 0.9, 2, 3, ["meaning"])
    scheduled(ana, keep(ana, 10), NOW - DAY)
    keep(ana, 10, first=100)
    late = datetime(2026, 3, 4, 22, 50, tzinfo=UTC)  # ten to midnight in Madrid
    for rows in (asked(who, late), asked(who, late)):
        assert len(rows) == 5
    for schedule in asked(who, late):
        say(who, schedule, rating=4, at=late)
    assert asked(who, late) == []
    assert reviews.day(who, late) == reviews.Day(0, 0, 5, 20)
    assert len(asked(who, late + timedelta(minutes=9))) == 0
    after = late + timedelta(minutes=11)
    assert reviews.day(who, after) == reviews.Day(3, 2, 0, 20)
    assert len(asked(who, after)) == 5


def test_what_was_learned_today_may_come_again_whatever_the_limit(who: Viewer, ana: Learner) -> None:
    reviews.change_settings(ana.id, 0.9, 1, 1, ["meaning"])
    scheduled(ana, keep(ana, 3), NOW - DAY)
    keep(ana, 3, first=100)
    review, fresh = asked(who)
    say(who, review, rating=1)
    say(who, fresh, rating=3)
    assert asked(who) == []
    later = NOW + timedelta(minutes=10)
    assert reviews.day(who, later) == reviews.Day(2, 0, 2, 6)
    assert [row.id for row in asked(who, later)] == [review.id, fresh.id]
    say(who, review, rating=3, at=later)
    assert [row.id for row in asked(who, later)] == [fresh.id], "asked again, and no other in its place"


def test_one_question_a_card_and_day(who: Viewer, ana: Learner) -> None:
    (card,) = keep(ana, 1)
    scheduled(ana, [card], NOW - DAY, "meaning")
    scheduled(ana, [card], NOW - DAY, "word")
    (first,) = asked(who)
    assert reviews.day(who, NOW).due == 1
    say(who, first)
    assert asked(who) == []
    assert reviews.day(who, NOW).due == 0
    (second,) = asked(who, NOW + DAY)
    assert (second.card_id, second.id != first.id) == (card, True)


def test_a_new_card_is_asked_one_way_a_day(who: Viewer, ana: Learner) -> None:
    keep(ana, 1)
    (first,) = asked(who)
    assert first.kind == "meaning"
    say(who, first, rating=4)
    assert asked(who) == []
    assert [row.kind for row in asked(who, NOW + DAY)] == ["word"]


def test_kinds_that_are_not_wanted_are_not_asked(who: Viewer, ana: Learner) -> None:
    old = keep(ana, 2)
    scheduled(ana, old, NOW - DAY, "sound")
    assert [row.kind for row in asked(who)] == ["meaning", "meaning"]
    reviews.change_settings(ana.id, 0.9, 10, 100, ["type", "sound", "nonsense"])
    assert reviews.settings_of(ana.id).kinds == ["sound", "type"]
    assert [row.kind for row in asked(who)] == ["sound", "sound"]


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ((0.69, 10, 100, ["word"]), "retention"), ((0.98, 10, 100, ["word"]), "retention"),
        ((0.9, -1, 100, ["word"]), "new_a_day"), ((0.9, 10, 10_000, ["word"]), "reviews_a_day"),
        ((0.9, 10, 100, []), "kinds"), ((0.9, 10, 100, ["nonsense"]), "kinds"),
    ],
)  # fmt: skip
def test_settings_that_cannot_be(ana: Learner, values: tuple[float, int, int, list[str]], wrong: str) -> None:
    with pytest.raises(Invalid) as caught:
        reviews.change_settings(ana.id, *values)
    assert list(caught.value.errors) == [wrong]


def test_an_answer_counts_once(who: Viewer, ana: Learner) -> None:
    scheduled(ana, keep(ana, 1), NOW - DAY)
    (schedule,) = asked(who)
    assert [say(who, schedule, name="one-answer-only") for _ in range(3)] == [1, 0, 0]
    one = given(schedule.id, 1, name="another-answer")
    assert reviews.answer(who, [one, one], NOW) == 1
    assert [answer.rating for answer in answers()] == [3, 1]


def test_answers_of_others_and_to_what_is_gone_are_left_out(who: Viewer, ana: Learner, make: Factory) -> None:
    scheduled(ana, keep(ana, 1), NOW - DAY)
    (schedule,) = asked(who)
    ben = make.viewer(make.learner("ben"))
    assert reviews.answer(ben, [given(schedule.id), given(999_999)], NOW) == 0
    with pytest.raises(NotFound):
        reviews.resume(ben.learner_id, schedule.id, NOW)
    assert answers() == []


def test_answers_given_offline_count_when_they_were_given(who: Viewer, ana: Learner) -> None:
    scheduled(ana, keep(ana, 2), NOW - 3 * DAY)
    first, second = asked(who)
    sent = [given(second.id, 3, NOW + DAY), given(first.id, 3, NOW - DAY), given(first.id, 1, NOW - 2 * DAY)]
    assert reviews.answer(who, sorted(sent, key=lambda one: one.at), NOW) == 3
    given_at = [answer.answered_at for answer in answers()]
    assert given_at == [NOW - 2 * DAY, NOW - DAY, NOW], "in order, and none in the future"
    assert reviews.day(who, NOW).answered == 1


def test_undo(who: Viewer, ana: Learner) -> None:
    keep(ana, 1)
    (schedule,) = asked(who)
    say(who, schedule, name="first-answer", rating=4)
    before = schedule.memory
    say(who, schedule, name="second-answer", at=NOW + DAY)
    assert not reviews.undo(who, "first-answer"), "another answer stands on it"
    assert reviews.undo(who, "second-answer")
    assert schedule.memory == before
    assert reviews.undo(who, "first-answer")
    assert schedule.memory == memory.Memory()
    assert not reviews.undo(who, "first-answer")
    assert not reviews.undo(who, "never-given")
    assert reviews.day(who, NOW) == reviews.Day(0, 1, 0, 1)
    assert say(who, schedule, name="first-answer") == 0, "sent once more by a browser, it stays undone"


def test_undo_is_sent_with_the_answers(who: Viewer, ana: Learner) -> None:
    keep(ana, 1)
    (schedule,) = asked(who)
    back = Answer("one-answer-only", 0, 0, 10**13, undo=True)
    assert reviews.answer(who, [given(schedule.id, name="one-answer-only"), back], NOW) == 1
    assert schedule.due is None
    assert reviews.answer(who, [back], NOW) == 0


def test_leeches_sleep_until_they_are_woken(who: Viewer, ana: Learner) -> None:
    scheduled(ana, keep(ana, 1), NOW - DAY, lapses=memory.LEECH - 1)
    (schedule,) = asked(who)
    say(who, schedule, rating=1, name="the-eighth-lapse")
    assert asked(who, NOW + 30 * DAY)[0].kind == "word", "the other way of asking goes on"
    assert reviews.next_due(who, NOW + DAY) is None
    assert [(row.id, card.lemma) for row, card in reviews.leeches(ana.id)] == [(schedule.id, "palabra0")]
    assert say(who, schedule) == 0
    assert reviews.undo(who, "the-eighth-lapse")
    assert reviews.leeches(ana.id) == []
    say(who, schedule, rating=1)
    reviews.resume(ana.id, schedule.id, NOW)
    assert (schedule.due, schedule.lapses) == (NOW, 0)
    assert reviews.leeches(ana.id) == []


def test_next_due(who: Viewer, ana: Learner) -> None:
    scheduled(ana, keep(ana, 2), NOW + timedelta(hours=5))
    assert reviews.next_due(who, NOW) == NOW + timedelta(hours=5)


def test_free_practice_moves_nothing(who: Viewer, ana: Learner, make: Factory) -> None:
    song = make.song("Luz")
    mine, others = keep(ana, 3, song), keep(ana, 60, first=100)
    assert {card.id for card, _ in reviews.free(who, song.id, Random(1))} == set(mine)
    found = reviews.free(who, None, Random(1))
    assert len(found) == 50
    assert {card.id for card, _ in found} <= {*mine, *others}
    assert {kind for _, kind in found} == {"meaning", "word"}
    assert db.session.scalars(db.select(Schedule)).all() == []


def test_cards_that_go_take_their_questions_along(who: Viewer, ana: Learner) -> None:
    keep(ana, 2)
    rows = asked(who)
    say(who, rows[0])
    with writing():
        db.session.execute(db.delete(Card).where(Card.learner_id == ana.id))
    assert reviews.session(who, NOW) == (reviews.Day(0, 0, 0, 0), [])
