"""Assigns the sounds of a line's words, as espeak-ng pronounces them, to the syllables of the score."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from unicodedata import normalize

from tools.songbook.espeak import Phone
from tools.songbook.score import LyricLine
from tools.songbook.spelling import pinyin_syllables, spell

# espeak-ng writes “??” for a phoneme's name that is longer than eight bytes. Only vowels have such long names.
IPA_VOWELS = frozenset("?aeiouyɑɐɒæɔəɘɵɛɜɞɨɪʉʊʌɯɤøœɶʏɚɝ")
CLOSE = frozenset("iyɨʉɯuɪʏʊ")
HUMMED = frozenset("nmŋɴɲlrɾʁɫ")  # consonants that can be held on a note if there's no vowel
VOICELESS = frozenset("ptkfsʃxhθçχqcɕʔħʂɸ")
LETTER_VOWELS = re.compile("[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýœаеёиоуыэюя]+", re.IGNORECASE)


class PronunciationError(ValueError):
    """The sounds of a word don't match its syllables."""


@dataclass(frozen=True)
class Word:
    """A sung word: its spelling for espeak-ng, and its pieces as (number of the syllable in the line, text)."""

    spelling: str
    pieces: tuple[tuple[int, str], ...]

    @property
    def pauses(self) -> bool:
        """Whether a comma or another punctuation mark follows, so that the word isn't linked to the next one."""
        return not self.pieces[-1][1][-1:].isalpha() and bool(re.search(r"[^\w'’]$", self.pieces[-1][1]))


@dataclass(frozen=True)
class Sound:
    """The sounds of a syllable: the consonants before its vowels (onset), its vowels (nucleus), and final consonants.

    A syllable has final consonants (`coda`) only at the end of a word; others belong to the next syllable's onset.
    """

    onset: tuple[Phone, ...]
    nucleus: tuple[Phone, ...]
    coda: tuple[Phone, ...]


def is_vowel(name: str) -> bool:
    """Return whether an IPA name is the name of a vowel or a diphthong."""
    return bool(IPA_VOWELS & set(normalize("NFD", name)))


def openness(name: str) -> int:
    """Return how well a vowel can be sung on a note: 0 for close vowels (i, u), 1 for others."""
    return int(bool(set(normalize("NFD", name)) & (IPA_VOWELS - CLOSE)))


def hold(name: str) -> tuple[float, float]:
    """Return the part of a vowel that is held on a long note, as its start and end in shares of the vowel's length.

    Of a diphthong, the more open end is held.
    """
    signs = [sign for sign in normalize("NFD", name) if sign in IPA_VOWELS]
    if len(signs) < 2 or openness(signs[0]) == openness(signs[-1]):
        return 0.3, 0.7
    return (0.15, 0.45) if openness(signs[0]) else (0.55, 0.85)


def is_voiced(name: str) -> bool:
    """Return whether a phoneme, given its IPA name, is voiced."""
    return is_vowel(name) or not VOICELESS & set(name)


def words_of_line(line: LyricLine, language: str, lexicon: Mapping[str, str], read: str = "") -> list[Word]:
    """Return the words of a line with their spellings for espeak-ng.

    `lexicon` has spellings from the song's `lexicon.toml`, and `read` is the line's pinyin if the language is Chinese.
    Raises PronunciationError if the pinyin has more or fewer syllables than the line.
    """
    words: list[list[tuple[int, str]]] = []
    linked: list[bool] = []
    for number, syllable in enumerate(line.syllables):
        for place, piece in enumerate(syllable.pieces):
            if place or syllable.opens_word or not words:
                words.append([])
                linked.append(place > 0)
            words[-1].append((number, piece))
    if not language.startswith("zh"):
        return [
            Word(spell([piece for _, piece in word], language, lexicon, link), tuple(word))
            for word, link in zip(words, linked, strict=True)
        ]
    syllables = pinyin_syllables(read)
    if len(syllables) != len(line.syllables):
        raise PronunciationError(f"“{read}” has {len(syllables)} syllables, the notes have {len(line.syllables)}")
    spellings = [
        lexicon.get("".join(piece for _, piece in word)) or " ".join(syllables[number] for number, _ in word)
        for word in words
    ]
    return [Word(spelling, tuple(word)) for spelling, word in zip(spellings, words, strict=True)]


