"""Drafts of posts and their validation."""

from collections.abc import Sequence
from dataclasses import dataclass

from canary.client_ids import is_client_id
from canary.sentences import N_, Message
from canary.threads.markdown import LONGEST

KINDS = ("post", "question", "culture")
SIGNS = {
    "heart": ("♥", N_("Love")),
    "clap": ("👏", N_("Well done")),
    "laugh": ("😄", N_("Made me laugh")),
    "same": ("🙋", N_("Same here")),
    "learned": ("💡", N_("Learned something")),
}
VOICE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Voice:
    """A short spoken message in storage."""

    key: str
    mime: str
    duration_ms: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A post that somebody wants to publish.

    `client_id` comes from the browser, and sending the same one twice makes one post. `line` and `word` count from 1;
    `at_ms` is in milliseconds from the start of the song.
    """

    body: str
    client_id: str
    line: int | None = None
    parent_id: int | None = None
    word: int | None = None
    at_ms: int | None = None
    kind: str = "post"
    voice: Voice | None = None


def problems(
    draft: Draft, units: Sequence[int] | None = None, song_ms: int = 0, language: str = "", *, at_home: bool = False,
    wordless: bool = False,
) -> dict[str, Message]:  # fmt: skip
    """Return what is wrong with a draft: a sentence per field.

    `units` is the number of words in each line of the song. If it's None, the draft's place in the song isn't checked.
    `song_ms` is the song's length in milliseconds, `at_home` whether the author grew up with its `language`, and
    `wordless` whether the post has a recording and needs no text.
    """
    found: dict[str, Message] = {}
    if not draft.body.strip() and not wordless:
        found["body"] = N_("Write something first; a few words are enough.")
    if len(draft.body) > LONGEST:
        found["body"] = N_(
            "That’s %(length)s characters, and a post can have %(most)s. Split it in two.",
            length=len(draft.body),
            most=LONGEST,
        )
    if not is_client_id(draft.client_id):
        found["body"] = N_("Reload the page and send it again. Your text is still in the box.")
    if draft.kind not in KINDS or (draft.kind != "post" and draft.parent_id is not None):
        found["kind"] = N_("Choose a post, a question or a culture note. Replies are always posts.")
    return found if units is None else found | _place_problems(draft, units, song_ms, language, at_home=at_home)


def _place_problems(
    draft: Draft, units: Sequence[int], song_ms: int, language: str, *, at_home: bool
) -> dict[str, Message]:
    """Return what is wrong with a draft's place in the song, or with its author if it's a culture note."""
    found: dict[str, Message] = {}
    if draft.line is not None and not 1 <= draft.line <= len(units):
        found["line"] = N_("The song doesn’t have that line. Choose another, or none.")
    elif draft.word is not None and (draft.line is None or not 1 <= draft.word <= units[draft.line - 1]):
        found["word"] = N_("The line doesn’t have that word. Choose another, or none.")
    if draft.at_ms is not None and not 0 <= draft.at_ms <= song_ms:
        found["at"] = N_("Write a time within the song, such as 1:05, or leave it empty.")
    if draft.kind == "culture" and not at_home:
        found["kind"] = N_(
            "Culture notes come from people who grew up with %(language)s, and your account doesn’t say you did."
            " Post it as an ordinary post, or add the language to the ones you speak.",
            language=language,
        )
    elif draft.kind == "culture" and draft.word is None:
        found["word"] = N_("A culture note is about one word. Choose its line, then tap the word.")
    return found


def timestamp(text: str) -> int | None:
    """Parse `1:05` or `65` into milliseconds from the start of the song; None for empty text, -1 if it isn't a time."""
    if not text.strip():
        return None
    parts = text.strip().replace(".", ":").split(":")
    if len(parts) > 2 or not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        return -1
    minutes, seconds = (0, int(parts[0])) if len(parts) == 1 else (int(parts[0]), int(parts[1]))
    return (minutes * 60 + seconds) * 1000
