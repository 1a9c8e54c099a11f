"""The table of exported notes."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import MINE, Base, UtcDateTime


class ExportedNote(Base):
    """The digest of a note when it was last exported, and since when it has been the same.

    With this time, an unchanged note isn't newer than Anki's, so an import updates only what has changed.
    """

    __tablename__ = "exported_notes"

    learner_id: Mapped[int] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True, info=MINE)
    key: Mapped[str] = mapped_column(String(20), primary_key=True)
    digest: Mapped[str] = mapped_column(String(32))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