def sounds(words: Sequence[Word], spoken: Sequence[Sequence[Phone]], count: int) -> list[Sound]:
    """Return the sounds of each of a line's `count` syllables, given the phonemes of each word.

    Raises PronunciationError, which names the word, if a word has too few or too many vowels for its syllables.
    """
    onsets: list[list[Phone]] = [[] for _ in range(count)]
    nuclei: list[list[Phone]] = [[] for _ in range(count)]
    codas: list[list[Phone]] = [[] for _ in range(count)]
    shared = {number for word in words for number, _ in word.pieces if _pieces_on(words, number) > 1}
    for word, phones in zip(words, spoken, strict=True):
        if not phones:
            raise PronunciationError(f"“{word.spelling}” is not heard; put it right in lexicon.toml")
        waiting: list[Phone] = []
        place = -1
        owners = _owners(word, phones, shared)
        numbers = [number for number, _ in word.pieces]
        for phone, owner in zip(phones, owners, strict=True):
            if owner is None:
                waiting.append(phone)
                continue
            place = numbers[owner]
            (nuclei if nuclei[place] else onsets)[place].extend([*codas[place], *waiting])
            nuclei[place].append(phone)
            codas[place], waiting = [], []
        place = place if place >= 0 else numbers[-1]
        (codas[place] if nuclei[place] else onsets[place]).extend(waiting)
        if codas[place] and any(number > place for number in numbers):  # the last vowel merged with the next word's
            onsets[numbers[-1]].extend(codas[place])
            codas[place] = []
    for number in range(count):
        if not nuclei[number]:
            names = " ".join(word.spelling for word in words if number in [one for one, _ in word.pieces])
            raise PronunciationError(f"no vowel is left for a syllable of “{names}”")
    return [Sound(tuple(onsets[n]), tuple(nuclei[n]), tuple(codas[n])) for n in range(count)]


def _pieces_on(words: Sequence[Word], number: int) -> int:
    return sum(number == one for word in words for one, _ in word.pieces)


def _owners(word: Word, phones: Sequence[Phone], shared: set[int]) -> list[int | None]:
    """Return for each phoneme of a word the index of the piece whose vowel it is; None for consonants.

    `shared` are the numbers of the syllables that several words share. Raises PronunciationError if nothing matches.
    """
    vowels = [place for place, phone in enumerate(phones) if is_vowel(phone.name)]
    hums = [place for place, phone in enumerate(phones) if phone.name[:1] in HUMMED]
    needed = sum(number not in shared for number, _ in word.pieces)
    for extra in range(max(needed - len(vowels), 0), max(needed - len(vowels), 0) + 2):
        best: tuple[int, list[int | None]] | None = None
        for chosen in combinations(hums, extra):
            carriers = sorted([*vowels, *chosen])
            for parts in _divisions(carriers, word, shared):
                fit = zip(parts, word.pieces, strict=True)
                cost = sum(abs(len(part) - _written_vowels(piece)) for part, (_, piece) in fit)
                if best is None or cost < best[0]:
                    owners: list[int | None] = [None] * len(phones)
                    for number, part in enumerate(parts):
                        for place in part:
                            owners[place] = number
                    best = cost, owners
        if best:
            return best[1]
    heard = " ".join(phone.name for phone in phones)
    written = "-".join(piece for _, piece in word.pieces)
    raise PronunciationError(
        f"“{written}” has {len(word.pieces)} syllables, but “{word.spelling}” is said [{heard}]; "
        "put it right in lexicon.toml"
    )


def _written_vowels(piece: str) -> int:
    return len("".join(LETTER_VOWELS.findall(piece))) or 1


def _divisions(carriers: list[int], word: Word, shared: set[int]) -> list[list[list[int]]]:
    """Return all ways to distribute vowels over a word's pieces in order. The vowels of a piece must be adjacent.

    `carriers` are the positions of the vowels among the word's phonemes.
    """
    found: list[list[list[int]]] = []

    def divide(rest: list[int], number: int, parts: list[list[int]]) -> None:
        if number == len(word.pieces):
            if not rest:
                found.append(parts)
            return
        least = 0 if word.pieces[number][0] in shared else 1
        for size in range(least, len(rest) + 1):
            part = rest[:size]
            if any(after - before > 1 for before, after in pairwise(part)):
                break
            divide(rest[size:], number + 1, [*parts, part])

    divide(carriers, 0, [])
    return found
