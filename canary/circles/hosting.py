"""Use cases of creating and running circles: their settings, join link and members."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import available_timezones

from sqlalchemy import delete, func, select

from canary.circles import service as circles
from canary.circles.models import Ban, Circle, Membership
from canary.db import Page, db, lock_row, paged, writing
from canary.learners import service as learners
from canary.learners.models import Learner
from canary.overtaking import unless_overtaken
from canary.problems import Invalid, NotAllowed, NotFound
from canary.sentences import N_, NN_, Message
from canary.viewer import Viewer

TERMS_LONGEST = 4000
LISTED = 50  # people or circles on a page
DOUBLE_TAP = timedelta(minutes=1)
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Member:
    """A row of the member list that a circle's hosts see. `username` is "" if `name` is the same."""

    id: int
    name: str
    username: str
    role: str
    joined_at: datetime
    suspended_until: datetime | None
    is_seen: bool


def may_create(viewer: Viewer, most: int) -> bool:
    """Return whether the viewer may create a circle: they run the server, or they host fewer than `most` circles."""
    hosted = sum(own.is_host for own in viewer.memberships)
    return viewer.id is not None and (viewer.is_host or hosted < most)


def create(viewer: Viewer, name: str, time_zone: str, most: int, now: datetime) -> int:
    """Create a circle with the viewer as its host and return its id.

    A double submit (the same name within DOUBLE_TAP) returns the first circle. Raises Invalid, and NotAllowed if the
    viewer hosts `most` circles already.
    """
    name = " ".join(name.split())
    if errors := _problems({"name": name, "time_zone": time_zone, "theme": "", "terms": "", "languages": ""}):
        raise Invalid(errors)
    with writing():
        lock_row(Learner, viewer.learner_id)
        mine = (Membership.learner_id == viewer.id, Membership.role == "host", Circle.name == name)
        just_now = select(Circle.id).join(Membership, Membership.circle_id == Circle.id)
        existing = db.session.scalar(just_now.where(*mine, Circle.created_at > now - DOUBLE_TAP).limit(1))
        if existing is not None:
            return existing
        hosted = select(func.count()).where(Membership.learner_id == viewer.id, Membership.role == "host")
        if not (viewer.is_host or (db.session.scalar(hosted) or 0) < most):
            raise NotAllowed(
                NN_(
                    "You already host %(num)s circle, and that’s the limit on this server.",
                    "You already host %(num)s circles, and that’s the limit on this server.",
                    most,
                )
            )
        values = {"slug": f"c-{secrets.token_hex(6)}", "join_code": circles.new_code(), "created_at": now}
        circle = Circle(name=name, time_zone=time_zone, **values)
        db.session.add(circle)
        db.session.flush()
        ids = {"circle_id": circle.id, "learner_id": viewer.learner_id}
        db.session.add(Membership(role="host", joined_at=now, used_at=now, **ids))
        return circle.id


def open_circles(viewer: Viewer, page: int = 1) -> Page[Circle]:
    """Return a page of the open circles that the viewer isn't in, sorted by name."""
    mine = [own.circle_id for own in viewer.memberships]
    query = select(Circle).where(Circle.is_open, Circle.id.not_in(mine)).order_by(func.lower(Circle.name), Circle.id)
    rows = paged(query, page, LISTED)
    return rows.of(circle for (circle,) in rows)


def open_circle(viewer: Viewer, circle_id: int) -> Circle:
    """Return a circle that is open or that the viewer is in. Raises NotFound for any other circle."""
    circle = circles.get(circle_id)
    if not (circle.is_open or viewer.is_in(circle_id)):
        raise NotFound()
    return circle


def members(viewer: Viewer, circle_id: int, words: str = "", page: int = 1) -> Page[Member]:
    """Return a page of the circle's members, for its hosts; there is no public list. Raises NotFound for anybody else.

    `words` are looked for in their names.
    """
    _check_host(viewer, circle_id)
    rows = paged(
        select(Learner, Membership.role, Membership.joined_at, Membership.suspended_until, Membership.is_seen)
        .join(Membership, Membership.learner_id == Learner.id)
        .where(Membership.circle_id == circle_id, *learners.named_like(words))
        .order_by(Membership.joined_at, Learner.id),
        page,
        LISTED,
    )
    return rows.of(
        Member(who.id, who.name, "" if who.name == who.username else who.username, role, since, until, seen)
        for who, role, since, until, seen in rows
    )


def removed(viewer: Viewer, circle_id: int, words: str = "", page: int = 1) -> Page[tuple[int, str]]:
    """Return (id, name) of a page of the learners whom a host removed. Raises NotFound if the viewer isn't a host.

    `words` are looked for in their names.
    """
    _check_host(viewer, circle_id)
    rows = paged(
        select(Learner)
        .join(Ban, Ban.learner_id == Learner.id)
        .where(Ban.circle_id == circle_id, Ban.until.is_(None), *learners.named_like(words))
        .order_by(Learner.username, Learner.id),
        page,
        LISTED,
    )
    return rows.of((who.id, who.name) for (who,) in rows)


def set_role(viewer: Viewer, circle_id: int, learner_id: int, role: str) -> None:
    """Set a member's role, "host" or "member". Raises NotFound for non-hosts, Conflict if no host would be left."""
    _check_host(viewer, circle_id)
    with writing():
        lock_row(Circle, circle_id)  # if two hosts step down at once, one has to stay
        membership = circles.membership(circle_id, learner_id)
        if role == "member":
            circles.check_other_host(membership)
        membership.role = "host" if role == "host" else "member"


