"""Use cases of safety: reports, and what hosts do about them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.orm import aliased

from canary.circles.hosting import DOUBLE_TAP
from canary.circles.models import Ban, Membership
from canary.content import service as content
from canary.db import Page, db, paged, writing, writing_once
from canary.learners.departed import LEFT
from canary.learners.models import Learner
from canary.notices import service as notices
from canary.problems import Invalid, NotAllowed, NotFound
from canary.safety.models import HostAction, Report
from canary.safety.things import REASONS, Thing, sees, thing_of
from canary.sentences import N_, Message
from canary.songs import service as songs
from canary.viewer import Viewer

CASES = 20  # reports on a page, because each one's thing takes a query of its own
LOGGED = 50  # actions on a page
SUSPENSIONS = (1, 7, 30)  # days
WORDS_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Case:
    """A report as hosts read it. `thing` is None once it's gone; `until` is when its author's suspension ends."""

    report: Report
    reporter: Message
    person: Message
    thing: Thing | None
    until: datetime | None
    done: Sequence[str]


@dataclass(frozen=True, slots=True)
class Logged:
    """A line of the log, with the names of the host and of the person concerned."""

    measure: HostAction
    host: Message
    person: Message


def find(viewer: Viewer, subject: str, number: int) -> Thing:
    """Return a thing or person that the viewer may see. Raises NotFound."""
    if viewer.id is None or not sees(viewer, subject, number):
        raise NotFound()
    thing = thing_of(subject, number)
    if thing is None or thing.person_id in viewer.blocked:
        raise NotFound()
    return thing


def report(
    viewer: Viewer, subject: str, number: int, reason: str, words: str, page: Callable[[int | None], str], now: datetime
) -> None:
    """Report a thing to the hosts. Reporting it again while the report is open changes nothing.

    Reports about a host of the circle go to the server's host. `page` returns the path of a circle's list of reports
    or, for None, of the server's list. Raises Invalid, NotAllowed, NotFound.
    """
    thing = find(viewer, subject, number)
    if thing.person_id == viewer.id:
        raise NotAllowed(N_("This is yours. You can edit or remove it yourself."))
    if reason not in REASONS:
        raise Invalid({"reason": N_("Choose what’s wrong with it.")})
    circle_id = _shared(viewer, number) if subject == "person" else thing.circle_id
    circle_id = None if _hosts(thing.person_id, circle_id) else circle_id
    key = {"reporter_id": viewer.learner_id, "subject": subject, "subject_id": number}
    with writing_once():
        found = db.session.scalar(select(Report).filter_by(**key))
        if found is None:
            found = Report(**key, circle_id=circle_id, person_id=thing.person_id, created_at=now)
            db.session.add(found)
        elif found.closed_at is None:
            return
        found.closed_at, found.reason = None, reason
        found.words, found.excerpt = words.strip()[:WORDS_LONGEST], thing.excerpt
        db.session.flush()
        url = page(circle_id)
        for host_id in _hosts_of(circle_id):
            if host_id not in {thing.person_id, viewer.id}:
                name = f"report-{found.id}-{now:%Y%m%d%H%M}"
                notices.tell(host_id, "reported", name, {}, url, now)


def place_of(viewer: Viewer, circle_id: int) -> int | None:
    """Return the circle whose reports the viewer reads: `circle_id` if they host it, or else the first that they host.

    For the server's host, return None if they host no circle. Raises NotFound for non-hosts.
    """
    hosted = [own.circle_id for own in viewer.memberships if own.is_host]
    if not hosted and not viewer.is_host:
        raise NotFound()
    return circle_id if circle_id in hosted else next(iter(hosted), None)


def cases(viewer: Viewer, circle_id: int | None, page: int = 1) -> Page[Case]:
    """Return a page of the circle's open reports except those about the viewer, oldest first.

    The server's host also gets the reports that belong to no circle. Raises NotFound for non-hosts.
    """
    reporter, person = aliased(Learner), aliased(Learner)
    rows = paged(
        select(Report, reporter, person)
        .outerjoin(reporter, reporter.id == Report.reporter_id)
        .outerjoin(person, person.id == Report.person_id)
        .where(_of(viewer, circle_id, Report.circle_id), Report.closed_at.is_(None))
        .where(or_(Report.person_id.is_(None), Report.person_id != viewer.id))
        .order_by(Report.created_at, Report.id),
        page,
        CASES,
    )
    done = db.session.execute(
        select(HostAction.report_id, HostAction.what)
        .where(HostAction.report_id.in_([row[0].id for row in rows]))
        .order_by(HostAction.id)
    ).all()
    return rows.of(
        Case(
            row[0], _name(row[1]), _name(row[2]), (thing := thing_of(row[0].subject, row[0].subject_id)),
            _suspended(row[0].person_id, (thing and thing.circle_id) or row[0].circle_id),
            [what for report_id, what in done if report_id == row[0].id],
        )
        for row in rows
    )  # fmt: skip


def log(viewer: Viewer, circle_id: int | None, page: int = 1) -> Page[Logged]:
    """Return a page of the log of the hosts' actions in a circle, newest first. Raises NotFound for non-hosts."""
    host, person = aliased(Learner), aliased(Learner)
    rows = paged(
        select(HostAction, host, person)
        .outerjoin(host, host.id == HostAction.host_id)
        .outerjoin(person, person.id == HostAction.person_id)
        .where(_of(viewer, circle_id, HostAction.circle_id))
        .order_by(HostAction.id.desc()),
        page,
        LOGGED,
    )
    return rows.of(Logged(measure, _name(by), _name(of)) for measure, by, of in rows)


