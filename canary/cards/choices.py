"""A song's words as they're offered for keeping, and their places in the lines."""

from dataclasses import dataclass

from canary.dictionaries.meanings import Meaning
from canary.lyrics.model import Line
from canary.sentences import N_, Message
from canary.vocab.genders import NAMES
from canary.vocab.phrases import PHRASE
from canary.vocab.service import Word

# Names of parts of speech, by their Universal Dependencies tags. Other tags are seldom offered and have no name.
PARTS_OF_SPEECH = {
    "NOUN": N_("noun"),
    "VERB": N_("verb"),
    "ADJ": N_("adjective"),
    "ADV": N_("adverb"),
    "PROPN": N_("name"),
    PHRASE: N_("phrase"),
}
# What a token is if it isn't a word, by its kind.
KINDS = {
    "sound": N_("sung for its sound"),
    "name": N_("name"),
    "contraction": N_("contraction of two words"),
    "number": N_("number"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A word of a song that can be kept, with its line and its possible meanings, best first.

    `kept` tells whether the viewer has a card of it, and `timed` whether the line has times. `status` is the status
    that the viewer gave the word.
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
        """The most likely meaning, or an empty string."""
        return self.meanings[0].text if self.meanings else ""

    @property
    def part_of_speech(self) -> Message:
        """The part of speech, or an empty string."""
        return PARTS_OF_SPEECH.get(self.word.pos, "")

    @property
    def gender(self) -> Message:
        """A noun's gender, or an empty string."""
        return NAMES.get(self.word.gender, "")


@dataclass(frozen=True, slots=True)
class Sung:
    """A word at one place of a song: its dictionary form, its status and its possible meanings there.

    `choice` is None if the word can't be kept, as with function words, names and sounds. `form_status` is the status
    that the viewer gave to this form alone, or an empty string. `start` and `end` are its place in the line,
    `following` is the word after it, and `corrected` tells whether the viewer has corrected words here.
    """

    surface: str
    lemma: str
    pos: str
    kind: str
    status: str
    meanings: tuple[Meaning, ...]
    choice: Choice | None
    form_status: str = ""
    start: int = 0
    end: int = 0
    following: str = ""
    corrected: bool = False

    @property
    def description(self) -> Message:
        """The part of speech if this is a word, or else what the token is; an empty string if unknown."""
        return PARTS_OF_SPEECH.get(self.pos, "") if self.kind == "word" else KINDS.get(self.kind, "")


def span(line: Line, unit: int) -> tuple[int, int] | None:
    """Return the start and end of a line's n-th unit (from 1) in its text, or None if the line has fewer units.

    A unit is what the player highlights at one time, usually a word.
    """
    if not line.words:
        return 0, len(line.text)
    at = 0
    for number, word in enumerate(line.words, 1):
        start = line.text.find(word.text, at)
        at = (start if start >= 0 else at) + len(word.text)
        if number == unit:
            return max(0, at - len(word.text)), at
    return None
