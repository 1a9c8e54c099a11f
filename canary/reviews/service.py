"""Use cases of reviews: today's questions, answers, undo, settings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from sqlalchemy import func, insert, literal, select
from sqlalchemy.exc import IntegrityError

from canary.cards.models import Card
from canary.db import db, in_passing, lock_row, writing, writing_once
from canary.learners.models import Learner
from canary.overtaking import unless_overtaken
from canary.problems import Invalid, NotFound
from canary.reviews import memory, questions
from canary.reviews.memory import Stage
from canary.reviews.models import (
    Review,
    ReviewSettings,
    Schedule,
    due_again,
    due_first,
    given_today,
    unasked,
)  # fmt: skip
from canary.reviews.questions import Answer
from canary.sentences import N_, Message
from canary.viewer import Viewer

EARLIEST = datetime(2020, 1, 1, tzinfo=UTC)  # earlier times are from browsers with a wrong clock


@dataclass(frozen=True, slots=True)
class Day:
    """What is left for a learner today, within their limits: the numbers of due questions and new words.

    `answered` is the number of answers today, `cards` the number of all cards that the learner keeps.
    """

    due: int
    new: int
    answered: int
    cards: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its card, and the stages that it can go through in this session."""

    schedule: Schedule
    card: Card
    stages: Sequence[Stage]


def settings_of(learner_id: int) -> ReviewSettings:
    """Return the learner's settings, or the defaults until they change them."""
    return db.session.get(ReviewSettings, learner_id) or ReviewSettings(
        learner_id=learner_id, retention=0.9, new_a_day=10, reviews_a_day=100, kinds=["meaning", "word"]
    )


def settings_form(settings: ReviewSettings) -> dict[str, str]:
    """Return the values that the form with a learner's settings shows."""
    return {
        "retention": str(round(settings.retention * 100)), "new_a_day": str(settings.new_a_day),
        "reviews_a_day": str(settings.reviews_a_day), "kinds": " ".join(settings.kinds),
    }  # fmt: skip


def change_settings(
    learner_id: int, retention: float, new_a_day: int, reviews_a_day: int, kinds: list[str], loaded: str = ""
) -> None:
    """Save the learner's settings.

    `loaded` is the mark of the form. Raises Invalid, and Overtaken if they have changed since.
    """
    errors: dict[str, Message] = {}
    if not memory.LEAST_RETENTION <= retention <= memory.MOST_RETENTION:
        errors["retention"] = N_("Choose a number from 70 to 97.")
    if not 0 <= new_a_day <= 999:
        errors["new_a_day"] = N_("Choose a number from 0 to 999.")
    if not 0 <= reviews_a_day <= 9999:
        errors["reviews_a_day"] = N_("Choose a number from 0 to 9999.")
    chosen = [kind for kind in questions.KINDS if kind in kinds]
    if not chosen:
        errors["kinds"] = N_("Choose at least one type of question.")
    if errors:
        raise Invalid(errors)
    with writing():
        lock_row(Learner, learner_id)
        with unless_overtaken(loaded, lambda: settings_form(settings_of(learner_id))):
            db.session.merge(
                ReviewSettings(
                    learner_id=learner_id, retention=retention, new_a_day=new_a_day, reviews_a_day=reviews_a_day,
                    kinds=chosen,
                )
            )  # fmt: skip
            db.session.flush()


