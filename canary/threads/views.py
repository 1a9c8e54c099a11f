"""Template values of posts."""

from collections.abc import Collection, Sequence
from typing import Any

from markupsafe import Markup

from canary.lyrics.model import Line, Lyrics
from canary.sentences import NN_, Message
from canary.threads.shown import Known, Shown
from canary.web.fragments import Piece


def fill(posts: Piece, mine: Collection[tuple[int, str]]) -> bytes:
    """Return the HTML of posts for one reader, whose own reactions are `mine` (post id, sign).

    If the reader gave a reaction, the value of its button starts with a minus, so pressing it removes the reaction.
    """
    return posts.fill({name: _value(name, mine) for name in posts.slots})


def _value(slot: str, mine: Collection[tuple[int, str]]) -> bytes:
    kind, *rest = slot.split()
    if kind != "sign":
        return b""
    post_id, sign = rest
    given = (int(post_id), sign) in mine
    value, pressed = (f"-{sign}", "true") if given else (sign, "false")
    return f'value="{value}" data-r="{post_id}" aria-pressed="{pressed}"'.encode()


def hides_from(posts: Piece, learner_id: int, *, is_host: bool) -> bool:
    """Return whether shared HTML hides posts that this reader may read: their own or, for a host, anybody's."""
    return any(name.startswith("hides ") and (is_host or name == f"hides {learner_id}") for name in posts.slots)


def words(line: Line) -> list[str]:
    """Return the parts of a line that the player highlights one after the other."""
    return [word.text for word in line.words] or [line.text]


def lines(text: Lyrics | None) -> list[dict[str, Any]]:
    """Return the lines that a post can be about, with their words."""
    found = enumerate(text.lines if text else (), 1)
    return [{"n": n, "text": line.text, "words": words(line)} for n, line in found if line.text]


def place(text: Lyrics | None, line: int | None, word: int | None) -> dict[str, Any] | None:
    """Return the line (and word) that a post is about; None if the song no longer has it."""
    if text is None or line is None or not 1 <= line <= len(text.lines):
        return None
    units = words(text.lines[line - 1])
    chosen = units[word - 1].strip() if word is not None and 1 <= word <= len(units) else ""
    return {"n": line, "text": text.lines[line - 1].text, "word": chosen}


def known(entry: Known, text: Lyrics | None) -> dict[str, Any]:
    """Return the template values of a settled question or a culture note."""
    return {
        "id": entry.id,
        "kind": entry.kind,
        "author": entry.author,
        "html": Markup(entry.html),  # noqa: S704  (cleaned by nh3 before it was stored)
        "answer_author": entry.answer_author,
        "answer_html": Markup(entry.answer_html),  # noqa: S704  (cleaned by nh3 before it was stored)
        "line": place(text, entry.line, entry.word),
    }


def who(shown: Shown) -> dict[str, Message]:
    """Return who reacted, by sign: "Ana, Beto and 3 more"."""
    return {sign: _some(names, shown.signs[sign] - len(names)) for sign, names in shown.givers.items()}


def _some(names: Sequence[str], more: int) -> Message:
    listed = ", ".join(names)
    if more <= 0:
        return listed
    return NN_("%(names)s and %(num)s more", "%(names)s and %(num)s more", more, names=listed)


def post(shown: Shown, text: Lyrics | None, slug: str) -> dict[str, Any]:
    """Return the template values of a post with its replies."""
    return {
        "id": shown.id,
        "slug": slug,
        "client_id": shown.client_id,
        "author": shown.author,
        "author_initial": str(shown.author)[:1].upper(),
        "author_id": shown.author_id,
        "body_html": Markup(shown.html),  # noqa: S704  (cleaned by nh3 before it was stored)
        "kind": shown.kind,
        "line": place(text, shown.line, shown.word),
        "at_ms": shown.at_ms,
        "created_at": shown.created_at,
        "edited": shown.edited,
        "removed": shown.removed,
        "by_host": shown.by_host,
        "hidden": shown.hidden,
        "settled": shown.settled,
        "answer_id": shown.answer_id,
        "voice_ms": shown.voice_ms,
        "lost_take": shown.lost_take,
        "take_id": shown.take.id if shown.take else None,
        "signs": shown.signs,
        "who": who(shown),
        "earlier": shown.earlier,
        "replies": [post(reply, text, slug) for reply in shown.replies],
    }
