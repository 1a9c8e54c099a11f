"""What somebody wants to post, and what is wrong with it. Plain."""

from collections.abc import Sequence
from dataclasses import dataclass

from canary.threads.markdown import LONGEST

KINDS = ("post", "question", "culture")
SIGNS = {
    "heart": ("♥", "Love"),
    "clap": ("👏", "Well done"),
    "laugh": ("😄", "Made me laugh"),
    "same": ("🙋", "Same here"),
    "learned": ("💡", "Learned something"),
}
UNCLEAR = "I don’t understand this."
VOICE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Voice:
    """A short spoken message that lies in the store."""

    key: str
    mime: str
    duration_ms: int


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to post. `client_id` comes from the browser: the same one twice is one post.

    `line` and `word` count from 1 and `at_ms` from the song's beginning.
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
) -> dict[str, str]:  # fmt: skip
    """What is wrong with a draft, a sentence for each field.

    `units` says how many words each line of the song has (None: it is not asked), `at_home` whether the author grew up
    with its `language`, `wordless` whether something else than words says it.
    """
    found = {}
    asks = draft.kind == "question" and draft.line is not None
    if not draft.body.strip() and not wordless and not asks:
        found["body"] = "Write something first; a few words are enough."
    if len(draft.body) > LONGEST:
        found["body"] = f"That is {len(draft.body):,} characters long; at most {LONGEST:,} fit. Split it in two."
    if not 8 <= len(draft.client_id) <= 64:
        found["body"] = "Reload the page and send it again; your text is kept in the box."
    if draft.kind not in KINDS or (draft.kind != "post" and draft.parent_id is not None):
        found["kind"] = "Choose what it is: a post, a question or a culture note. Answers are plain posts."
    return found if units is None else found | _place_problems(draft, units, song_ms, language, at_home=at_home)


def _place_problems(
    draft: Draft, units: Sequence[int], song_ms: int, language: str, *, at_home: bool
) -> dict[str, str]:
    """What is wrong with the place in the song that a draft is about, and with who writes of a word's culture."""
    found = {}
    if draft.line is not None and not 1 <= draft.line <= len(units):
        found["line"] = "The song does not have that line. Choose another, or none."
    elif draft.word is not None and (draft.line is None or not 1 <= draft.word <= units[draft.line - 1]):
        found["word"] = "The line does not have that word. Choose another, or none."
    if draft.at_ms is not None and not 0 <= draft.at_ms <= song_ms:
        found["at"] = "The song is not that long. Write a moment of it such as 1:05, or none."
    if draft.kind == "culture" and not at_home:
        found["kind"] = (
            f"A culture note comes from somebody who grew up with {language}, and your account does not say so of you."
            " Post it as a plain post, or add the language to those that you speak."
        )
    elif draft.kind == "culture" and draft.word is None:
        found["word"] = "A culture note is about one word. Choose its line, then tap the word."
    return found


def moment(text: str) -> int | None:
    """`1:05` (or `65`) as ms from the song's beginning, None where nothing is written; -1 for what is no time."""
    if not text.strip():
        return None
    parts = text.strip().replace(".", ":").split(":")
    if len(parts) > 2 or not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        return -1
    minutes, seconds = (0, int(parts[0])) if len(parts) == 1 else (int(parts[0]), int(parts[1]))
    return (minutes * 60 + seconds) * 1000
