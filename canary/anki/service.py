"""Use cases of decks: cards become notes, lines become clips, both become a file."""

import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from canary.anki import deck
from canary.learners import service as learners
from canary.lyrics import clips
from canary.lyrics import service as lyrics
from canary.lyrics.model import Lyrics
from canary.problems import NotFound, Problem
from canary.reviews import service as reviews
from canary.reviews.models import Card
from canary.songs import languages, licences
from canary.songs import service as songs
from canary.songs.models import Song
from canary.storage.local import LocalStore

Step = Callable[[int, int], None]


def no_step(done: int, total: int) -> None:
    """Show nothing."""


def of_song(
    song: Song,
    learner: str,
    cards: Sequence[Card],
    store: LocalStore,
    url: str,
    now: datetime,
    step: Step = no_step,
) -> Path:
    """Write the deck of a song's cards to a temporary file and return its path; the caller removes it.

    `learner` goes into the notes' ids, so that two people's decks stay apart in one collection. Raises Problem when
    there is nothing to put into it.
    """
    text = lyrics.of(song.id)
    clips = _clips(song, text, {card.line for card in cards}, store, step)
    notes = [_note(card, song, learner, clips.get(card.line), url) for card in cards]
    with tempfile.NamedTemporaryFile(suffix=".apkg", delete=False) as file:
        path = Path(file.name)
    try:
        deck.write(path, f"Canary::{deck.safe_name(song.title)}", notes, made_at=now.timestamp())
    except deck.EmptyDeck as error:
        path.unlink()
        raise Problem("No word of this song is kept yet, so the deck would be empty. Keep some words first.") from error
    return path


def cards_for(learner_id: int, song: Song) -> Sequence[Card]:
    """The learner's own cards of a song."""
    return reviews.cards(learner_id, song.id)


def for_command_line(slug: str, username: str | None, store: LocalStore, now: datetime) -> tuple[Path, int]:
    """The deck of a song: all its words, or the kept ones of a learner; and how many words. Raises Problem."""
    song = songs.by_slug(slug)
    if song is None:
        raise NotFound(f"There is no song called {slug}; `canary songs list` shows them.")
    cards, owner = reviews.whole_song(song), "canary"
    if username is not None:
        learner = learners.by_username(username)
        if learner is None:
            raise NotFound(f"Nobody here is called {username}.")
        cards, owner = reviews.cards(learner.id, song.id), learner.username_key
    return of_song(song, owner, cards, store, "", now), len(cards)


def _clips(song: Song, text: Lyrics | None, wanted: set[int], store: LocalStore, step: Step) -> dict[int, Path]:
    """A sound file for each wanted line (0-based) with times, cut once and kept; none when the licence keeps
    the sound here.
    """
    if text is None or not licences.allows_clips(song.licence):
        return {}
    found: dict[int, Path] = {}
    for done, line in enumerate(sorted(wanted)):
        step(done, len(wanted))
        path = clips.of_line(song, text, line, store)
        if path:  # a deck without sound is better than none: the text is all there
            found[line] = path
    return found


def _note(card: Card, song: Song, learner: str, clip: Path | None, url: str) -> deck.Note:
    return deck.Note(
        guid_parts=(learner, card.language, card.lemma, card.sense),
        word=card.lemma,
        reading=card.reading,
        meaning=card.meaning,
        line=card.line_text,
        line_start=card.start,
        line_end=card.end,
        line_translation=card.line_translation,
        song=song.title,
        artist=song.artist,
        level=f"about {card.level}" if card.level else "",
        note=card.note,
        url=f"{url}#line-{card.line + 1}" if url else "",
        audio=clip,
        tags=("canary", f"song-{song.slug}", f"language-{card.language}"),
        language=card.language,
        rtl=languages.direction(card.language) == "rtl",
    )
