"""Use cases of decks: cards become notes, lines become clips, both become a file."""

import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from canary.anki import deck
from canary.learners import service as learners
from canary.lyrics import clips
from canary.lyrics import service as lyrics
from canary.problems import NotFound, Problem
from canary.reviews import service as reviews
from canary.reviews.models import Card
from canary.songs import languages, licences
from canary.songs import service as songs
from canary.songs.models import Song
from canary.storage.local import LocalStore

Step = Callable[[int, int], None]


def _nowhere(_slug: str) -> str:
    """The address of a song where no server is asked."""
    return ""


def no_step(done: int, total: int) -> None:
    """Show nothing."""


def of_cards(
    cards: Sequence[Card],
    learner: str,
    store: LocalStore,
    page_of: Callable[[str], str],
    now: datetime,
    asks: Sequence[str] = ("meaning", "word"),
    step: Step = no_step,
) -> Path:
    """Write the deck of cards to a temporary file, a sub-deck a song, and return its path; the caller removes it.

    `learner` goes into the notes' ids, so that two people's decks stay apart in one collection; `page_of` gives a
    song's address by its slug. Raises Problem when there is nothing to put into it.
    """
    with tempfile.NamedTemporaryFile(suffix=".apkg", delete=False) as file:
        path = Path(file.name)
    try:
        deck.write_decks(path, notes_of(cards, learner, store, page_of, step), made_at=now.timestamp(), asks=asks)
    except deck.EmptyDeck as error:
        path.unlink()
        raise Problem("No word is kept yet, so the deck would be empty. Keep some words first.") from error
    return path


def notes_of(
    cards: Sequence[Card], learner: str, store: LocalStore | None, page_of: Callable[[str], str], step: Step = no_step
) -> list[tuple[str, list[deck.Note]]]:
    """The cards as notes, a sub-deck a song: (name, notes). Without a store they have no
    sound; a card whose song is gone has no link either.
    """
    found = {song.id: song for song in songs.several({card.song_id for card in cards if card.song_id})}
    by_song: dict[int | None, list[Card]] = {}
    for card in cards:
        by_song.setdefault(card.song_id if card.song_id in found else None, []).append(card)
    decks, done = [], 0
    for song_id, some in by_song.items():
        song = found[song_id] if song_id else None
        step(done, len(cards))
        sounds = _clips(song, {card.line for card in some}, store) if song and store else {}
        url = page_of(song.slug) if song else ""
        name = f"Canary::{deck.safe_name(song.title)}" if song else "Canary::Words"
        decks.append((name, [_note(card, song, learner, sounds.get(card.line), url) for card in some]))
        done += len(some)
    return decks


def for_command_line(
    slugs: Sequence[str], username: str | None, store: LocalStore, now: datetime, step: Step = no_step
) -> tuple[Path, int]:
    """The deck of songs: all their words, or the kept ones of a learner; and how many words. Raises Problem."""
    cards: list[Card] = []
    learner = learners.by_username(username) if username is not None else None
    if username is not None and learner is None:
        raise NotFound(f"Nobody here is called {username}.")
    for slug in slugs:
        song = songs.by_slug(slug)
        if song is None:
            raise NotFound(f"There is no song called {slug}; `canary songs list` shows them.")
        cards += reviews.cards(learner.id, song.id) if learner else reviews.whole_song(song)
    owner = learner.username_key if learner else "canary"
    return of_cards(cards, owner, store, _nowhere, now, step=step), len(cards)


def _clips(song: Song, wanted: set[int], store: LocalStore) -> dict[int, Path]:
    """A sound file for each wanted line (0-based) with times; none when the licence keeps the sound here."""
    text = lyrics.of(song.id)
    if text is None or not licences.allows_clips(song.licence):
        return {}
    found = {line: clips.of_line(song, text, line, store) for line in sorted(wanted)}
    return {line: path for line, path in found.items() if path}  # a deck without sound is better than none


def _note(card: Card, song: Song | None, learner: str, clip: Path | None, url: str) -> deck.Note:
    return deck.Note(
        guid_parts=(learner, card.language, card.lemma, card.sense),
        word=card.lemma,
        reading=card.reading,
        meaning=card.meaning,
        line=card.line_text,
        line_start=card.start,
        line_end=card.end,
        line_translation=card.line_translation,
        song=song.title if song else "",
        artist=song.artist if song else "",
        level=f"about {card.level}" if card.level else "",
        note=card.note,
        url=f"{url}#line-{card.line + 1}" if url else "",
        audio=clip,
        tags=("canary", *([f"song-{song.slug}"] if song else []), f"language-{card.language}"),
        language=card.language,
        rtl=languages.direction(card.language) == "rtl",
    )
