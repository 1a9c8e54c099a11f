"""What is asked in a practice, how it is cut for the page, and what the page sends back. Plain."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

KINDS = {
    "meaning": "The meaning, from the line",
    "sound": "The line, from its sound",
    "word": "The word, from its meaning",
    "type": "The word, typed",
}
SESSION = 50  # questions that one page brings
MOST_GIVEN = 1000  # answers that are taken at once
YEAR = 365 * 86_400


class OfCard(Protocol):
    """Whatever asks about a card."""

    @property
    def card_id(self) -> int:
        """The card's id."""


Row = TypeVar("Row", bound=OfCard)


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as a browser sends it, or the wish to take one back (`undo`).

    `id` is made in the browser; `at` is in ms since 1970, `ms` is how long the learner thought, None if nobody knows.
    """

    id: str
    schedule: int
    rating: int
    at: int
    ms: int | None = None
    undo: bool = False


def one_of_a_card(rows: Iterable[Row], most: int, without: Iterable[int] = ()) -> list[Row]:
    """Rows without a second question about a card, which the first would give away, and `without` some cards."""
    seen = set(without)
    found: list[Row] = []
    for row in rows:
        if row.card_id not in seen and len(found) < most:
            seen.add(row.card_id)
            found.append(row)
    return found


def wait(seconds: int) -> str:
    """How long until a question comes back, as a button says it: "10 min", "3 d", "2 mo"; "rests" for never."""
    if seconds > 200 * YEAR:
        return "rests"
    for limit, unit, name in ((3600, 60, "min"), (86_400, 3600, "h"), (60 * 86_400, 86_400, "d")):
        # What rounds up to the next unit is said in it: "1 h", not "60 min".
        if round(seconds / unit) * unit < limit:
            return f"{max(1, round(seconds / unit))} {name}"
    months = seconds / (30.44 * 86_400)
    return f"{round(months)} mo" if months < 18 else f"{months / 12:.1f} y"


def cut(line: str, start: int, end: int) -> tuple[str, str, str]:
    """The line before its word, the word, and the line after it; all of it before when the place is not in it."""
    if not 0 <= start < end <= len(line):
        return line, "", ""
    return line[:start], line[start:end], line[end:]


def face(
    kind: str, lemma: str, meaning: str, translation: str, line: tuple[str, str, str], language: str
) -> tuple[str, list[dict[str, Any]]]:
    """What is asked, in words, and the rows to show with it: {before, word, after, look, lang}.

    `look` says what becomes of the word: "mark", or "gap" where it is what is looked for. Without a line (or a meaning)
    the dictionary form (or the translation) stands for it.
    """
    sung = {"before": line[0], "word": line[1], "after": line[2], "lang": language}
    if kind in {"word", "type"} and (meaning or translation):
        rows = [{"before": meaning or translation, "word": "", "after": "", "look": "mark", "lang": ""}]
        gap = [sung | {"look": "gap"}] if line[1] else []
        return ("Which word is it?" if kind == "word" else "Write the word."), rows + gap
    if kind == "sound":
        return "What is sung here, and what does it mean?", []
    alone = {"before": "", "word": lemma, "after": "", "lang": language}
    return "What does the marked word mean here?", [(sung if line[1] else alone) | {"look": "mark"}]


def given(sent: object) -> list[Given]:
    """The answers in what a browser sent as JSON, in the order of their times; what does not fit is left out."""
    rows = sent[:MOST_GIVEN] if isinstance(sent, list) else []
    found = [one for row in rows if isinstance(row, Mapping) and (one := _given(row))]
    return sorted(found, key=lambda one: one.at)


def _given(row: Mapping[str, Any]) -> Given | None:
    name, ms = row.get("id"), row.get("ms")
    undo = row.get("undo") is True
    numbers = [row.get(key) for key in ("at",) if undo] or [row.get(key) for key in ("at", "schedule", "rating")]
    if not isinstance(name, str) or not 8 <= len(name) <= 40 or not all(_whole(n, 2**53) for n in numbers):
        return None
    if undo:
        return Given(name, 0, 0, row["at"], undo=True)
    if row["schedule"] >= 2**31 or not 1 <= row["rating"] <= 4:
        return None
    return Given(name, row["schedule"], row["rating"], row["at"], ms if _whole(ms, 2**31) else None)


def _whole(value: object, below: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < below
