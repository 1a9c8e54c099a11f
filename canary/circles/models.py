"""Tables of circles."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import MINE, SECRET, Base, UtcDateTime, not_mine


class Circle(Base):
    """A group that sings one song a week; its weeks start on Monday at 00:00 in `time_zone`.

    `is_open` lets everyone with an account find and join it. The link with `join_code` works while `link_works`.
    `terms` are its house rules, shown before people join.
    """

    __tablename__ = "circles"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    time_zone: Mapped[str] = mapped_column(String(64))
    join_code: Mapped[str] = mapped_column(String(32), unique=True)
    link_works: Mapped[bool] = mapped_column(default=True)
    is_open: Mapped[bool] = mapped_column(default=False)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    theme: Mapped[str] = mapped_column(String(200), default="")
    terms: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Membership(Base):
    """A learner in a circle, as `host` or `member`.

    `used_at` is when they last chose this circle; pages show the one chosen last. `shows_name` is whether their name is
    shown on the week's progress, `is_seen` whether the other members see them on the circle's page. `feed_key` is in
    the addresses of their private feeds. Until `suspended_until` they can read but not write.
    """

    __tablename__ = "memberships"

    circle_id: Mapped[int] = mapped_column(ForeignKey("circles.id", ondelete="CASCADE"), primary_key=True)
    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True, index=True, info=MINE
    )
    role: Mapped[str] = mapped_column(String(8), default="member")
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    shows_name: Mapped[bool] = mapped_column(default=False)
    is_seen: Mapped[bool] = mapped_column(default=False, server_default=false())
    feed_key: Mapped[str | None] = mapped_column(String(32), unique=True, info=SECRET)
    suspended_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Ban(Base):
    """Keeps a learner out of a circle until the time `until` or, if that's None, until a host lets them back in.

    Created when a host removes a member, or when a member leaves while suspended.
    """

    __tablename__ = "bans"

    circle_id: Mapped[int] = mapped_column(ForeignKey("circles.id", ondelete="CASCADE"), primary_key=True)
    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True, index=True, info=MINE
    )
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Block(Base):
    """A block between two learners: neither sees anything that the other makes."""

    __tablename__ = "blocks"

    learner_id: Mapped[int] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True, info=MINE)
    blocked_id: Mapped[int] = mapped_column(
        ForeignKey("learners.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
        info=not_mine("that somebody blocks me is their private decision"),
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
