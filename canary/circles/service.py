"""Use cases of circles."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, delete, exists, func, or_, select, union

from canary.circles import newcomers
from canary.circles.models import Ban, Block, Circle, Membership
from canary.db import Page, db, files_in_use, lock_row, paged, read, writing, writing_once
from canary.learners.models import EndedLogin, Learner
from canary.overtaking import unless_overtaken
from canary.problems import Conflict, NotAllowed, NotFound
from canary.sentences import N_
from canary.viewer import VISITOR, Viewer, ViewerMembership

PEOPLE = 50  # on a page of a list
_VIEWER = (
    select(
        Learner.id, Learner.username, Learner.display_name, Learner.is_host, Learner.theme, Learner.speaks,
        exists().where(or_(Block.learner_id == Learner.id, Block.blocked_id == Learner.id)).label("has_blocks"),
        Circle.id, Circle.name, Circle.time_zone, Membership.role,
    )
    .outerjoin(Membership, Membership.learner_id == Learner.id)
    .outerjoin(Circle, Circle.id == Membership.circle_id)
    .where(Learner.fs_uniquifier == bindparam("key"), Learner.active.is_(True),
           ~exists().where(EndedLogin.login_hash == bindparam("login")))
    .order_by(Membership.used_at.is_(None), Membership.used_at.desc(), Membership.joined_at)
    .limit(50)
)  # fmt: skip
_BLOCKED = union(
    select(Block.blocked_id).where(Block.learner_id == bindparam("learner_id")),
    select(Block.learner_id).where(Block.blocked_id == bindparam("learner_id")),
)


def viewer_by(key: str, login: str = "") -> Viewer:
    """Return the active learner whose `fs_uniquifier` is `key`; VISITOR if there is none.

    `login` is the hash of the log-in: once that was ended, its cookies are nobody's.
    """
    rows = read(_VIEWER, key=key, login=login)
    if not rows:
        return VISITOR
    learner_id, username, display_name, is_host, theme, speaks, has_blocks = rows[0][:7]
    memberships = tuple(ViewerMembership(*row[7:]) for row in rows if row[7] is not None)
    blocked = frozenset(row[0] for row in read(_BLOCKED, learner_id=learner_id)) if has_blocks else frozenset()
    shown = display_name or username
    return Viewer(learner_id, username, shown, is_host, theme, memberships, blocked, tuple(speaks))


def viewer_of(learner: Learner | None) -> Viewer:
    """Return a learner as a viewer, for permission checks; VISITOR for None."""
    return VISITOR if learner is None else viewer_by(learner.fs_uniquifier)


def first() -> Circle | None:
    """Return the server's first circle, whose weeks visitors see."""
    return db.session.scalar(select(Circle).order_by(Circle.id).limit(1))


def create_first(name: str, time_zone: str, now: datetime) -> Circle:
    """Create the server's first circle, or return it if it exists."""
    with writing():
        circle = first()
        if circle is None:
            circle = Circle(slug="circle", name=name, time_zone=time_zone, join_code=new_code(), created_at=now)
            db.session.add(circle)
    return circle


def get(circle_id: int) -> Circle:
    """Return a circle by id. Raises NotFound."""
    circle = db.session.get(Circle, circle_id)
    if circle is None:
        raise NotFound()
    return circle


def by_code(code: str) -> Circle:
    """Return the circle of a join link. Raises NotFound if the link doesn't work."""
    circle = db.session.scalar(select(Circle).where(Circle.join_code == code, Circle.link_works))
    if circle is None:
        raise NotFound(N_("This join link no longer works. Ask for a new one."))
    return circle


def invites(path: str) -> bool:
    """Return whether a path on this site is a join link that works."""
    folder, _, code = path.removeprefix("/").partition("/")
    return folder == "join" and _code_works(code)


def names_beside(learner_id: int) -> Sequence[str]:
    """Return the usernames and display names of the others in a learner's circles."""
    own = select(Membership.circle_id).where(Membership.learner_id == learner_id)
    others = select(Membership.learner_id).where(Membership.circle_id.in_(own), Membership.learner_id != learner_id)
    rows = db.session.execute(select(Learner.username, Learner.display_name).where(Learner.id.in_(others)))
    return [name for row in rows for name in row if name]


