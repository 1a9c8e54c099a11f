"""Tables of accounts."""

from datetime import datetime

from flask_security import UserMixin
from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import SECRET, Base, UtcDateTime


class Learner(Base, UserMixin):
    """A person with an account. `username_key` is the name folded, so that Ana and ana are one.

    `levels` is what they say of their own level by language ("es": "A2"); `speaks` are the languages of their childhood
    or as good as that. `mails` are the kinds of news that come by e-mail too, `mail_key` is in the link that ends them.

    `email` is what they typed, and may be somebody else's: nothing but a link goes there before `email_confirmed_at`.
    `email_wanted_at` is when they last asked for that link, `email_asked_at` when it was last sent.
    """

    __tablename__ = "learners"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(32))
    username_key: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str | None] = mapped_column(String(255))  # type: ignore[assignment]
    email_wanted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    email_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    email_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    password: Mapped[str] = mapped_column(String(255), info=SECRET)
    active: Mapped[bool] = mapped_column(default=True)
    # Sessions name this and not the id: a new one (on password change) ends every open session.
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
        """What others see."""
        return self.display_name or self.username


class HostLink(Base):
    """A link that makes its opener the host, once; only the token's hash is kept."""

    __tablename__ = "host_links"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
