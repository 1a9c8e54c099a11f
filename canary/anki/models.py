"""The table of exported notes."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import MINE, Base, UtcDateTime


class ExportedNote(Base):
    """The digest of a note at its last export, and when the digest last changed.

    Notes are exported with this time. Anki updates a note only if the imported one is newer, so it skips unchanged
    notes.
    """

    __tablename__ = "exported_notes"

    learner_id: Mapped[int] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True, info=MINE)
    key: Mapped[str] = mapped_column(String(20), primary_key=True)
    digest: Mapped[str] = mapped_column(String(32))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