def join(learner_id: int, circle_id: int, now: datetime, role: str = "member") -> None:
    """Add a learner to a circle, unless they're in it already.

    A suspension continues after leaving and joining again. Raises NotAllowed if a host has removed them.
    """
    with writing_once() as outcome:
        if db.session.get(Membership, (circle_id, learner_id)) is not None:
            return
        ban = db.session.get(Ban, (circle_id, learner_id))
        until = ban.until if ban else None
        if ban is not None and until is None:
            raise NotAllowed(N_("A host has removed you from this circle. If you’d like to come back, ask them."))
        db.session.execute(delete(Ban).where(Ban.circle_id == circle_id, Ban.learner_id == learner_id))
        ids = {"circle_id": circle_id, "learner_id": learner_id}
        db.session.add(Membership(role=role, suspended_until=until, joined_at=now, **ids))
    if outcome.lost:
        get(circle_id)  # another request added the learner first, or the circle is gone (NotFound)


def make_host(learner_id: int, now: datetime) -> None:
    """Make the learner a host of the first circle. Raises NotFound if there is no circle."""
    circle = first()
    if circle is None:
        raise NotFound()
    with writing():
        found = db.session.get(Membership, (circle.id, learner_id))
        if found is None:
            db.session.add(Membership(circle_id=circle.id, learner_id=learner_id, role="host", joined_at=now))
        else:
            found.role = "host"


def leave(viewer: Viewer, circle_id: int, now: datetime) -> list[str]:
    """End the viewer's membership. Raises NotFound, and Conflict for the last host while there are other members.

    A circle without members is deleted unless it is the server's first. Returns the keys of files that are then unused.
    """
    with writing():
        lock_row(Circle, circle_id)  # if two hosts leave at once, one has to stay
        own = own_membership(viewer, circle_id)
        here = select(func.count()).where(Membership.circle_id == circle_id)
        oldest = first()
        if db.session.scalar(here) == 1 and oldest is not None and oldest.id != circle_id:
            before = files_in_use()
            db.session.execute(delete(Circle).where(Circle.id == circle_id))
            return sorted(before - files_in_use())
        check_other_host(own)
        if own.suspended_until is not None and own.suspended_until > now:
            db.session.merge(Ban(circle_id=circle_id, learner_id=viewer.learner_id, until=own.suspended_until))
        db.session.delete(own)
        return []


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the viewer sees on a circle's page."""

    name: str
    role: str
    mine: bool


def people(viewer: Viewer, circle_id: int, page: int = 1) -> Page[Person]:
    """Return a page of the members who let the others see them, hosts first, and the viewer.

    People whom the viewer has blocked aren't among them. Raises NotFound if the viewer isn't in the circle.
    """
    if not viewer.is_in(circle_id):
        raise NotFound()
    rows = paged(
        select(Learner, Membership.role)
        .join(Membership, Membership.learner_id == Learner.id)
        .where(Membership.circle_id == circle_id, or_(Membership.is_seen, Learner.id == viewer.id))
        .where(Learner.active.is_(True), Learner.id.not_in(viewer.blocked))
        .order_by(Membership.role != "host", Learner.username_key),
        page,
        PEOPLE,
    )
    return rows.of(Person(who.name, role, who.id == viewer.id) for who, role in rows)


def mine_form(own: Membership) -> dict[str, str]:
    """Return the values that the form with the viewer's own membership shows."""
    return {"shows_name": "1" if own.shows_name else "", "is_seen": "1" if own.is_seen else ""}


def show_me(viewer: Viewer, circle_id: int, *, name: bool, seen: bool, loaded: str = "") -> None:
    """Set whether the week's progress has the viewer's name, and whether the circle's other members see them.

    `loaded` is the mark of the form. Raises NotFound, and Overtaken if they have changed since.
    """
    with writing():
        lock_row(Learner, viewer.learner_id)
        own = own_membership(viewer, circle_id)
        with unless_overtaken(loaded, lambda: mine_form(own)):
            own.shows_name, own.is_seen = name, seen


def new_feeds(viewer: Viewer, circle_id: int) -> None:
    """Give the viewer's feeds of a circle new addresses; the old ones stop working."""
    with writing():
        own_membership(viewer, circle_id).feed_key = secrets.token_urlsafe(24)


