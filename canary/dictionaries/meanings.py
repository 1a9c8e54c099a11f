"""Orders the meanings of a word: by source, then by part of speech, then by the line's translation."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from canary.language_tags import base
from canary.letter_case import folded
from canary.sentences import N_, Message
from canary.vocab import core, function_words
from canary.vocab.languages.closed import function_class

FROM_SONG = N_("from the song")
FROM_CORE = N_("core glossary")
MOST = 12  # the maximum number of meanings offered for a word
_WORD = re.compile(r"[^\W\d_]+")
_UNSPACED = frozenset({"ja", "zh", "th"})
_NO_LIST = frozenset({"ja", "ko", "zh", "ar"})  # `closed` has no forms of these


@dataclass(frozen=True, slots=True)
class Meaning:
    """A possible meaning of a word, in a language ("" if unknown). `mine` is true if the learner chose or wrote it."""

    text: str
    source: Message
    language: str = ""
    mine: bool = False

    @property
    def credit(self) -> str:
        """The name and licence of the dictionary that must be credited for this meaning, or an empty string."""
        return self.source if isinstance(self.source, str) else ""

    @property
    def label(self) -> Message:
        """The source of this meaning, as pages show it."""
        if not self.mine:
            return self.source
        return N_("yours, from %(source)s", source=self.credit) if self.credit else N_("yours")


@dataclass(frozen=True, slots=True)
class Own:
    """A learner's own meaning of a word. `here` says whether they chose it in the song that they're looking at."""

    text: str
    source: str = ""
    here: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """The meanings of a word as one part of speech in one dictionary, in one language."""

    pos: str
    senses: Sequence[str]
    source: Message
    language: str


@dataclass(frozen=True, slots=True)
class Lookup:
    """A word to look up: its lemma, part of speech and language.

    `line` is a translation of the line that contains it, and `line_language` the language of the translation; both
    may be "".
    """

    lemma: str
    pos: str
    language: str
    line: str = ""
    line_language: str = ""
    form: str = ""


def ordered(
    lookup: Lookup, into: Sequence[str], glosses: Iterable[tuple[str, str]], own: Own | None, entries: Iterable[Entry]
) -> tuple[Meaning, ...]:
    """Return at most MOST different meanings of a word, the best first.

    `into` are the learner's languages, the preferred one first. For each language, the meaning in the song's `glosses`
    (language, meaning) comes first, then the dictionaries' `entries`, then our core glossary. The learner's `own`
    meaning comes after the song's meaning in the preferred language, or before it if they chose it in this song.
    """
    by_language, entries = dict(reversed(list(glosses))), list(entries)
    first = Meaning(by_language[into[0]], FROM_SONG, into[0]) if into and into[0] in by_language else None
    mine = Meaning(own.text, own.source, mine=True) if own and own.text else None
    found = [mine, first] if own and own.here else [first, mine]
    for language in into:
        if language in by_language:
            found.append(Meaning(by_language[language], FROM_SONG, language))
        found += _by_context(lookup, language, [entry for entry in entries if entry.language == language])
        found += _by_context(lookup, language, _core(lookup, language))
    once: dict[str, Meaning] = {}
    for meaning in found:
        if meaning is not None:
            once.setdefault(meaning.text.casefold(), meaning)
    return tuple(once.values())[:MOST]


def overlap(meaning: str, line: str, language: str) -> int:
    """Return how many content words of a meaning occur in a line, where they may have other endings.

    `language` is the language of both. In languages without spaces, each run of letters in the meaning is looked for.
    """
    if base(language) in _UNSPACED:
        return sum(part in line for part in _WORD.findall(meaning))
    there = _words(line, language)
    return sum(any(_alike(word, other) for other in there) for word in _words(meaning, language))


def _core(lookup: Lookup, into: str) -> list[Entry]:
    senses = core.meaning(lookup.lemma, lookup.pos, lookup.language, into)
    texts = [", ".join(core.forms(sense.text)) for sense in senses]
    if len(texts) > 1:  # tell the senses apart by their English hints
        texts = [f"{text} ({sense.hint})" if sense.hint else text for text, sense in zip(texts, senses, strict=True)]
    small = function_words.meaning(lookup.form, lookup.lemma, lookup.language, into)
    if small:
        # A form such as Spanish "para" is also a content word. Its main use in lyrics counts, which the lists of forms
        # know; the languages without such a list have few forms of that kind.
        code = base(lookup.language)
        is_small = code in _NO_LIST or function_class(folded(lookup.form, code) or lookup.lemma, code)
        texts = [small, *texts] if is_small else [*texts, small]
    return [Entry(lookup.pos, texts, FROM_CORE, into)] if texts else []


def _by_context(lookup: Lookup, language: str, entries: Sequence[Entry]) -> list[Meaning]:
    senses = [(entry, text) for entry in entries for text in entry.senses]
    same = base(lookup.line_language) == base(language)

    def rank(sense: tuple[Entry, str]) -> tuple[bool, int]:
        entry, text = sense
        return entry.pos != lookup.pos, -overlap(text, lookup.line, language) if same else 0

    return [Meaning(text, entry.source, language) for entry, text in sorted(senses, key=rank)]


def _words(text: str, language: str) -> set[str]:
    return {word for word in _WORD.findall(text.casefold()) if not function_class(word, base(language))}


def _alike(one: str, other: str) -> bool:
    """Return whether two forms look like the same word: they're equal, or differ only in their last letters.

    At least four letters must be the same, and at most three of the longer form may differ.
    """
    if one == other:
        return True
    common = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return common >= 4 and common >= max(len(one), len(other)) - 3
