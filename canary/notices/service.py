"""Use cases of news."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, update
from sqlalchemy.exc import IntegrityError

from canary.circles.models import Block
from canary.db import db, in_passing, lock_row, writing
from canary.learners import links
from canary.learners import service as learners
from canary.learners.models import Learner
from canary.notices.emails import ASK_EVERY, WEEKLY, Confirmation, Digest, News, is_due, since
from canary.notices.events import EVENTS, KINDS
from canary.notices.models import Notice
from canary.overtaking import unless_overtaken
from canary.problems import NotFound
from canary.sentences import N_
from canary.viewer import Viewer

PAGE = 30


def tell(
    learner_id: int | None,
    event: str,
    name: str,
    params: Mapping[str, Any],
    url: str,
    now: datetime,
    actor_id: int | None = None,
) -> None:
    """Add a notice for a learner.

    Nothing is added if they already have one with this `name`, if they are the actor, or if either of them blocked the
    other.

    `event` is one of `canary.notices.events` and `params` are its parameters as JSON values; `url` is a path on this
    site. Call it in the `writing()` block that makes the change, so that both or neither are saved.
    """
    if learner_id is None or learner_id == actor_id:
        return
    there = select(Notice.id).where(Notice.learner_id == learner_id, Notice.name == name)
    between = select(Block.created_at).where(
        ((Block.learner_id == learner_id) & (Block.blocked_id == actor_id))
        | ((Block.learner_id == actor_id) & (Block.blocked_id == learner_id))
    )
    with writing():
        if db.session.scalar(there) is not None or db.session.scalar(between.limit(1)) is not None:
            return
        values = {"kind": EVENTS[event].kind, "event": event, "params": dict(params), "url": url, "created_at": now}
        try:
            with db.session.begin_nested():
                db.session.add(Notice(learner_id=learner_id, actor_id=actor_id, name=name, **values))
        except IntegrityError:
            return  # another process added the same notice first


def unread(viewer: Viewer) -> int:
    """Return the number of the viewer's unread notices."""
    query = select(func.count()).where(*_of(viewer), Notice.read_at.is_(None))
    return db.session.scalar(query) or 0


def read(viewer: Viewer, now: datetime, before: int | None = None) -> tuple[Sequence[tuple[Notice, bool]], int | None]:
    """Mark the viewer's news as seen and return a page of it, the newest first.

    Each notice is paired with True if it was unread. The second value is `before` for the next page, None at the end.
    """
    query = select(Notice).where(*_of(viewer)).order_by(Notice.id.desc()).limit(PAGE + 1)
    found = db.session.scalars(query if before is None else query.where(Notice.id < before)).all()
    news = {notice.id for notice in found if notice.read_at is None}
    if before is None and news:
        newest = found[0].id
        with in_passing(), writing():
            mine = (Notice.learner_id == viewer.learner_id, Notice.read_at.is_(None), Notice.id <= newest)
            db.session.execute(update(Notice).where(*mine).values(read_at=now))
    shown = [(notice, notice.id in news) for notice in found[:PAGE]]
    return shown, found[PAGE - 1].id if len(found) > PAGE else None


def mails(viewer: Viewer) -> tuple[str, bool, Collection[str]]:
    """Return the viewer's e-mail address (or ""), whether it is confirmed, and the kinds of news sent there.

    WEEKLY among the kinds stands for one e-mail a week.
    """
    learner = learners.find(viewer.learner_id)
    return learner.email or "", learner.email_confirmed_at is not None, frozenset(learner.mails)


def mails_form(learner: Learner) -> dict[str, str]:
    """Return the values that the form with a learner's news by e-mail shows."""
    return {"email": learner.email or "", "kinds": " ".join(sorted(learner.mails))}


def set_mails(viewer: Viewer, email: str, kinds: Collection[str], now: datetime, loaded: str = "") -> None:
    """Set which kinds of news are sent by e-mail, and to which address.

    `loaded` is the mark of the form. Raises Invalid if `email` isn't an address, and Overtaken if they have changed
    since.
    """
    with writing():
        lock_row(Learner, viewer.learner_id)
        learner = learners.find(viewer.learner_id)
        with unless_overtaken(loaded, lambda: mails_form(learner)):
            learners.set_email(viewer.learner_id, email, now)
            learner.mails = [kind for kind in (*KINDS, WEEKLY) if kind in kinds]
            learner.mail_key = learner.mail_key or secrets.token_urlsafe(18)


def by_mail_key(key: str) -> Learner:
    """Return the learner whose unsubscribe link has this key. Raises NotFound."""
    learner = db.session.scalar(select(Learner).where(Learner.mail_key == key))
    if learner is None:
        raise NotFound(N_("This link no longer works."))
    return learner


def end_mails(key: str) -> None:
    """Stop all e-mails to the learner whose link has this key. Raises NotFound."""
    learner_id = by_mail_key(key).id
    with writing():
        learners.find(learner_id).mails = []


def check_link(token: str, secret: str, now: datetime) -> str:
    """Return the address that a link confirms.

    Raises NotFound if we did not sign the link, it has expired, or the account has another address by now.
    """
    learner = db.session.get(Learner, links.claimed_learner_id(token) or 0)
    address = learner.email if learner else None
    if not learner or not address or not links.is_genuine(secret, links.CONFIRM, token, learner.id, address, now):
        raise NotFound(N_("This link doesn’t work any more. Ask for a new one in your e-mail settings."))
    return address


