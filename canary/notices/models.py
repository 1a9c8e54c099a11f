"""The table of news."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import MINE, Base, UtcDateTime, not_mine
from canary.notices import events
from canary.sentences import Message


class Notice(Base):
    """A piece of news for one person. `name` identifies it, so that nobody gets the same news twice.

    `event` and `params` say what happened (`canary.notices.events`), and `kind` is the event's kind, stored for
    queries. `url` is the path on this site that the notice links to.
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
    event: Mapped[str] = mapped_column(String(24))
    params: Mapped[dict[str, Any]] = mapped_column(JSON)
    url: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    mailed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def sentence(self) -> Message:
        """The sentence that the notice shows."""
        return events.sentence(self.event, self.params)
