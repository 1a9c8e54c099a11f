"""A song's word as it is offered, and where a word that lights up stands in its line. Plain."""

from dataclasses import dataclass

from canary.dictionaries.meanings import Meaning
from canary.lyrics.model import Line
from canary.vocab.service import Word


@dataclass(frozen=True, slots=True)
class Choice:
    """A word of a song as it is offered for keeping, with its line and what it may mean, the best first; `kept` when it
    is a card of the viewer's, `timed` when it is known when the line is sung.
    """

    word: Word
    line_text: str
    translation: str
    kept: bool
    meanings: tuple[Meaning, ...] = ()
    status: str = "new"
    timed: bool = False

    @property
    def meaning(self) -> str:
        """What it most likely means here, "" where nothing is known."""
        return self.meanings[0].text if self.meanings else ""


@dataclass(frozen=True, slots=True)
class Sung:
    """A word as it is sung at one place: its dictionary form and class, what is said of it, what it may mean there, and
    the choice to keep it, None for small words, names and sounds; `apart` is what is said of this form alone, or "".
    """

    surface: str
    lemma: str
    pos: str
    kind: str
    status: str
    meanings: tuple[Meaning, ...]
    choice: Choice | None
    apart: str = ""


def span(line: Line, unit: int) -> tuple[int, int] | None:
    """Where the n-th unit of a line (from 1) stands in its text; None where the line has fewer."""
    if not line.words:
        return 0, len(line.text)
    at = 0
    for number, word in enumerate(line.words, 1):
        start = line.text.find(word.text, at)
        at = (start if start >= 0 else at) + len(word.text)
        if number == unit:
            return max(0, at - len(word.text)), at
    return None
