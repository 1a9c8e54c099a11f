"""Use cases of creating and running circles: their settings, join link and members."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import available_timezones

from sqlalchemy import delete, func, select

from canary.circles import service as circles
from canary.circles.models import Ban, Circle, Membership
from canary.db import db, lock_row, writing
from canary.learners.models import Learner
from canary.problems import Invalid, NotAllowed, NotFound
from canary.viewer import Viewer

TERMS_LONGEST = 4000
A_DOUBLE_TAP = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Member:
    """A row of the member list that a circle's hosts see. `username` is "" if `name` is the same."""

    id: int
    name: str
    username: str
    role: str
    joined_at: datetime
    suspended_until: datetime | None


def may_found(viewer: Viewer, most: int) -> bool:
    """Return whether the viewer may create a circle: as the server's host, or if they host fewer than `most`."""
    hosted = sum(own.is_host for own in viewer.memberships)
    return viewer.id is not None and (viewer.is_host or hosted < most)


def begin(viewer: Viewer, name: str, time_zone: str, most: int, now: datetime) -> int:
    """Create a circle with the viewer as its host and return its id.

    A double submit (the same name within moments) returns the first circle. Raises Invalid, and NotAllowed for those
    who host `most` circles already.
    """
    name = " ".join(name.split())
    if errors := _problems({"name": name, "time_zone": time_zone, "theme": "", "terms": "", "languages": ""}):
        raise Invalid(errors)
    with writing():
        lock_row(Learner, viewer.learner_id)
        mine = (Membership.learner_id == viewer.id, Membership.role == "host", Circle.name == name)
        just_now = select(Circle.id).join(Membership, Membership.circle_id == Circle.id)
        there = db.session.scalar(just_now.where(*mine, Circle.created_at > now - A_DOUBLE_TAP).limit(1))
        if there is not None:
            return there
        hosted = select(func.count()).where(Membership.learner_id == viewer.id, Membership.role == "host")
        if not (viewer.is_host or (db.session.scalar(hosted) or 0) < most):
            raise NotAllowed(f"You host {most} circles already, which is as many as one person may have here.")
        values = {"slug": f"c-{secrets.token_hex(6)}", "join_code": circles.new_code(), "created_at": now}
        circle = Circle(name=name, time_zone=time_zone, **values)
        db.session.add(circle)
        db.session.flush()
        ids = {"circle_id": circle.id, "learner_id": viewer.learner_id}
        db.session.add(Membership(role="host", joined_at=now, used_at=now, **ids))
        return circle.id


def open_ones(viewer: Viewer) -> Sequence[Circle]:
    """Return the open circles that the viewer is not in, by name."""
    mine = [own.circle_id for own in viewer.memberships]
    query = select(Circle).where(Circle.is_open, Circle.id.not_in(mine)).order_by(func.lower(Circle.name)).limit(100)
    return db.session.scalars(query).all()


def open_one(viewer: Viewer, circle_id: int) -> Circle:
    """Return a circle that may be joined without a link. Raises NotFound for any other."""
    circle = circles.get(circle_id)
    if not (circle.is_open or viewer.is_in(circle_id)):
        raise NotFound()
    return circle


def members(viewer: Viewer, circle_id: int) -> Sequence[Member]:
    """Return the circle's members. Raises NotFound for all but its hosts: there is no public list of members."""
    _check_host(viewer, circle_id)
    rows = db.session.execute(
        select(Learner, Membership.role, Membership.joined_at, Membership.suspended_until)
        .join(Membership, Membership.learner_id == Learner.id)
        .where(Membership.circle_id == circle_id)
        .order_by(Membership.joined_at, Learner.id)
        .limit(1000)
    )
    return [
        Member(who.id, who.name, "" if who.name == who.username else who.username, role, since, until)
        for who, role, since, until in rows
    ]


def removed(viewer: Viewer, circle_id: int) -> Sequence[tuple[int, str]]:
    """Return (id, name) of the learners whom a host removed. Raises NotFound for all but hosts."""
    _check_host(viewer, circle_id)
    rows = db.session.scalars(
        select(Learner)
        .join(Ban, Ban.learner_id == Learner.id)
        .where(Ban.circle_id == circle_id, Ban.until.is_(None))
        .order_by(Learner.username)
        .limit(1000)
    )
    return [(who.id, who.name) for who in rows]