def day(viewer: Viewer, now: datetime, settings: ReviewSettings | None = None) -> Day:
    """Count what is left today, including cards that were just kept.

    Takes two queries, or one if the learner's `settings` are passed in.
    """
    learner_id = viewer.learner_id
    settings = settings or settings_of(learner_id)
    kinds = len(settings.kinds)
    again = due_again(viewer, settings, now).with_only_columns(Schedule.id)
    # Count only up to the daily limits: even if 50,000 questions are due, only a hundred or so are asked.
    due = (
        due_first(viewer, settings, now)
        .with_only_columns(Schedule.card_id)
        .limit(settings.reviews_a_day * kinds)
        .subquery()
    )
    new = (
        unasked(viewer, settings, now).with_only_columns(Schedule.card_id).limit(settings.new_a_day * kinds).subquery()
    )
    answers = given_today(viewer, now)
    unscheduled = [
        select(func.count()).where(Schedule.learner_id == learner_id, Schedule.kind == kind) for kind in settings.kinds
    ]
    row = db.session.execute(
        select(
            *(
                query.scalar_subquery()
                for query in (
                    select(func.count()).select_from(again.subquery()),
                    select(func.count(due.c.card_id.distinct())),
                    select(func.count(new.c.card_id.distinct())),
                    select(func.count()).where(*answers),
                    select(func.count(Review.schedule_id.distinct())).where(*answers),
                    select(func.count()).where(*answers, Review.was_new),
                    select(func.count()).where(Card.learner_id == learner_id),
                    *unscheduled,
                )
            )
        )
    ).one()
    again_now, due_now, new_now, answered, asked, fresh, cards = row[:7]
    lacking = max(cards - scheduled for scheduled in row[7:])
    return Day(
        due=again_now + min(due_now, max(0, settings.reviews_a_day - (asked - fresh))),
        new=min(new_now + lacking, max(0, settings.new_a_day - fresh)),
        answered=answered,
        cards=cards,
    )


def session(viewer: Viewer, now: datetime, settings: ReviewSettings | None = None) -> tuple[Day, Sequence[Question]]:
    """Return what is left today, and the next questions, at most questions.SESSION and one per card.

    Questions that were answered today and are due again come first, then due ones, then new ones.
    """
    learner_id = viewer.learner_id
    settings = settings or settings_of(learner_id)
    with in_passing():
        _schedule(learner_id, settings)
    today = day(viewer, now, settings)
    most = min(today.due, questions.SESSION)
    # Fetch more than needed, since only the first of several questions about a card is asked.
    limit = questions.SESSION * len(questions.KINDS)
    again = db.session.scalars(due_again(viewer, settings, now).limit(limit))
    rows = [
        *sorted(again, key=lambda row: row.due or now),
        *db.session.scalars(due_first(viewer, settings, now).limit(limit)),
    ]
    chosen = questions.one_of_a_card(rows, most)
    room = min(today.new, questions.SESSION - len(chosen))
    cards = {schedule.card_id for schedule in chosen}
    chosen += questions.one_of_a_card(db.session.scalars(unasked(viewer, settings, now).limit(limit)), room, cards)
    return today, _with_cards(chosen, settings.retention, now)


def free(viewer: Viewer, song_id: int | None, chance: Random) -> Sequence[tuple[Card, str]]:
    """Return some of the learner's cards of one song or of all, in random order, each with a kind of question.

    This is extra practice: it changes no schedule.
    """
    settings = settings_of(viewer.learner_id)
    mine = (Card.learner_id == viewer.learner_id, *([] if song_id is None else [Card.song_id == song_id]))
    count = db.session.scalar(select(func.count()).where(*mine)) or 0
    places = chance.sample(range(1, count + 1), min(count, questions.SESSION))
    # Number the cards in the order of an index, so that 50,000 of them don't have to be loaded.
    order = (Card.language, Card.lemma, Card.sense)
    numbered = select(Card.id, func.row_number().over(order_by=order).label("place")).where(*mine).subquery()
    some = db.session.scalars(select(numbered.c.id).where(numbered.c.place.in_(places)).order_by(numbered.c.id)).all()
    cards = {card.id: card for card in db.session.scalars(select(Card).where(Card.id.in_(some)))}
    return [(cards[card_id], chance.choice(settings.kinds)) for card_id in chance.sample(some, len(some))]


def next_due(viewer: Viewer, now: datetime) -> datetime | None:
    """Return when the next question will be due, or None if none is scheduled."""
    mine = (Schedule.learner_id == viewer.learner_id, Schedule.due > now, Schedule.due < memory.NEVER)
    return db.session.scalar(select(func.min(Schedule.due)).where(*mine))


def answer(viewer: Viewer, sent: Sequence[Answer], now: datetime) -> int:
    """Save answers in the order in which they were given, reschedule their questions, and return how many were new.

    Answers that were saved before, and answers about paused questions, deleted cards or other people's cards, are
    ignored.
    """
    learner_id = viewer.learner_id
    retention = settings_of(learner_id).retention
    for last_try in (False, False, True):
        try:
            with writing():
                return _answer(learner_id, sent, retention, now)
        except IntegrityError:  # a double submit, on PostgreSQL, where writers don't wait for each other
            if last_try:
                raise
    return 0


