"""Use cases of games: make a round of exercises from a song."""

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from canary.cards import service as cards
from canary.games import dictation, gaps, listen, material, order, readings, swap
from canary.games.material import Line
from canary.lyrics import service as lyrics
from canary.problems import NotFound
from canary.sentences import N_
from canary.songs import service as songs
from canary.songs.models import Song
from canary.viewer import Viewer
from canary.vocab import service as vocab

GAMES = ("gaps", "listen", "order", "swap", "dictation")
NEED_SOUND = frozenset({"listen", "swap", "dictation"})
LEVELS = (1, 2, 3)
ROUND = 8  # lines in a round, except in gap-fill, where the song's length decides
DICTATED = 6


@dataclass(frozen=True, slots=True)
class Deal:
    """A round as plain values for JSON: `items` from the generators, `lines` by number, `cards` by lemma.

    `sound` is where the lines' sound comes from: "song" (the song itself), "lines" (a clip per line) or "none".
    """

    song: Song
    sound: str
    lines: Mapping[int, Mapping[str, Any]]
    items: Sequence[Mapping[str, Any]]
    cards: Mapping[str, Mapping[str, Any]]


def deal(viewer: Viewer, slug: str, game: str, level: int, seed: int) -> Deal:
    """Make a round; the same seed makes the same round. Raises NotFound.

    There are no `items` if the song has too few words for the game, if the game needs times and the song has none, or
    if `game` is "" (the page on which to choose one).
    """
    song = songs.find(viewer, slug)
    if game and (game not in GAMES or level not in LEVELS):
        raise NotFound(N_("This game doesn’t exist. Choose one on the song’s Play page."))
    text = lyrics.of(song.id)
    timed = text is not None and text.timing != "none"
    sound = "none" if not timed else "lines" if song.stems_key else "song"
    if text is None or not game or (sound == "none" and game in NEED_SOUND):
        return Deal(song, sound, {}, (), {})
    choices = cards.choices(viewer, song)
    meanings = {c.word.lemma: c.meaning for c in choices if c.meaning}
    lines = material.lines_of(
        [line.text for line in text.lines],
        [(line.start, line.end) for line in text.lines],
        vocab.tokens_of(song.id, viewer.id),
        [c.word.lemma for c in choices],
        song.language,
        meanings,
    )
    items = items_of(game, lines, song.language, level, meanings, random.Random(f"{game} {level} {seed}"))
    items = readings.with_readings(items, {line.n: line.text for line in lines}, song.language)
    shown = {line.n: {"text": line.text, "start": line.start, "end": line.end} for line in lines}
    return Deal(song, sound, shown, items, _cards(choices, {w.lemma for x in lines for w in x.words}))


def items_of(
    game: str, lines: Sequence[Line], language: str, level: int, meanings: Mapping[str, str], chance: random.Random
) -> Sequence[Mapping[str, Any]]:
    """Run a game's generator, and return its items as plain values."""
    if game == "gaps":
        return [asdict(item) for item in gaps.gaps(lines, level, meanings, chance)]
    if game == "order":
        return [asdict(item) for item in order.order(lines, language, level, ROUND, chance)]
    if game == "listen":
        return [asdict(item) for item in listen.listen(lines, level, ROUND, chance)]
    if game == "swap":
        return [asdict(item) for item in swap.swap(lines, level, ROUND, meanings, chance)]
    return [asdict(item) for item in dictation.dictation(lines, level, DICTATED, chance)]


def _cards(choices: Sequence[cards.Choice], lemmas: Collection[str]) -> Mapping[str, Mapping[str, Any]]:
    return {
        c.word.lemma: {"id": c.word.id, "meaning": c.meaning, "kept": c.kept} for c in choices if c.word.lemma in lemmas
    }