def password_link(viewer: Viewer, circle_id: int, learner_id: int, secret: str, now: datetime) -> tuple[str, str]:
    """Return a member's name, and the token of a link that lets them choose a new password once, within a day.

    Whoever has the link can log in as that member. It can't be made for a host of any circle or of the server, because
    it could give this circle's hosts power elsewhere. Raises NotFound for non-hosts and for other circles' members,
    NotAllowed for hosts.
    """
    _check_host(viewer, circle_id)
    circles.membership(circle_id, learner_id)
    learner = db.session.get_one(Learner, learner_id)
    hosts = select(Membership.circle_id).where(Membership.learner_id == learner_id, Membership.role == "host")
    if learner.is_host or db.session.scalar(hosts.limit(1)) is not None:
        raise NotAllowed(
            N_(
                "%(name)s is a host, so only whoever runs this server can help: `canary password %(username)s` makes a"
                " link.",
                name=learner.name,
                username=learner.username,
            )
        )
    return learner.name, learners.password_token(learner, secret, now + learners.PASSWORD_LINK_BY_HAND_LASTS)


def remove(viewer: Viewer, circle_id: int, learner_id: int) -> None:
    """Remove a member, who can rejoin only after a host allows it. Raises NotFound, and Conflict for the last host."""
    _check_host(viewer, circle_id)
    with writing():
        lock_row(Circle, circle_id)  # if two hosts step down at once, one has to stay
        membership = circles.membership(circle_id, learner_id)
        circles.check_other_host(membership)
        db.session.delete(membership)
        db.session.merge(Ban(circle_id=circle_id, learner_id=learner_id))


def admit(viewer: Viewer, circle_id: int, learner_id: int) -> None:
    """Let a removed learner join again. Raises NotFound for non-hosts."""
    _check_host(viewer, circle_id)
    with writing():
        db.session.execute(delete(Ban).where(Ban.circle_id == circle_id, Ban.learner_id == learner_id))


def form_of(circle: Circle) -> dict[str, str]:
    """Return the values that the form with a circle's settings shows."""
    return {
        "name": circle.name, "time_zone": circle.time_zone, "theme": circle.theme, "terms": circle.terms,
        "languages": ",".join(circle.languages), "is_open": "1" if circle.is_open else "",
    }  # fmt: skip


def change(viewer: Viewer, circle_id: int, values: Mapping[str, str], loaded: str = "") -> None:
    """Change a circle: name, theme, languages (codes with commas), time_zone, terms, is_open ("1" for open).

    Settings that aren't in `values` stay the same, except `is_open`: without it, the circle is closed. `loaded` is the
    mark of the form. Raises Invalid, NotFound for non-hosts, and Overtaken if the settings have changed since.
    """
    _check_host(viewer, circle_id)
    wanted = form_of(circles.get(circle_id)) | dict(values)
    wanted["name"], wanted["theme"] = (" ".join(wanted[name].split()) for name in ("name", "theme"))
    if errors := _problems(wanted):
        raise Invalid(errors)
    with writing():
        lock_row(Circle, circle_id)
        circle = circles.get(circle_id)
        with unless_overtaken(loaded, lambda: form_of(circle)):
            circle.name, circle.time_zone, circle.theme = wanted["name"], wanted["time_zone"], wanted["theme"]
            circle.terms, circle.languages = wanted["terms"].strip(), _codes(wanted["languages"])
            circle.is_open = values.get("is_open") == "1"


def set_link(viewer: Viewer, circle_id: int, works: bool) -> None:
    """Switch the join link on or off. Raises NotFound for non-hosts."""
    _check_host(viewer, circle_id)
    with writing():
        circles.get(circle_id).link_works = works


def reset_code(viewer: Viewer, circle_id: int) -> None:
    """Replace the join link; the old one stops working. Raises NotFound for non-hosts."""
    _check_host(viewer, circle_id)
    with writing():
        circle = circles.get(circle_id)
        circle.join_code, circle.link_works = circles.new_code(), True


def _check_host(viewer: Viewer, circle_id: int) -> None:
    if not viewer.hosts(circle_id):
        raise NotFound()


def _problems(values: Mapping[str, str]) -> dict[str, Message]:
    errors: dict[str, Message] = {}
    if not 1 <= len(values["name"]) <= 80:
        errors["name"] = N_("Give the circle a name of 1 to 80 characters.")
    if values["time_zone"] not in available_timezones():
        errors["time_zone"] = N_("Choose a time zone from the list, such as Europe/Madrid.")
    if len(values["theme"]) > 200:
        errors["theme"] = N_("Use at most 200 characters.")
    if len(values["terms"]) > TERMS_LONGEST:
        errors["terms"] = N_("Use at most %(most)s characters, so that people read the rules.", most=TERMS_LONGEST)
    if unknown := [code for code in _codes(values["languages"]) if not LANGUAGE.fullmatch(code)]:
        errors["languages"] = N_(
            "We don’t know the language “%(language)s”. Choose one from the list.", language=unknown[0][:40]
        )
    return errors


def _codes(text: str) -> list[str]:
    return list(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))[:20]
