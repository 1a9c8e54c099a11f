"""The table of challenges."""

from datetime import date

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import Base


class Challenge(Base):
    """A song for a circle and a week. `week` is its Monday; the passage is lines `first` to `last` (1-based)."""

    __tablename__ = "challenges"
    __table_args__ = (UniqueConstraint("circle_id", "week"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    circle_id: Mapped[int] = mapped_column(ForeignKey("circles.id", ondelete="CASCADE"))
    week: Mapped[date]
    song_id: Mapped[int] = mapped_column(ForeignKey("songs.id", ondelete="CASCADE"), index=True)
    first: Mapped[int]
    last: Mapped[int]
    tasks: Mapped[list[str]] = mapped_column(JSON, default=list)
