"""Which of several meanings of a word comes first: by whose it is, then by its class and by the line. Plain."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from canary.language_tags import base
from canary.vocab import core
from canary.vocab.languages.closed import function_class

FROM_SONG = "from the song"
FROM_CORE = "core glossary"
MOST = 12  # meanings that are offered for a word
_WORD = re.compile(r"[^\W\d_]+")
_UNSPACED = frozenset({"ja", "zh", "th"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that a word may mean, in a language ("" where that is not known).

    `source` says where it is from, `mine` that the learner chose or wrote it.
    """

    text: str
    source: str
    language: str = ""
    mine: bool = False

    @property
    def credit(self) -> str:
        """The dictionary to be named wherever this meaning goes, "" for what needs no credit."""
        return "" if self.source in {FROM_SONG, FROM_CORE} else self.source

    @property
    def label(self) -> str:
        """Whose it is, in words for the page."""
        return ", from ".join(filter(None, ("yours", self.credit))) if self.mine else self.source


@dataclass(frozen=True, slots=True)
class Own:
    """What the learner says a word means; `here` when it was chosen in the song that is looked at."""

    text: str
    source: str = ""
    here: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What a dictionary says of a word as one part of speech."""

    pos: str
    senses: Sequence[str]
    source: str
    language: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A word as it is sung: in which language, as what, and what its line means in which other language."""

    lemma: str
    pos: str
    language: str
    line: str = ""
    line_language: str = ""


def ordered(
    asked: Asked, into: Sequence[str], glosses: Iterable[tuple[str, str]], own: Own | None, entries: Iterable[Entry]
) -> tuple[Meaning, ...]:
    """Return what a word may mean, the best first and each once, MOST at most.

    `into` are the languages that the learner reads, the dearest first; for each: the song's own `glosses` (language,
    meaning), dictionaries, our core glossary. `own` comes behind what the song says in the dearest language.
    """
    said, entries = dict(reversed(list(glosses))), list(entries)
    first = Meaning(said[into[0]], FROM_SONG, into[0]) if into and into[0] in said else None
    mine = Meaning(own.text, own.source, mine=True) if own and own.text else None
    found = [mine, first] if own and own.here else [first, mine]
    for language in into:
        if language in said:
            found.append(Meaning(said[language], FROM_SONG, language))
        found += _by_context(asked, language, [entry for entry in entries if entry.language == language])
        found += _by_context(asked, language, _core(asked, language))
    once: dict[str, Meaning] = {}
    for meaning in found:
        if meaning is not None:
            once.setdefault(meaning.text.casefold(), meaning)
    return tuple(once.values())[:MOST]


def overlap(meaning: str, line: str, language: str) -> int:
    """Return how many words of a meaning stand in a line of its language, small words aside; endings may differ."""
    if base(language) in _UNSPACED:
        return sum(part in line for part in _WORD.findall(meaning))
    there = _words(line, language)
    return sum(any(_alike(word, other) for other in there) for word in _words(meaning, language))


def _core(asked: Asked, into: str) -> list[Entry]:
    senses = core.meaning(asked.lemma, asked.pos, asked.language, into)
    texts = [", ".join(core.forms(sense.text)) for sense in senses]
    if len(texts) > 1:  # what tells several apart is said, in English as it stands
        texts = [f"{text} ({sense.hint})" if sense.hint else text for text, sense in zip(texts, senses, strict=True)]
    return [Entry(asked.pos, texts, FROM_CORE, into)] if texts else []


def _by_context(asked: Asked, language: str, entries: Sequence[Entry]) -> list[Meaning]:
    senses = [(entry, text) for entry in entries for text in entry.senses]
    same = base(asked.line_language) == base(language)

    def rank(sense: tuple[Entry, str]) -> tuple[bool, int]:
        entry, text = sense
        return entry.pos != asked.pos, -overlap(text, asked.line, language) if same else 0

    return [Meaning(text, entry.source, language) for entry, text in sorted(senses, key=rank)]


def _words(text: str, language: str) -> set[str]:
    return {word for word in _WORD.findall(text.casefold()) if not function_class(word, base(language))}


def _alike(one: str, other: str) -> bool:
    """Return whether two forms look like one word: the same, or a common beginning and short ends."""
    if one == other:
        return True
    common = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return common >= 4 and common >= max(len(one), len(other)) - 3
