"""What templates show of a thread. Plain."""

import re
from typing import Any

from markupsafe import Markup

from canary.lyrics.model import Line, Lyrics
from canary.threads.shown import Known, Shown

_MINE = re.compile(rb'value="(\w+)" data-r="(\d+)" aria-pressed="false"')


def with_mine(html: bytes, mine: set[tuple[int, str]]) -> bytes:
    """A piece of HTML that all share, with the signs (post id, sign) marked that one reader gave: pressed again, such a
    button takes its sign back.
    """

    def mark(found: re.Match[bytes]) -> bytes:
        if (int(found[2]), found[1].decode()) not in mine:
            return found[0]
        return b'value="-%b" data-r="%b" aria-pressed="true"' % (found[1], found[2])

    return _MINE.sub(mark, html) if mine else html


def hides_from(html: bytes, learner_id: int, *, host: bool) -> bool:
    """Whether a piece of HTML that all share has stubs of posts whose words this reader may see: their own, and as the
    circle's host all.
    """
    return b'data-hides="' in html if host else b'data-hides="%d"' % learner_id in html


def words(line: Line) -> list[str]:
    """What lights up at once in a line, one after the other."""
    return [word.text for word in line.words] or [line.text]


def lines(text: Lyrics | None) -> list[dict[str, Any]]:
    """The lines that one can write about, with their words."""
    found = enumerate(text.lines if text else (), 1)
    return [{"n": n, "text": line.text, "words": words(line)} for n, line in found if line.text]


def place(text: Lyrics | None, line: int | None, word: int | None) -> dict[str, Any] | None:
    """The line (and word) that something is about; None where the song does not have it any more."""
    if text is None or line is None or not 1 <= line <= len(text.lines):
        return None
    units = words(text.lines[line - 1])
    said = units[word - 1].strip() if word is not None and 1 <= word <= len(units) else ""
    return {"n": line, "text": text.lines[line - 1].text, "word": said}


def known(entry: Known, text: Lyrics | None) -> dict[str, Any]:
    """A settled question or a culture note."""
    return {
        "id": entry.id,
        "kind": entry.kind,
        "author": entry.author,
        "html": Markup(entry.html),  # noqa: S704  (cleaned by nh3 before it was stored)
        "answer_author": entry.answer_author,
        "answer_html": Markup(entry.answer_html),  # noqa: S704  (the same)
        "line": place(text, entry.line, entry.word),
    }


def who(shown: Shown) -> dict[str, str]:
    """Who gave which sign, in words: "Ana, Beto and 3 more"."""
    more = {sign: many - len(shown.givers[sign]) for sign, many in shown.signs.items()}
    return {
        sign: ", ".join(names) + f" and {more[sign]} more" * (more[sign] > 0) for sign, names in shown.givers.items()
    }


def post(shown: Shown, text: Lyrics | None, slug: str) -> dict[str, Any]:
    """A post with its replies."""
    return {
        "id": shown.id,
        "slug": slug,
        "client_id": shown.client_id,
        "author": shown.author,
        "author_initial": shown.author[:1].upper(),
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