def act(
    viewer: Viewer, circle_id: int | None, report_id: int, what: str, words: str, days: int,
    page: Callable[[Thing | None], str], now: datetime,
) -> None:  # fmt: skip
    """Take a host's action on a report and log it; an action that's done already changes nothing.

    `what` is "hide", "show", "warn" (with the message `words`), "suspend" (for `days`), "lift" (end a suspension) or
    "dismiss" (close the report). `page` returns the path of a thing's page. Raises NotFound, NotAllowed, Invalid.
    """
    with writing():
        query = select(Report).where(Report.id == report_id, _of(viewer, circle_id, Report.circle_id))
        case = db.session.scalar(query.with_for_update())  # a second tap waits here until the first is done
        if case is None or case.person_id == viewer.id:
            raise NotFound()
        thing = thing_of(case.subject, case.subject_id)
        url = page(thing)
        why, days_kept = _details(what, words, days)
        if _is_done(case, thing, what) or _was_just_done(case, (what, why, days_kept), now):
            return
        measures: dict[str, Callable[[], None]] = {
            "hide": partial(_hide, case, thing, url, now),
            "show": partial(_set_hidden, thing, None),
            "warn": partial(_warn, case, why, url, now),
            "suspend": partial(_suspend, case, thing, days, url, now),
            "lift": partial(_lift, case, thing),
            "dismiss": partial(setattr, case, "closed_at", now),
        }
        if what not in measures:
            raise NotFound()
        measures[what]()
        about = {"subject": case.subject, "subject_id": case.subject_id, "person_id": case.person_id}
        by = {"host_id": viewer.id, "report_id": case.id, "circle_id": case.circle_id}
        db.session.add(HostAction(**by, what=what, why=why, days=days_kept, created_at=now, **about))


def leave(learner_id: int, _: datetime) -> None:
    """Clear the text of a learner's reports, and the excerpts of reports about them."""
    db.session.execute(update(Report).where(Report.reporter_id == learner_id).values(words=""))
    db.session.execute(update(Report).where(Report.person_id == learner_id).values(excerpt=""))


def _of(viewer: Viewer, circle_id: int | None, column: Any) -> Any:
    """Return the SQL condition that limits `column` to the circles of this host. Raises NotFound for others."""
    if not (viewer.is_host if circle_id is None else viewer.hosts(circle_id)):
        raise NotFound()
    return or_(column == circle_id, column.is_(None)) if viewer.is_host else column == circle_id


def _is_done(case: Report, thing: Thing | None, what: str) -> bool:
    """Return whether an action would change nothing, for example after a second tap or on an outdated page."""
    match what:
        case "hide" | "show":
            return thing is not None and thing.hidden == (what == "hide")
        case "dismiss":
            return case.closed_at is not None
    return False


