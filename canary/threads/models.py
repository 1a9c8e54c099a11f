"""Tables of posts: what is said, what it said before, how others take it, whom it names."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import FILE, MINE, PART_OF_MINE, Base, UtcDateTime


class Post(Base):
    """Something said about a song in a circle; replies are one level deep.

    `line` (1-based) anchors it, and `word` (1-based, what lights up at once) in that line, or `at_ms` in the song;
    `html` is `body` rendered and cleaned. `kind`: `post`; `question` ("I don't understand this"), open until its
    author says it is clear (`settled_at`), by `answer_id` where one post did it; `culture`, what a word feels like to
    those who grew up with it. `voice_*` is a short spoken message. `hidden_at`: a host took it out of sight.

    A removed post keeps its row (`removed_at`) while it has replies, so that they stay readable.
    """

    __tablename__ = "posts"
    __table_args__ = (
        UniqueConstraint("author_id", "client_id"),
        Index(None, "circle_id", "song_id", "parent_id", "id"),
        Index(None, "circle_id", "song_id", "line"),
        Index(None, "circle_id", "song_id", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    circle_id: Mapped[int] = mapped_column(ForeignKey("circles.id", ondelete="CASCADE"))
    song_id: Mapped[int] = mapped_column(ForeignKey("songs.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("learners.id", ondelete="SET NULL"), info=MINE)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), index=True)
    take_id: Mapped[int | None] = mapped_column(ForeignKey("takes.id", ondelete="SET NULL"), index=True)
    client_id: Mapped[str] = mapped_column(String(64))
    line: Mapped[int | None]
    word: Mapped[int | None]
    at_ms: Mapped[int | None]
    kind: Mapped[str] = mapped_column(String(8), default="post")
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id", ondelete="SET NULL"), index=True)
    voice_key: Mapped[str | None] = mapped_column(String(100), info=FILE, index=True)
    voice_mime: Mapped[str] = mapped_column(String(40), default="")
    voice_ms: Mapped[int] = mapped_column(default=0)
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Edit(Base):
    """What a post said before it was changed."""

    __tablename__ = "post_edits"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), index=True, info=PART_OF_MINE)
    body: Mapped[str] = mapped_column(Text)
    until: Mapped[datetime] = mapped_column(UtcDateTime)


class Reaction(Base):
    """One of a small warm set of signs that a member gave a post."""

    __tablename__ = "reactions"

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True)
    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True, index=True, info=MINE
    )
    sign: Mapped[str] = mapped_column(String(8), primary_key=True)
