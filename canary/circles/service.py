"""Use cases of circles."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, delete, exists, func, or_, select, union
from sqlalchemy.exc import IntegrityError

from canary.circles import newcomers
from canary.circles.models import Ban, Block, Circle, Membership
from canary.db import Question, db, files_in_use, hold, writing
from canary.learners.models import Learner
from canary.problems import Conflict, NotAllowed, NotFound
from canary.sentences import N_
from canary.viewer import VISITOR, Seat, Viewer

_WHO = Question(
    select(
        Learner.id, Learner.username, Learner.display_name, Learner.is_host, Learner.theme,
        exists().where(or_(Block.learner_id == Learner.id, Block.blocked_id == Learner.id)),
        Circle.id, Circle.name, Circle.time_zone, Membership.role,
    )
    .outerjoin(Membership, Membership.learner_id == Learner.id)
    .outerjoin(Circle, Circle.id == Membership.circle_id)
    .where(Learner.fs_uniquifier == bindparam("key"), Learner.active.is_(True))
    .order_by(Membership.used_at.is_(None), Membership.used_at.desc(), Membership.joined_at)
    .limit(50)
)  # fmt: skip
_BLOCKED = Question(
    union(
        select(Block.blocked_id).where(Block.learner_id == bindparam("who")),
        select(Block.learner_id).where(Block.blocked_id == bindparam("who")),
    )
)


def viewer_by(key: str) -> Viewer:
    """Who a session names with `key` (`fs_uniquifier`): a visitor when nobody active has it (any more)."""
    rows = _WHO.ask(key=key)
    if not rows:
        return VISITOR
    id, username, display_name, is_host, theme, has_blocks = rows[0][:6]
    seats = tuple(Seat(*row[6:]) for row in rows if row[6] is not None)
    blocked = frozenset(other for (other,) in _BLOCKED.ask(who=id)) if has_blocks else frozenset()
    return Viewer(id, username, display_name or username, bool(is_host), theme, seats, blocked)


def viewer_of(learner: Learner | None) -> Viewer:
    """What permission questions need to know about somebody."""
    return VISITOR if learner is None else viewer_by(learner.fs_uniquifier)


def first() -> Circle | None:
    """The server's first circle, whose weeks visitors see."""
    return db.session.scalar(select(Circle).order_by(Circle.id).limit(1))


def found(name: str, time_zone: str, now: datetime) -> Circle:
    """Make the server's first circle unless there is one."""
    with writing():
        circle = first()
        if circle is None:
            circle = Circle(slug="circle", name=name, time_zone=time_zone, join_code=new_code(), created_at=now)
            db.session.add(circle)
    return circle


def get(circle_id: int) -> Circle:
    """A circle by id; raises NotFound."""
    circle = db.session.get(Circle, circle_id)
    if circle is None:
        raise NotFound()
    return circle


def by_code(code: str) -> Circle:
    """The circle that a join link leads to; raises NotFound."""
    circle = db.session.scalar(select(Circle).where(Circle.join_code == code, Circle.link_works))
    if circle is None:
        raise NotFound("This join link is not in use any more. Ask for a new one.")
    return circle


def invites(path: str) -> bool:
    """Whether a path on this site is a join link that is in use."""
    folder, _, code = path.removeprefix("/").partition("/")
    return folder == "join" and _leads_somewhere(code)


def join(learner_id: int, circle_id: int, now: datetime, role: str = "member") -> None:
    """Add a learner to a circle; joining twice is joining once, and a host stays host.

    Whoever left while suspended is so still. Raises NotAllowed for those whom a host removed.
    """
    try:
        with writing():
            if db.session.get(Membership, (circle_id, learner_id)) is not None:
                return
            ban = db.session.get(Ban, (circle_id, learner_id))
            until = ban.until if ban else None
            if ban is not None and until is None:
                raise NotAllowed("A host of this circle has ended your membership. Ask them if you want to come back.")
            db.session.execute(delete(Ban).where(Ban.circle_id == circle_id, Ban.learner_id == learner_id))
            seat = {"circle_id": circle_id, "learner_id": learner_id, "joined_at": now}
            db.session.add(Membership(role=role, suspended_until=until, **seat))
    except IntegrityError:
        get(circle_id)  # somebody's second click was faster; only a circle that is gone is an error


def make_host(learner_id: int, now: datetime) -> None:
    """Seat the server's host in the first circle as its host."""
    circle = first()
    if circle is None:
        raise NotFound()
    with writing():
        seat = db.session.get(Membership, (circle.id, learner_id))
        if seat is None:
            db.session.add(Membership(circle_id=circle.id, learner_id=learner_id, role="host", joined_at=now))
        else:
            seat.role = "host"


def leave(viewer: Viewer, circle_id: int, now: datetime) -> list[str]:
    """Take the viewer out of a circle. Raises NotFound; Conflict for its last host, while there are other members.

    With its last member it ends, unless it is the server's first; returns the keys of files that nothing needs then.
    """
    with writing():
        hold(Circle, circle_id)  # two hosts may go at once, and one has to stay
        seat = _seat_of(viewer, circle_id)
        here = select(func.count()).where(Membership.circle_id == circle_id)
        started = first()
        if db.session.scalar(here) == 1 and started is not None and started.id != circle_id:
            before = files_in_use()
            db.session.execute(delete(Circle).where(Circle.id == circle_id))
            return sorted(before - files_in_use())
        check_other_host(seat)
        if seat.suspended_until is not None and seat.suspended_until > now:
            db.session.merge(Ban(circle_id=circle_id, learner_id=viewer.learner_id, until=seat.suspended_until))
        seated = Membership.circle_id == circle_id, Membership.learner_id == viewer.id
        db.session.execute(delete(Membership).where(*seated))
        return []