def undo(viewer: Viewer, client_id: str) -> bool:
    """Undo an answer if it's the latest one to its question, and return whether it was."""
    with writing():
        return _undo(viewer.learner_id, client_id)


def leeches(learner_id: int) -> Sequence[tuple[Schedule, Card]]:
    """Return the questions that are paused because they were forgotten too often, with their cards; at most 100."""
    query = (
        select(Schedule, Card)
        .join(Card, Card.id == Schedule.card_id)
        .where(Schedule.learner_id == learner_id, Schedule.due == memory.NEVER)
        .order_by(Schedule.id)
        .limit(100)
    )
    return [(schedule, card) for schedule, card in db.session.execute(query)]


def resume(learner_id: int, schedule_id: int, now: datetime) -> None:
    """Make a paused question due again, with its lapses reset. Raises NotFound."""
    with writing():
        schedule = db.session.get(Schedule, schedule_id)
        if schedule is None or schedule.learner_id != learner_id:
            raise NotFound()
        if schedule.due == memory.NEVER:
            schedule.due, schedule.lapses = now, 0


def _answer(learner_id: int, sent: Sequence[Answer], retention: float, now: datetime) -> int:
    known = select(Review.client_id).where(
        Review.learner_id == learner_id, Review.client_id.in_([one.id for one in sent])
    )
    there, count = set(db.session.scalars(known)), 0
    for one in sent:
        if one.undo:
            _undo(learner_id, one.id)
            continue
        schedule = None if one.id in there else db.session.get(Schedule, one.schedule, with_for_update=True)
        if schedule is None or schedule.learner_id != learner_id or schedule.due == memory.NEVER:
            continue
        there.add(one.id)
        at = max(EARLIEST, min(now, datetime.fromtimestamp(min(one.at / 1000, now.timestamp()), tz=UTC)))
        before = schedule.memory
        db.session.add(
            Review(
                learner_id=learner_id, schedule_id=schedule.id, client_id=one.id, rating=one.rating,
                reaction_ms=one.ms, answered_at=at, was_new=before.due is None, before=memory.to_json(before),
            )
        )  # fmt: skip
        schedule.remember(memory.answered(before, one.rating, at, retention))
        count += 1
    return count


def _undo(learner_id: int, client_id: str) -> bool:
    db.session.flush()
    row = db.session.scalar(
        select(Review).where(Review.learner_id == learner_id, Review.client_id == client_id, Review.undone.is_(False))
    )
    if row is None:
        return False
    later = select(Review.id).where(Review.schedule_id == row.schedule_id, Review.id > row.id, Review.undone.is_(False))
    schedule = db.session.get(Schedule, row.schedule_id, with_for_update=True)
    if schedule is None or db.session.scalar(later.limit(1)):
        return False
    schedule.remember(memory.from_json(row.before))
    row.undone = True
    return True


def _with_cards(chosen: Sequence[Schedule], retention: float, now: datetime) -> list[Question]:
    ids = [schedule.card_id for schedule in chosen]
    cards = {card.id: card for card in db.session.scalars(select(Card).where(Card.id.in_(ids)))}
    return [
        Question(schedule, cards[schedule.card_id], memory.stages(schedule.memory, now, retention))
        for schedule in chosen
    ]


def _schedule(learner_id: int, settings: ReviewSettings) -> None:
    """Create the missing questions for the learner's cards, of the kinds in the settings."""
    cards = select(func.count()).where(Card.learner_id == learner_id).scalar_subquery()
    there = select(Schedule.kind, func.count(), cards).where(Schedule.learner_id == learner_id).group_by(Schedule.kind)
    rows = db.session.execute(there).all()
    kept = rows[0][2] if rows else db.session.scalar(select(cards)) or 0
    made = {kind: count for kind, count, _ in rows}
    for kind in settings.kinds:
        if made.get(kind, 0) < kept:
            has = select(Schedule.id).where(Schedule.card_id == Card.id, Schedule.kind == kind)
            lacking = (
                select(Card.id, literal(learner_id), literal(kind))
                .where(Card.learner_id == learner_id, ~has.exists())
                .order_by(Card.id)
            )
            with writing_once():  # on PostgreSQL a concurrent request may create the same ones first
                db.session.execute(insert(Schedule).from_select(["card_id", "learner_id", "kind"], lacking))
