"""The table of quick rounds."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import MINE, Base, UtcDateTime


class Round(Base):
    """A quick round. `median_ms` is the median reaction time of the right answers."""

    __tablename__ = "rounds"
    __table_args__ = (Index("ix_rounds_learner_id_played_at", "learner_id", "played_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), info=MINE)
    language: Mapped[str] = mapped_column(String(35))
    client_id: Mapped[str] = mapped_column(String(40), unique=True)
    asked: Mapped[int]
    right: Mapped[int]
    median_ms: Mapped[int]
    played_at: Mapped[datetime] = mapped_column(UtcDateTime)