def seat(viewer: Viewer, circle_id: int) -> Membership:
    """The viewer's own membership; raises NotFound."""
    return _seat_of(viewer, circle_id)


def show_name(viewer: Viewer, circle_id: int, shows: bool) -> None:
    """Let the circle see by name what the viewer has done of the week, or not."""
    with writing():
        _seat_of(viewer, circle_id).shows_name = shows


def new_feeds(viewer: Viewer, circle_id: int) -> None:
    """Give the viewer's feeds of a circle new addresses; the old ones stop working."""
    with writing():
        _seat_of(viewer, circle_id).feed_key = secrets.token_urlsafe(24)


def reader(feed_key: str) -> tuple[Viewer, Circle]:
    """Whose feed of which circle has this key; raises NotFound after leaving, a new key, an account's end."""
    row = db.session.execute(
        select(Membership.circle_id, Learner)
        .join(Learner, Learner.id == Membership.learner_id)
        .where(Membership.feed_key == feed_key, Learner.active.is_(True))
    ).one_or_none()
    if row is None:
        raise NotFound()
    return viewer_of(row[1]), get(row[0])


def choose(viewer: Viewer, circle_id: int, now: datetime) -> None:
    """Show this circle on the viewer's pages from now on; raises NotFound for those who are not in it."""
    with writing():
        _seat_of(viewer, circle_id).used_at = now


def check_may_write(viewer: Viewer, circle_id: int, now: datetime) -> None:
    """Raises NotFound for those who are not in the circle, NotAllowed for those whom its host suspended."""
    until = _seat_of(viewer, circle_id).suspended_until
    if until is not None and until > now:
        raise NotAllowed(
            N_(
                "The host of this circle has asked you to pause until %(until)s. You can read and listen; what you"
                " wrote is still in the box.",
                until=until.date(),
            )
        )


def block(viewer: Viewer, other_id: int, now: datetime) -> None:
    """Let two people meet no more, at once and everywhere; twice is once. Raises NotFound, NotAllowed."""
    if other_id == viewer.learner_id:
        raise NotAllowed("You cannot block yourself.")
    try:
        with writing():
            if db.session.get(Learner, other_id) is None:
                raise NotFound()
            if db.session.get(Block, (viewer.learner_id, other_id)) is None:
                db.session.add(Block(learner_id=viewer.learner_id, blocked_id=other_id, created_at=now))
    except IntegrityError:
        return  # the same tap, twice at once


def unblock(viewer: Viewer, other_id: int) -> None:
    """Take one's own block back; the other one's, where there is one, stays."""
    with writing():
        db.session.execute(delete(Block).where(Block.learner_id == viewer.learner_id, Block.blocked_id == other_id))


def blocked_by(viewer: Viewer) -> Sequence[tuple[int, str]]:
    """(id, name) of those whom the viewer has blocked, the newest first."""
    rows = db.session.scalars(
        select(Learner)
        .join(Block, Block.blocked_id == Learner.id)
        .where(Block.learner_id == viewer.id)
        .order_by(Block.created_at.desc())
        .limit(1000)
    )
    return [(who.id, who.name) for who in rows]


def check_new(viewer: Viewer, kind: str, now: datetime, *mine: ColumnElement[bool]) -> None:
    """Raises NotAllowed where an account in its first day has made as many of `kind` as there is room for then.

    `kind` is the name of a kind of content; `mine` says which rows are the viewer's.
    """
    learner = db.session.get(Learner, viewer.learner_id)
    if learner is not None and newcomers.is_new(learner.created_at, now):
        count = db.session.scalar(select(func.count()).where(*mine))
        newcomers.check(learner.created_at, kind, count or 0, now)


def _seat_of(viewer: Viewer, circle_id: int) -> Membership:
    if viewer.id is None:
        raise NotFound()
    return membership(circle_id, viewer.id)


def membership(circle_id: int, learner_id: int) -> Membership:
    """Somebody's place in a circle, whoever asks; raises NotFound."""
    seat = db.session.get(Membership, (circle_id, learner_id))
    if seat is None:
        raise NotFound()
    return seat


def check_other_host(seat: Membership) -> None:
    """Raises Conflict where this is the seat of the circle's last host."""
    others = select(func.count()).where(
        Membership.circle_id == seat.circle_id, Membership.role == "host", Membership.learner_id != seat.learner_id
    )
    if seat.role == "host" and not db.session.scalar(others):
        raise Conflict("A circle needs a host. Make another member host first.")


def _leads_somewhere(code: str) -> bool:
    query = select(Circle.id).where(Circle.join_code == code, Circle.link_works)
    return db.session.scalar(query) is not None


def new_code() -> str:
    """A code that nobody guesses."""
    return secrets.token_urlsafe(12)
