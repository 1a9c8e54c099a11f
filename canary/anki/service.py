"""Use cases of decks: cards become notes, lines become clips, both become a file."""

import tempfile
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, insert, select

from canary.anki import deck
from canary.anki.models import ExportedNote
from canary.anki.note import digest, key, key_of
from canary.cards import service as cards
from canary.cards.models import Card
from canary.db import db, lock_row, writing
from canary.learners import service as learners
from canary.learners.models import Learner
from canary.lyrics import clips
from canary.lyrics import service as lyrics
from canary.lyrics.model import Lyrics
from canary.problems import NotFound, Problem
from canary.songs import languages, licences
from canary.songs import service as songs
from canary.songs.models import Song
from canary.storage.local import LocalStore
from canary.vocab import statuses

Step = Callable[[int, int], None]
SoundOf = Callable[[str, int], str]  # a song's slug and a line from 0
Cut = Callable[[Song, Lyrics, int, LocalStore], Path | None]


def _nowhere(_slug: str) -> str:
    """The address of a song where no server is asked."""
    return ""


def no_step(done: int, total: int) -> None:
    """Show nothing."""


def of_cards(
    kept: Sequence[Card],
    learner: str,
    store: LocalStore,
    page_of: Callable[[str], str],
    now: datetime,
    asks: Sequence[str] = ("meaning", "word"),
    step: Step = no_step,
    learner_id: int | None = None,
) -> Path:
    """Write the deck of cards to a temporary file, a sub-deck a song, and return its path; the caller removes it.

    `learner` goes into the notes' ids, so that two people's decks stay apart in one collection; `page_of` gives a
    song's address by its slug. With `learner_id`, what is taken is remembered, and what says the same as the last time
    keeps its date. Raises Problem when there is nothing to put into it.
    """
    with tempfile.NamedTemporaryFile(suffix=".apkg", delete=False) as file:
        path = Path(file.name)
    try:
        decks = notes_of(kept, learner, store, page_of, step)
        if learner_id is not None:
            decks = _dated(learner_id, decks, asks, now)
        deck.write_decks(path, decks, made_at=now.timestamp(), asks=asks)
    except deck.EmptyDeck as error:
        path.unlink()
        raise Problem("No word is kept yet, so the deck would be empty. Keep some words first.") from error
    return path


def notes_of(
    kept: Sequence[Card],
    learner: str,
    store: LocalStore | None,
    page_of: Callable[[str], str],
    step: Step = no_step,
    sound_of: SoundOf | None = None,
) -> list[tuple[str, list[deck.Note]]]:
    """The cards as notes, a sub-deck a song: (name, notes). Without a store they have no
    sound; a card whose song is gone has no link either.

    With `sound_of`, the address of a line's sound, sounds are named but not cut: whoever takes the notes fetches them.
    """
    found = {song.id: song for song in songs.several({card.song_id for card in kept if card.song_id})}
    by_song: dict[int | None, list[Card]] = {}
    for card in kept:
        by_song.setdefault(card.song_id if card.song_id in found else None, []).append(card)
    texts = lyrics.of_several(found)
    decks, done = [], 0
    for song_id, some in by_song.items():
        song = found[song_id] if song_id else None
        step(done, len(kept))
        text = texts.get(song.id) if song else None
        lines = _lines_now(text, some)
        cut = clips.place if sound_of else clips.of_line
        sounds = _clips(song, text, {n for n in lines if n >= 0}, store, cut) if song and store else {}
        url = page_of(song.slug) if song else ""
        name = f"Canary::{deck.safe_name(song.title)}" if song else "Canary::Words"
        notes = [
            _note(card, song, learner, sounds.get(line), f"{url}#line-{line + 1}" if url and line >= 0 else url)
            for card, line in zip(some, lines, strict=True)
        ]
        if song and sound_of:
            notes = [
                replace(note, sound_url=sound_of(song.slug, line)) if note.audio else note
                for note, line in zip(notes, lines, strict=True)
            ]
        decks.append((name, notes))
        done += len(some)
    return decks


def some_of(kept: Sequence[Card], learner: str, keys: Collection[str]) -> Sequence[Card]:
    """The cards whose notes have one of these keys."""
    return [card for card in kept if key_of(_parts(card, learner)) in keys]


