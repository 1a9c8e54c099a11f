"""Questions about cards: their kinds, how the page shows them, and how to parse the answers it sends."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from canary.client_ids import is_client_id
from canary.sentences import N_, Message, Sentence

KINDS = {
    "meaning": N_("See the line, recall the meaning"),
    "sound": N_("Hear the line, recall the meaning"),
    "word": N_("See the meaning, recall the word"),
    "type": N_("See the meaning, type the word"),
}
SESSION = 50  # questions on a page
MOST_ANSWERS = 1000  # answers in a request
YEAR = 365 * 86_400


class OfCard(Protocol):
    """A row with the id of a card, such as a question."""

    @property
    def card_id(self) -> int:
        """The card's id."""


Row = TypeVar("Row", bound=OfCard)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that a browser sends or, with `undo`, a request to undo one.

    `id` is made in the browser. `at` is in ms since 1970. `ms` is how long the learner thought, None if unknown.
    """

    id: str
    schedule: int
    rating: int
    at: int
    ms: int | None = None
    undo: bool = False


def one_of_a_card(rows: Iterable[Row], most: int, without: Iterable[int] = ()) -> list[Row]:
    """Return at most `most` rows, and only the first row of each card.

    One question about a card would give away the answers to its other questions. Cards in `without` are left out.
    """
    seen = set(without)
    found: list[Row] = []
    for row in rows:
        if row.card_id not in seen and len(found) < most:
            seen.add(row.card_id)
            found.append(row)
    return found


UNITS: tuple[tuple[int, int, Sentence], ...] = (
    (3600, 60, N_("%(count)s min")),
    (86_400, 3600, N_("%(count)s h")),
    (60 * 86_400, 86_400, N_("%(count)s d")),
)  # for each unit: the limit in seconds below which it's used, its length in seconds, its text


def wait(seconds: int) -> Message:
    """Return the time until a question comes back, in the short form for buttons: "10 min", "3 d", "2 mo"."""
    if seconds > 200 * YEAR:
        return N_("paused")
    for limit, unit, written in UNITS:
        # A time that rounds up to the next unit is written in that unit: "1 h", not "60 min".
        if round(seconds / unit) * unit < limit:
            return written.fill(count=max(1, round(seconds / unit)))
    months = seconds / (30.44 * 86_400)
    if months < 18:
        return N_("%(count)s mo", count=round(months))
    return N_("%(count)s y", count=round(months / 12, 1))


def cut(line: str, start: int, end: int) -> tuple[str, str, str]:
    """Return the part of a line before a word, the word, and the part after it.

    If the offsets are outside the line, the first part is the whole line and the others are empty.
    """
    if not 0 <= start < end <= len(line):
        return line, "", ""
    return line[:start], line[start:end], line[end:]


def prompt(
    kind: str, lemma: str, meaning: str, translation: str, line: tuple[str, str, str], language: str
) -> tuple[Message, list[dict[str, Any]]]:
    """Return a question's sentence, and the rows to show with it: {before, word, after, look, lang}.

    `look` is "mark" to highlight the word, or "gap" to hide it. Without a line, the dictionary form is shown. Without a
    meaning, the line's translation is shown.
    """
    sung = {"before": line[0], "word": line[1], "after": line[2], "lang": language}
    if kind in {"word", "type"} and (meaning or translation):
        rows = [{"before": meaning or translation, "word": "", "after": "", "look": "mark", "lang": ""}]
        gap = [sung | {"look": "gap"}] if line[1] else []
        return (N_("Which word is it?") if kind == "word" else N_("Type the word.")), rows + gap
    if kind == "sound":
        return N_("What do you hear, and what does it mean?"), []
    alone = {"before": "", "word": lemma, "after": "", "lang": language}
    return N_("What does the highlighted word mean here?"), [(sung if line[1] else alone) | {"look": "mark"}]


def parse_answers(sent: object) -> list[Answer]:
    """Return the valid answers in the JSON that a browser sent, ordered by time. Invalid ones are left out."""
    rows = sent[:MOST_ANSWERS] if isinstance(sent, list) else []
    found = [one for row in rows if isinstance(row, Mapping) and (one := _parse(row))]
    return sorted(found, key=lambda one: one.at)


def _parse(row: Mapping[str, Any]) -> Answer | None:
    name, ms = row.get("id"), row.get("ms")
    undo = row.get("undo") is True
    numbers = [row.get(key) for key in ("at",) if undo] or [row.get(key) for key in ("at", "schedule", "rating")]
    if not isinstance(name, str) or not is_client_id(name, 40) or not all(_whole(n, 2**53) for n in numbers):
        return None
    if undo:
        return Answer(name, 0, 0, row["at"], undo=True)
    if row["schedule"] >= 2**31 or not 1 <= row["rating"] <= 4:
        return None
    return Answer(name, row["schedule"], row["rating"], row["at"], ms if _whole(ms, 2**31) else None)


def _whole(value: object, below: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < below