def set_role(viewer: Viewer, circle_id: int, learner_id: int, role: str) -> None:
    """Set a member's role, "host" or "member". Raises NotFound for all but hosts, Conflict if no host would be left."""
    _check_host(viewer, circle_id)
    with writing():
        lock_row(Circle, circle_id)  # two hosts may leave at once, and one has to stay
        membership = circles.membership(circle_id, learner_id)
        if role == "member":
            circles.check_other_host(membership)
        membership.role = "host" if role == "host" else "member"


def remove(viewer: Viewer, circle_id: int, learner_id: int) -> None:
    """End a membership until a host lets the learner in again. Raises NotFound, and Conflict for the last host."""
    _check_host(viewer, circle_id)
    with writing():
        lock_row(Circle, circle_id)  # two hosts may leave at once, and one has to stay
        membership = circles.membership(circle_id, learner_id)
        circles.check_other_host(membership)
        db.session.delete(membership)
        db.session.merge(Ban(circle_id=circle_id, learner_id=learner_id))


def admit(viewer: Viewer, circle_id: int, learner_id: int) -> None:
    """Let a removed learner join again. Raises NotFound for all but hosts."""
    _check_host(viewer, circle_id)
    with writing():
        db.session.execute(delete(Ban).where(Ban.circle_id == circle_id, Ban.learner_id == learner_id))


def change(viewer: Viewer, circle_id: int, values: Mapping[str, str]) -> None:
    """Change a circle: name, theme, languages (codes with commas), time_zone, terms, is_open ("1" or not).

    What is not among `values` stays. Raises Invalid, or NotFound for anybody but its host.
    """
    _check_host(viewer, circle_id)
    now = circles.get(circle_id)
    before = {
        "name": now.name, "time_zone": now.time_zone, "theme": now.theme, "terms": now.terms,
        "languages": ",".join(now.languages),
    }  # fmt: skip
    wanted = before | dict(values)
    wanted["name"], wanted["theme"] = (" ".join(wanted[name].split()) for name in ("name", "theme"))
    if errors := _problems(wanted):
        raise Invalid(errors)
    with writing():
        circle = circles.get(circle_id)
        circle.name, circle.time_zone, circle.theme = wanted["name"], wanted["time_zone"], wanted["theme"]
        circle.terms, circle.languages = wanted["terms"].strip(), _codes(wanted["languages"])
        circle.is_open = values.get("is_open") == "1"


def set_link(viewer: Viewer, circle_id: int, works: bool) -> None:
    """Switch the join link on or off. Raises NotFound for all but the circle's hosts."""
    _check_host(viewer, circle_id)
    with writing():
        circles.get(circle_id).link_works = works


def reset_code(viewer: Viewer, circle_id: int) -> None:
    """Make a new join link; the old one stops working. Raises NotFound for all but the circle's hosts."""
    _check_host(viewer, circle_id)
    with writing():
        circle = circles.get(circle_id)
        circle.join_code, circle.link_works = circles.new_code(), True


def _check_host(viewer: Viewer, circle_id: int) -> None:
    if not viewer.hosts(circle_id):
        raise NotFound()


def _problems(values: Mapping[str, str]) -> dict[str, str]:
    errors = {}
    if not 1 <= len(values["name"]) <= 80:
        errors["name"] = "Give the circle a name of 1 to 80 characters."
    if values["time_zone"] not in available_timezones():
        errors["time_zone"] = "Choose a time zone from the list, such as Europe/Madrid."
    if len(values["theme"]) > 200:
        errors["theme"] = "Say it in 200 characters."
    if len(values["terms"]) > TERMS_LONGEST:
        errors["terms"] = f"Keep them to {TERMS_LONGEST:,} characters, so that people read them."
    if not all(re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", code) for code in _codes(values["languages"])):
        errors["languages"] = "Write languages with commas between them, such as Spanish, Japanese."
    return errors


def _codes(text: str) -> list[str]:
    return list(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))[:20]
