"""Use cases of news."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from canary.circles.models import Block
from canary.db import db, writing
from canary.notices.models import Notice


def tell(
    learner_id: int | None, kind: str, name: str, sentence: str, url: str, now: datetime, actor_id: int | None = None
) -> None:
    """Leave a piece of news for somebody: once for each `name`, never about oneself, never across a block.

    `url` is a path on this site. It joins the `writing()` of what it tells about, so that both happen or none.
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
        values = {"kind": kind, "name": name, "sentence": sentence, "url": url, "created_at": now}
        try:
            with db.session.begin_nested():
                db.session.add(Notice(learner_id=learner_id, actor_id=actor_id, **values))
        except IntegrityError:
            return  # told at the same moment by another process
