"""The table of news."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import MINE, Base, UtcDateTime, not_mine


class Notice(Base):
    """A piece of news for one person. `name` says what it is about, so that the same news comes once.

    `kind`: "answer", "feedback", "correction", "mention", "week" (begins or ends), "host" (a word from a host).
    `sentence` is what it says, `url` a path on this site where one goes from there.
    """

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("learner_id", "name"),
        Index(None, "learner_id", "read_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), info=MINE)
    actor_id: Mapped[int | None] = mapped_column(
        ForeignKey("learners.id", ondelete="CASCADE"), index=True, info=not_mine("somebody else's news")
    )
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(12))
    sentence: Mapped[str] = mapped_column(Text)
    url: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    mailed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
