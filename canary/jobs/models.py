"""The table of background jobs."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import MINE, Base, UtcDateTime
from canary.sentences import Message, from_json


class Job(Base):
    """A background job. Its `state` is `queued`, `running`, `done` or `failed`.

    `progress` is in percent. `note` is the message to the job's owner, as `canary.sentences.to_json` returns it. `url`
    is the address of the result.
    """

    __tablename__ = "jobs"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), index=True, info=MINE)
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(8), default="queued")
    progress: Mapped[int] = mapped_column(default=0)
    note: Mapped[Any] = mapped_column(JSON, default="")
    url: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def message(self) -> Message:
        """The message to the job's owner; "" if there's none."""
        return from_json(self.note)
