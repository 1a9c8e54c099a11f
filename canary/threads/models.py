"""Tables of posts, their earlier versions and reactions to them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import FILE, MINE, PART_OF_MINE, Base, UtcDateTime


class Post(Base):
    """A post about a song in a circle; replies are one level deep.

    `line` and `word` (both from 1; words as the player highlights them), or `at_ms` (milliseconds from the start), are
    the place in the song that it's about. `html` is `body` rendered and cleaned. `voice_*` is a short spoken message.
    `hidden_at` is set when a host hides the post.

    `kind` is `post`, `question` or `culture` (what a word means to people who grew up with it). A question is open
    until its author marks it clear (`settled_at`); `answer_id` is the reply that helped, if one did.

    A removed post that has replies keeps its row, with `removed_at` set, so that the replies stay readable.
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
    """An earlier version of a post, which was current until `until`."""

    __tablename__ = "post_edits"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), index=True, info=PART_OF_MINE)
    body: Mapped[str] = mapped_column(Text)
    until: Mapped[datetime] = mapped_column(UtcDateTime)


class Reaction(Base):
    """A member's reaction to a post: `sign` is a key of `drafts.SIGNS`."""

    __tablename__ = "reactions"

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True)
    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True, index=True, info=MINE
    )
    sign: Mapped[str] = mapped_column(String(8), primary_key=True)
