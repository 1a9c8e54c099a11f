"""The table of notes that were taken home."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import MINE, Base, UtcDateTime


class ExportedNote(Base):
    """What a note said when its learner last took it to Anki (a digest), and since when: only what changed is newer
    than what Anki has, so that an import updates that and nothing else.
    """

    __tablename__ = "exported_notes"

    learner_id: Mapped[int] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True, info=MINE)
    key: Mapped[str] = mapped_column(String(20), primary_key=True)
    digest: Mapped[str] = mapped_column(String(32))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
