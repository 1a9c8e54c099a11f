"""Tables of accounts."""

from datetime import datetime

from flask_security import UserMixin
from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import SECRET, Base, UtcDateTime, not_mine


class Learner(Base, UserMixin):
    """A person with an account. `username_key` is their case-folded username, so that Ana and ana are the same.

    `levels` is their own estimate by language ("es": "A2"); `speaks` are languages they speak natively or nearly so.
    `mails` are the kinds of news they also get by e-mail, and `mail_key` is in the link that stops these e-mails.

    `email` is what they typed, so it may be somebody else's address. Until `email_confirmed_at` is set, only the link
    that confirms it is sent there. `email_wanted_at` is when they last requested that link, `email_asked_at` when it
    was last sent.
    `password_asked_at` is when they were last sent a link to choose a new password.
    """

    __tablename__ = "learners"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(32))
    username_key: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str | None] = mapped_column(String(255))  # type: ignore[assignment]
    email_wanted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    email_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    email_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    password_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    password: Mapped[str] = mapped_column(String(255), info=SECRET)
    active: Mapped[bool] = mapped_column(default=True)
    # Sessions store this value instead of the id. A new value, after a password change, ends every open session.
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True, info=SECRET)
    display_name: Mapped[str] = mapped_column(String(64), default="")
    is_host: Mapped[bool] = mapped_column(default=False)
    theme: Mapped[str] = mapped_column(String(8), default="auto")
    learns: Mapped[list[str]] = mapped_column(JSON, default=list)
    speaks: Mapped[list[str]] = mapped_column(JSON, default=list)
    levels: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    mails: Mapped[list[str]] = mapped_column(JSON, default=list)
    mail_key: Mapped[str | None] = mapped_column(String(32), unique=True, info=SECRET)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def name(self) -> str:
        """The name that others see."""
        return self.display_name or self.username


class EndedLogin(Base):
    """A log-in that was ended with "Log out": its cookies, copied or not, are nobody's. Only its hash is stored."""

    __tablename__ = "ended_logins"

    login_hash: Mapped[str] = mapped_column(String(64), primary_key=True, info=SECRET)
    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learners.id", ondelete="CASCADE"), index=True, info=not_mine("no more than that a log-in has ended")
    )
    ended_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class HostLink(Base):
    """A one-time link that makes the person who uses it the host. Only the hash of its token is stored."""

    __tablename__ = "host_links"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