def confirm(token: str, secret: str, now: datetime) -> None:
    """Confirm the address that a link was sent to. Raises NotFound like `check_link`."""
    with writing():
        address = check_link(token, secret, now)
        learner = db.session.get_one(Learner, links.claimed_learner_id(token))
        if learner.email == address and learner.email_confirmed_at is None:
            learner.email_confirmed_at = now


def due_confirmations(now: datetime) -> list[Confirmation]:
    """Return the addresses that should get a link now: those that never got one, or whose learner asked for another.

    A learner causes at most one such e-mail per ASK_EVERY, however often they change their address.
    """
    asked, wanted = Learner.email_asked_at, Learner.email_wanted_at
    query = (
        select(Learner)
        .where(Learner.email.is_not(None), Learner.email_confirmed_at.is_(None), Learner.active.is_(True))
        .where(or_(asked.is_(None), and_(asked < wanted, asked <= now - ASK_EVERY)))
        .order_by(Learner.id)
        .limit(100)
    )
    # A learner who gets no news by e-mail needs no confirmed address.
    found = [learner for learner in db.session.scalars(query) if set(learner.mails) - {WEEKLY}]
    return [
        Confirmation(learner.id, learner.email or "", learner.username, learner.email_asked_at) for learner in found
    ]


def claim_confirmation(wanted: Confirmation, now: datetime) -> bool:
    """Mark a confirmation as sent before sending it. Returns False if another process is sending it."""
    same = (Learner.id == wanted.learner_id, Learner.email == wanted.address)
    with writing():
        asked = Learner.email_asked_at.is_not_distinct_from(wanted.since)
        taken = db.session.execute(update(Learner).where(*same, asked).values(email_asked_at=now))
    return bool(taken.rowcount)  # type: ignore[attr-defined]


def release_confirmation(wanted: Confirmation) -> None:
    """Unmark a confirmation that was certainly not sent, so that it is tried again."""
    with writing():
        learner = db.session.get(Learner, wanted.learner_id)
        if learner is not None:
            learner.email_asked_at = wanted.since


def due_digests(now: datetime) -> list[Digest]:
    """Return the digests that should be sent now, one per learner with news."""
    wanting = select(Learner).where(Learner.email.is_not(None), Learner.email_confirmed_at.is_not(None))
    wanting = wanting.where(Learner.mail_key.is_not(None), Learner.active.is_(True))
    found = []
    for learner in db.session.scalars(wanting.order_by(Learner.id)).all():
        if learner.mails and is_due(learner.mails, _last_mail(learner.id), now):
            rows = db.session.scalars(_waiting(learner.id, learner.mails, now)).all()
            news = tuple(News(row.id, row.sentence, row.url) for row in rows)
            if news:
                weekly = WEEKLY in learner.mails
                found.append(
                    Digest(learner.id, learner.email or "", learner.name, learner.mail_key or "", weekly, news)
                )
    return found


def claim_digest(digest: Digest, now: datetime) -> bool:
    """Mark a digest's news as sent before sending it, so that no other process sends it too.

    Returns False if some of the news was sent or read in the meantime: a new digest is made next time.
    """
    ids = [news.id for news in digest.news]
    still = (Notice.id.in_(ids), Notice.mailed_at.is_(None), Notice.read_at.is_(None))
    with writing():
        rows = db.session.scalars(select(Notice.id).where(*still).with_for_update()).all()
        if len(rows) != len(ids):
            return False
        db.session.execute(update(Notice).where(Notice.id.in_(ids)).values(mailed_at=now))
    return True


def release_digest(digest: Digest) -> None:
    """Unmark a digest that was certainly not sent, so that it is tried again."""
    with writing():
        ids = [news.id for news in digest.news]
        db.session.execute(update(Notice).where(Notice.id.in_(ids)).values(mailed_at=None))


def _of(viewer: Viewer) -> tuple[ColumnElement[bool], ...]:
    others = or_(Notice.actor_id.is_(None), Notice.actor_id.not_in(viewer.blocked))
    return (
        (Notice.learner_id == viewer.learner_id, others)
        if viewer.blocked
        else (Notice.learner_id == viewer.learner_id,)
    )


def _last_mail(learner_id: int) -> datetime | None:
    return db.session.scalar(select(func.max(Notice.mailed_at)).where(Notice.learner_id == learner_id))


def _waiting(learner_id: int, kinds: Collection[str], now: datetime) -> Select[Notice]:
    blocked = select(Block.created_at).where(
        ((Block.learner_id == learner_id) & (Block.blocked_id == Notice.actor_id))
        | ((Block.learner_id == Notice.actor_id) & (Block.blocked_id == learner_id))
    )
    return (
        select(Notice)
        .where(Notice.learner_id == learner_id, Notice.kind.in_(kinds), Notice.created_at >= since(kinds, now))
        .where(Notice.mailed_at.is_(None), Notice.read_at.is_(None), ~blocked.exists())
        .order_by(Notice.id)
        .limit(50)
    )