def of_status(kept: Sequence[Card], learner_id: int | None, status: str) -> Sequence[Card]:
    """The cards whose words the learner says to know ("known") or does not yet ("learning"); any other takes all."""
    if status not in {"known", "learning"}:
        return kept
    said = {language: statuses.of(learner_id, language) for language in {card.language for card in kept}}
    return [c for c in kept if (said[c.language].get(c.lemma) in {"known", "ignored"}) == (status == "known")]


def for_command_line(
    slugs: Sequence[str], username: str | None, store: LocalStore, now: datetime, step: Step = no_step
) -> tuple[Path, int]:
    """The deck of songs: all their words, or the kept ones of a learner; and how many words. Raises Problem."""
    kept: list[Card] = []
    learner = learners.by_username(username) if username is not None else None
    if username is not None and learner is None:
        raise NotFound(f"Nobody here is called {username}.")
    for slug in slugs:
        song = songs.by_slug(slug)
        if song is None:
            raise NotFound(f"There is no song called {slug}; `canary songs list` shows them.")
        kept += cards.kept(learner.id, song.id) if learner else cards.whole_song(song)
    owner = learner.username_key if learner else "canary"
    learner_id = learner.id if learner else None
    return of_cards(kept, owner, store, _nowhere, now, step=step, learner_id=learner_id), len(kept)


def _dated(
    learner_id: int, decks: Sequence[tuple[str, list[deck.Note]]], asks: Sequence[str], now: datetime
) -> list[tuple[str, list[deck.Note]]]:
    """The notes with the time since when they say what they say."""
    said = {key(note): digest(note, asks) for _, notes in decks for note in notes}
    query = select(ExportedNote.key, ExportedNote.digest, ExportedNote.changed_at).where(
        ExportedNote.learner_id == learner_id
    )
    with writing():
        lock_row(Learner, learner_id)
        there = {name: (text, at) for name, text, at in db.session.execute(query)}
        since = {name: at for name, (text, at) in there.items() if said.get(name) == text}
        # Anki compares whole seconds: what changed twice in one is a second younger.
        changed = {
            n: max(now, there[n][1] + timedelta(seconds=1)) if n in there else now for n in said if n not in since
        }
        names = list(changed)
        for start in range(0, len(names), 500):
            some = names[start : start + 500]
            mine = (ExportedNote.learner_id == learner_id, ExportedNote.key.in_(some))
            db.session.execute(delete(ExportedNote).where(*mine))
            rows = [{"learner_id": learner_id, "key": n, "digest": said[n], "changed_at": changed[n]} for n in some]
            db.session.execute(insert(ExportedNote), rows)
    since |= changed
    return [(name, [replace(note, changed_at=since[key(note)].timestamp()) for note in notes]) for name, notes in decks]


def _clips(song: Song, text: Lyrics | None, wanted: set[int], store: LocalStore, cut: Cut) -> dict[int, Path]:
    """A sound file for each wanted line (0-based) with times; none when the licence keeps the sound here."""
    if text is None or not licences.allows_clips(song.licence):
        return {}
    found = {line: cut(song, text, line, store) for line in sorted(wanted)}
    return {line: path for line, path in found.items() if path}  # a deck without sound is better than none


def _lines_now(text: Lyrics | None, kept: Sequence[Card]) -> list[int]:
    """The cards' lines (0-based) in today's lyrics: where they were, or wherever their text is now; -1 if it went."""
    texts = [line.text for line in text.lines] if text else []
    where = {text: n for n, text in reversed(list(enumerate(texts)))}
    return [
        card.line if card.line < len(texts) and texts[card.line] == card.line_text else where.get(card.line_text, -1)
        for card in kept
    ]


def _parts(card: Card, learner: str) -> tuple[str, ...]:
    return learner, card.language, card.lemma, card.sense


def _note(card: Card, song: Song | None, learner: str, clip: Path | None, url: str) -> deck.Note:
    return deck.Note(
        guid_parts=_parts(card, learner),
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
        credit=card.credit,
        url=url,
        audio=clip,
        tags=("canary", *([f"song-{song.slug}"] if song else []), f"language-{card.language}"),
        language=card.language,
        rtl=languages.direction(card.language) == "rtl",
    )
