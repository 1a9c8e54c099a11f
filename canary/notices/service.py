"""Use cases of news."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, update
from sqlalchemy.exc import IntegrityError

from canary.circles.models import Block
from canary.db import db, writing
from canary.learners import service as learners
from canary.learners.models import Learner
from canary.notices.events import EVENTS, KINDS
from canary.notices.letters import ASK_EVERY, WEEKLY, Asking, Letter, News, is_due, is_genuine, sealed_for, since
from canary.notices.models import Notice
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
    """Tell somebody what happened: once for each `name`, never about themselves, never across a block.

    `event` is one of `canary.notices.events` and `params` are its parameters, as JSON can hold them; `url` is a path on
    this site. Call it inside the `writing()` of what it tells about, so that both are committed or neither.
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
            return  # another process has just told them


def unread(viewer: Viewer) -> int:
    """Return how many notices the viewer has not seen."""
    query = select(func.count()).where(*_of(viewer), Notice.read_at.is_(None))
    return db.session.scalar(query) or 0


def read(viewer: Viewer, now: datetime, before: int | None = None) -> tuple[Sequence[tuple[Notice, bool]], int | None]:
    """Return a page of the viewer's news, newest first, each with whether it was unread, and the id to continue from
    (None at the end). The first page marks all news as read.
    """
    query = select(Notice).where(*_of(viewer)).order_by(Notice.id.desc()).limit(PAGE + 1)
    found = db.session.scalars(query if before is None else query.where(Notice.id < before)).all()
    news = {notice.id for notice in found if notice.read_at is None}
    if before is None and news:
        newest = found[0].id
        with writing():
            mine = (Notice.learner_id == viewer.learner_id, Notice.read_at.is_(None), Notice.id <= newest)
            db.session.execute(update(Notice).where(*mine).values(read_at=now))
    shown = [(notice, notice.id in news) for notice in found[:PAGE]]
    return shown, found[PAGE - 1].id if len(found) > PAGE else None


def mails(viewer: Viewer) -> tuple[str, bool, Collection[str]]:
    """Return the viewer's e-mail address ("" without one), whether it is confirmed, and the kinds sent by e-mail, with
    WEEKLY among them for once a week.
    """
    learner = learners.find(viewer.learner_id)
    return learner.email or "", learner.email_confirmed_at is not None, frozenset(learner.mails)


def set_mails(viewer: Viewer, email: str, kinds: Collection[str], now: datetime) -> None:
    """Set which kinds are sent by e-mail, and the address. Raises Invalid for a malformed address."""
    learners.set_email(viewer.learner_id, email, now)
    with writing():
        learner = learners.find(viewer.learner_id)
        learner.mails = [kind for kind in (*KINDS, WEEKLY) if kind in kinds]
        learner.mail_key = learner.mail_key or secrets.token_urlsafe(18)


def by_mail_key(key: str) -> Learner:
    """Return the learner whose e-mails a link ends. Raises NotFound."""
    learner = db.session.scalar(select(Learner).where(Learner.mail_key == key))
    if learner is None:
        raise NotFound(N_("This link isn’t in use any more."))
    return learner


def end_mails(key: str) -> None:
    """Stop somebody's e-mails; calling it again changes nothing. Raises NotFound."""
    learner_id = by_mail_key(key).id
    with writing():
        learners.find(learner_id).mails = []


def check_link(token: str, secret: str, now: datetime) -> str:
    """Return the address that a link confirms. Raises NotFound for a link that is forged or expired, or whose account
    has changed its address.
    """
    learner = db.session.get(Learner, sealed_for(token) or 0)
    if learner is None or not learner.email or not is_genuine(secret, token, learner.id, learner.email, now):
        raise NotFound(N_("This link doesn’t work any more. Ask for a new one where you choose what comes by e-mail."))
    return learner.email


def confirm(token: str, secret: str, now: datetime) -> None:
    """Mark an address as confirmed by the link sent to it; calling it again changes nothing. Raises NotFound."""
    with writing():
        address = check_link(token, secret, now)
        learner = db.session.get_one(Learner, sealed_for(token))
        if learner.email == address and learner.email_confirmed_at is None:
            learner.email_confirmed_at = now


def to_ask(now: datetime) -> list[Asking]:
    """Return the addresses that need a confirmation e-mail now: not asked yet, or asked for again since. Nobody gets
    one more often than every ASK_EVERY, however often they change their address.
    """
    asked, wanted = Learner.email_asked_at, Learner.email_wanted_at
    query = (
        select(Learner)
        .where(Learner.email.is_not(None), Learner.email_confirmed_at.is_(None), Learner.active.is_(True))
        .where(or_(asked.is_(None), and_(asked < wanted, asked <= now - ASK_EVERY)))
        .order_by(Learner.id)
        .limit(100)
    )
    # Without any kind chosen there is nothing to send, so nothing to confirm.
    found = [learner for learner in db.session.scalars(query) if set(learner.mails) - {WEEKLY}]
    return [Asking(learner.id, learner.email or "", learner.username, learner.email_asked_at) for learner in found]


def claim_asking(asking: Asking, now: datetime) -> bool:
    """Claim an address: it counts as asked from now on. Returns False if another process was faster."""
    same = (Learner.id == asking.learner_id, Learner.email == asking.address)
    with writing():
        asked = Learner.email_asked_at.is_not_distinct_from(asking.since)
        taken = db.session.execute(update(Learner).where(*same, asked).values(email_asked_at=now))
    return bool(taken.rowcount)  # type: ignore[attr-defined]


def release_asking(asking: Asking) -> None:
    """Undo `claim_asking` for an e-mail that was certainly not sent, so that it is tried again."""
    with writing():
        learner = db.session.get(Learner, asking.learner_id)
        if learner is not None:
            learner.email_asked_at = asking.since


def due(now: datetime) -> list[Letter]:
    """Return what has to be sent now: one letter per person, with all their unread news."""
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
                    Letter(learner.id, learner.email or "", learner.name, learner.mail_key or "", weekly, news)
                )
    return found


def claim(letter: Letter, now: datetime) -> bool:
    """Claim a letter: it counts as sent from now on, so that no other process sends it too.

    Returns False if some of its news was sent or read meanwhile; the next run composes it again.
    """
    ids = [news.id for news in letter.news]
    still = (Notice.id.in_(ids), Notice.mailed_at.is_(None), Notice.read_at.is_(None))
    with writing():
        rows = db.session.scalars(select(Notice.id).where(*still).with_for_update()).all()
        if len(rows) != len(ids):
            return False
        db.session.execute(update(Notice).where(Notice.id.in_(ids)).values(mailed_at=now))
    return True


def release(letter: Letter) -> None:
    """Undo `claim` for a letter that was certainly not sent, so that it is tried again."""
    with writing():
        ids = [news.id for news in letter.news]
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