def reader(feed_key: str) -> tuple[Viewer, Circle]:
    """Return the viewer and the circle of a feed. Raises NotFound if the key no longer works."""
    row = db.session.execute(
        select(Membership.circle_id, Learner)
        .join(Learner, Learner.id == Membership.learner_id)
        .where(Membership.feed_key == feed_key, Learner.active.is_(True))
    ).one_or_none()
    if row is None:
        raise NotFound()
    return viewer_of(row[1]), get(row[0])


def choose(viewer: Viewer, circle_id: int, now: datetime) -> None:
    """Show this circle on the viewer's pages from now on. Raises NotFound if they aren't in it."""
    with writing():
        own_membership(viewer, circle_id).used_at = now


def check_may_write(viewer: Viewer, circle_id: int, now: datetime) -> None:
    """Raise NotFound if the viewer isn't in the circle, NotAllowed if its host has suspended them."""
    until = own_membership(viewer, circle_id).suspended_until
    if until is not None and until > now:
        raise NotAllowed(
            N_(
                "The host of this circle has suspended you until %(until)s. You can read and listen, and what you"
                " wrote is still in the box.",
                until=until.date(),
            )
        )


def block(viewer: Viewer, other_id: int, now: datetime) -> None:
    """Block a learner, so that neither sees the other anywhere.

    Raises NotFound, and NotAllowed for the viewer's own id.
    """
    if other_id == viewer.learner_id:
        raise NotAllowed(N_("You can’t block yourself."))
    with writing_once():
        if db.session.get(Learner, other_id) is None:
            raise NotFound()
        if db.session.get(Block, (viewer.learner_id, other_id)) is None:
            db.session.add(Block(learner_id=viewer.learner_id, blocked_id=other_id, created_at=now))


def unblock(viewer: Viewer, other_id: int) -> None:
    """Remove the viewer's block of a learner. A block in the other direction stays."""
    with writing():
        db.session.execute(delete(Block).where(Block.learner_id == viewer.learner_id, Block.blocked_id == other_id))


def blocked_by(viewer: Viewer, page: int = 1) -> Page[tuple[int, str]]:
    """Return (id, name) of a page of the learners whom the viewer has blocked, the newest block first."""
    rows = paged(
        select(Learner)
        .join(Block, Block.blocked_id == Learner.id)
        .where(Block.learner_id == viewer.id)
        .order_by(Block.created_at.desc(), Learner.id),
        page,
        PEOPLE,
    )
    return rows.of((who.id, who.name) for (who,) in rows)


def check_new(viewer: Viewer, kind: str, now: datetime, *mine: ColumnElement[bool]) -> None:
    """Raise NotAllowed if the viewer's account is new and has reached the first-day limit for `kind`. Hosts have none.

    `kind` is the name of a kind of content; `mine` are SQL conditions that select the rows that the viewer made.
    """
    if viewer.is_host or any(own.is_host for own in viewer.memberships):
        return  # limits are there to protect a host's circle
    learner = db.session.get(Learner, viewer.learner_id)
    if learner is not None and newcomers.is_new(learner.created_at, now):
        count = db.session.scalar(select(func.count()).where(*mine))
        newcomers.check(learner.created_at, kind, count or 0, now)


def own_membership(viewer: Viewer, circle_id: int) -> Membership:
    """Return the viewer's own membership of a circle. Raises NotFound if there is none."""
    if viewer.id is None:
        raise NotFound()
    return membership(circle_id, viewer.id)


def membership(circle_id: int, learner_id: int) -> Membership:
    """Return a learner's membership of a circle. Raises NotFound if there is none."""
    found = db.session.get(Membership, (circle_id, learner_id))
    if found is None:
        raise NotFound()
    return found


def check_other_host(leaving: Membership) -> None:
    """Raise Conflict if this is the membership of the circle's last host."""
    others = select(func.count()).where(
        Membership.circle_id == leaving.circle_id,
        Membership.role == "host",
        Membership.learner_id != leaving.learner_id,
    )
    if leaving.role == "host" and not db.session.scalar(others):
        raise Conflict(N_("A circle needs a host. Make another member a host first."))


def _code_works(code: str) -> bool:
    query = select(Circle.id).where(Circle.join_code == code, Circle.link_works)
    return db.session.scalar(query) is not None


def new_code() -> str:
    """Return a random code for a join link."""
    return secrets.token_urlsafe(12)