def _was_just_done(case: Report, measure: tuple[str, str, int | None], now: datetime) -> bool:
    """Return whether the same warning, suspension or end of a suspension was logged less than DOUBLE_TAP ago."""
    if measure[0] not in {"warn", "suspend", "lift"}:
        return False
    last = db.session.scalar(
        select(HostAction).where(HostAction.report_id == case.id).order_by(HostAction.id.desc()).limit(1)
    )
    return last is not None and (last.what, last.why, last.days) == measure and last.created_at > now - DOUBLE_TAP


def _hide(case: Report, thing: Thing | None, url: str, now: datetime) -> None:
    _set_hidden(thing, now)
    about = {"excerpt": case.excerpt[:120]}
    notices.tell(case.person_id, "hidden", f"hidden-{case.id}-{now:%Y%m%d%H%M}", about, url, now)


def _set_hidden(thing: Thing | None, when: datetime | None) -> None:
    if thing is None or not content.set_hidden(thing.subject, thing.id, when):
        raise NotAllowed(N_("It has already been deleted."))
    if thing.circle_id is not None and thing.song_id is not None:
        songs.touch(thing.circle_id, thing.song_id)


def _details(what: str, words: str, days: int) -> tuple[str, int | None]:
    """Return what the log stores with an action: the message of a warning and the days of a suspension."""
    return " ".join(words.split())[:WORDS_LONGEST] if what == "warn" else "", days if what == "suspend" else None


def _warn(case: Report, words: str, url: str, now: datetime) -> None:
    if not words:
        raise Invalid({"words": N_("Write a message.")})
    name = f"warned-{case.id}-{now:%Y%m%d%H%M%S}"
    notices.tell(case.person_id, "warned", name, {"words": words}, url, now)


def _suspend(case: Report, thing: Thing | None, days: int, url: str, now: datetime) -> None:
    place = (thing and thing.circle_id) or case.circle_id
    if days not in SUSPENSIONS:
        raise Invalid({"days": N_("Choose 1, 7 or 30 days.")})
    if place is None or case.person_id is None:
        raise NotAllowed(N_("They aren’t in a circle, so they can’t be suspended."))
    if _hosts(case.person_id, place):
        raise NotAllowed(N_("They host this circle. Make them a member first, on the circle’s page."))
    until = now + timedelta(days=days)
    membership = db.session.get(Membership, (place, case.person_id))
    if membership is not None:
        membership.suspended_until = until
    elif db.session.get(Ban, (place, case.person_id)) is None:
        db.session.add(Ban(circle_id=place, learner_id=case.person_id, until=until))
    about = {"until": until.date().isoformat()}
    notices.tell(case.person_id, "paused", f"paused-{case.id}-{now:%Y%m%d%H%M}", about, url, now)


def _lift(case: Report, thing: Thing | None) -> None:
    place = (thing and thing.circle_id) or case.circle_id
    if place is None or case.person_id is None:
        return
    membership = db.session.get(Membership, (place, case.person_id))
    if membership is not None:
        membership.suspended_until = None
    gone = (Ban.circle_id == place, Ban.learner_id == case.person_id, Ban.until.is_not(None))
    db.session.execute(delete(Ban).where(*gone))  # the suspension of a member who has left


def _shared(viewer: Viewer, person_id: int) -> int | None:
    places = (own.circle_id for own in viewer.memberships)
    return next((place for place in places if db.session.get(Membership, (place, person_id))), None)


def _name(learner: Learner | None) -> Message:
    return learner.name if learner else LEFT


def _hosts(learner_id: int | None, circle_id: int | None) -> bool:
    membership = db.session.get(Membership, (circle_id, learner_id)) if learner_id and circle_id else None
    return membership is not None and membership.role == "host"


def _hosts_of(circle_id: int | None) -> Sequence[int]:
    if circle_id is None:
        return db.session.scalars(select(Learner.id).where(Learner.is_host)).all()
    hosts = and_(Membership.circle_id == circle_id, Membership.role == "host")
    return db.session.scalars(select(Membership.learner_id).where(hosts)).all()


def _suspended(learner_id: int | None, circle_id: int | None) -> datetime | None:
    membership = db.session.get(Membership, (circle_id, learner_id)) if learner_id and circle_id else None
    return membership.suspended_until if membership else None
