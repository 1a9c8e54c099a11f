"""The table of takes."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import FILE, MINE, Base, UtcDateTime, not_mine


class Take(Base):
    """A recorded take of lines `first` to `last` (from 1).

    `visibility` is `me`, `partner` (the learner `partner_id`), `circle` (members of `circle_id`) or `everyone` with an
    account. `asks` is what its singer wants feedback on: "stress", "connected", "intonation", "sound" (`sound` says
    which) or "hello". If this is a retake, `retake_of_id` is the singer's earlier take.

    `file_key` is the uploaded file. `playable_key` is a copy that every browser plays: None until it's made, "" if
    making it failed. `shared_at` is when it was last shared; None if it never was, or if it was shared when it was
    created. `hidden_at` is set when a host hides it.

    The browser makes `client_id` before the upload, so that sending a take twice saves it once.
    """

    __tablename__ = "takes"
    __table_args__ = (
        UniqueConstraint("learner_id", "client_id"),
        Index(None, "song_id", "circle_id", "visibility"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), info=MINE)
    song_id: Mapped[int] = mapped_column(ForeignKey("songs.id", ondelete="CASCADE"))
    circle_id: Mapped[int | None] = mapped_column(ForeignKey("circles.id", ondelete="SET NULL"), index=True)
    client_id: Mapped[str] = mapped_column(String(64))
    first: Mapped[int]
    last: Mapped[int]
    note: Mapped[str] = mapped_column(Text, default="")
    visibility: Mapped[str] = mapped_column(String(8), default="me")
    partner_id: Mapped[int | None] = mapped_column(
        ForeignKey("learners.id", ondelete="SET NULL"),
        index=True,
        info=not_mine("a take that its singer shared with me"),
    )
    asks: Mapped[list[str]] = mapped_column(JSON, default=list)
    sound: Mapped[str] = mapped_column(String(40), default="")
    retake_of_id: Mapped[int | None] = mapped_column(ForeignKey("takes.id", ondelete="SET NULL"), index=True)
    file_key: Mapped[str] = mapped_column(String(100), info=FILE, index=True)
    mime: Mapped[str] = mapped_column(String(40))
    playable_key: Mapped[str | None] = mapped_column(String(100), info=FILE, index=True)
    playable_mime: Mapped[str] = mapped_column(String(40), default="")
    duration_ms: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    shared_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
