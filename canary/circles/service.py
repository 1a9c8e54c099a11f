"""Use cases of circles."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import available_timezones

from sqlalchemy import bindparam, exists, or_, select, union
from sqlalchemy.exc import IntegrityError

from canary.circles.models import Block, Circle, Membership
from canary.db import Question, db, writing
from canary.learners.models import Learner
from canary.problems import Invalid, NotAllowed, NotFound
from canary.viewer import VISITOR, Seat, Viewer


@dataclass(frozen=True, slots=True)
class Member:
    """A row of a circle's list of members, which only its host sees."""

    username: str
    role: str
    joined_at: datetime


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
            circle = Circle(slug="circle", name=name, time_zone=time_zone, join_code=_code(), created_at=now)
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
    circle = db.session.scalar(select(Circle).where(Circle.join_code == code))
    if circle is None:
        raise NotFound("This join link is not in use any more. Ask for a new one.")
    return circle


def invites(path: str) -> bool:
    """Whether a path on this site is a join link that is in use."""
    folder, _, code = path.removeprefix("/").partition("/")
    return folder == "join" and db.session.scalar(select(Circle.id).where(Circle.join_code == code)) is not None


def join(learner_id: int, circle_id: int, now: datetime, role: str = "member") -> None:
    """Add a learner to a circle; joining twice is joining once, and a host stays host."""
    try:
        with writing():
            if db.session.get(Membership, (circle_id, learner_id)) is None:
                db.session.add(Membership(circle_id=circle_id, learner_id=learner_id, role=role, joined_at=now))
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


def members(viewer: Viewer, circle_id: int) -> Sequence[Member]:
    """Who is in the circle, for its host; raises NotFound for others: there is no public list of members."""
    if not viewer.hosts(circle_id):
        raise NotFound()
    rows = db.session.execute(
        select(Learner.username, Membership.role, Membership.joined_at)
        .join(Membership, Membership.learner_id == Learner.id)
        .where(Membership.circle_id == circle_id)
        .order_by(Membership.joined_at)
        .limit(1000)
    )
    return [Member(*row) for row in rows]


def choose(viewer: Viewer, circle_id: int, now: datetime) -> None:
    """Show this circle on the viewer's pages from now on; raises NotFound for those who are not in it."""
    with writing():
        _seat_of(viewer, circle_id).used_at = now


def check_may_write(viewer: Viewer, circle_id: int, now: datetime) -> None:
    """Raises NotFound for those who are not in the circle, NotAllowed for those whom its host suspended."""
    until = _seat_of(viewer, circle_id).suspended_until
    if until is not None and until > now:
        raise NotAllowed(
            f"The host of this circle has asked you to pause until {until:%d %B}. You can read and listen; what you"
            " wrote is still in the box."
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
        there = db.session.get(Block, (viewer.learner_id, other_id))
        if there is not None:
            db.session.delete(there)


def _seat_of(viewer: Viewer, circle_id: int) -> Membership:
    seat = db.session.get(Membership, (circle_id, viewer.id)) if viewer.id is not None else None
    if seat is None:
        raise NotFound()
    return seat


def change(viewer: Viewer, circle_id: int, name: str, time_zone: str) -> None:
    """Rename a circle or move it to another time zone. Raises Invalid, or NotFound for anybody but its host."""
    if not viewer.hosts(circle_id):
        raise NotFound()
    name = " ".join(name.split())
    errors = {}
    if not 1 <= len(name) <= 80:
        errors["name"] = "Give the circle a name of 1 to 80 characters."
    if time_zone not in available_timezones():
        errors["time_zone"] = "Choose a time zone from the list, such as Europe/Madrid."
    if errors:
        raise Invalid(errors)
    with writing():
        circle = get(circle_id)
        circle.name, circle.time_zone = name, time_zone


def reset_code(viewer: Viewer, circle_id: int) -> None:
    """Make a new join link; the old one stops working. Raises NotFound for anybody but the circle's host."""
    if not viewer.hosts(circle_id):
        raise NotFound()
    with writing():
        get(circle_id).join_code = _code()


def _code() -> str:
    return secrets.token_urlsafe(12)
