"""Use cases of decks: turn cards into notes and lines into clips, and write both to a file."""

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
from canary.sentences import N_
from canary.songs import languages, licences
from canary.songs import service as songs
from canary.songs.models import Song
from canary.storage.local import LocalStore
from canary.vocab import statuses

Step = Callable[[int, int], None]
SoundOf = Callable[[str, int], str]  # returns the address of a line's sound, given the song's slug and the line from 0
Cut = Callable[[Song, Lyrics, int, LocalStore], Path | None]


def _nowhere(_slug: str) -> str:
    """Return an empty string, because the command line doesn't know the server's address."""
    return ""


def no_step(done: int, total: int) -> None:
    """Ignore progress."""


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
    """Write cards to a temporary file, as a deck with a sub-deck for each song. Return the path; the caller deletes it.

    `learner` is part of the notes' ids, so that two people's decks stay separate in one collection. `page_of` returns
    a song's address by its slug. With `learner_id`, the export is recorded, and unchanged notes keep their times.

    Raises Problem if there are no cards.
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
        raise Problem(error.sentence) from error
    return path


def notes_of(
    kept: Sequence[Card],
    learner: str,
    store: LocalStore | None,
    page_of: Callable[[str], str],
    step: Step = no_step,
    sound_of: SoundOf | None = None,
) -> list[tuple[str, list[deck.Note]]]:
    """Return the cards as notes by sub-deck: (name, notes).

    Without `store`, notes have no sound. Notes of deleted songs have no link.

    With `sound_of`, which returns the address of a line's sound, notes have addresses of sounds instead of clips.
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


def some_of(learner_id: int, learner: str, keys: Collection[str]) -> Sequence[Card]:
    """Return a learner's cards whose notes have these keys. `learner` is the name in the notes' ids."""
    ids = [n for n, *parts in cards.senses(learner_id) if key_of((learner, *parts)) in keys]
    return cards.several(learner_id, ids)


def of_status(kept: Sequence[Card], learner_id: int | None, status: str) -> Sequence[Card]:
    """Return the cards whose words have the status that was chosen in the form.

    "known" stands for known and ignored words, "learning" for all other words, and anything else for all words.
    """
    if status not in {"known", "learning"}:
        return kept
    by_language = {language: statuses.of(learner_id, language) for language in {card.language for card in kept}}
    return [c for c in kept if (by_language[c.language].get(c.lemma) in {"known", "ignored"}) == (status == "known")]


def for_command_line(
    slugs: Sequence[str], username: str | None, store: LocalStore, now: datetime, step: Step = no_step
) -> tuple[Path, int]:
    """Write the deck of songs with all their words, or with a learner's cards. Return its path and the number of words.

    Raises Problem.
    """
    kept: list[Card] = []
    learner = learners.by_username(username) if username is not None else None
    if username is not None and learner is None:
        raise NotFound(N_("There’s no account called %(name)s.", name=username))
    for slug in slugs:
        song = songs.by_slug(slug)
        if song is None:
            raise NotFound(N_("There’s no song called %(slug)s. `canary songs list` shows all songs.", slug=slug))
        kept += cards.kept(learner.id, song.id) if learner else cards.whole_song(song)
    if not learner:
        kept = _once(kept)
    owner = learner.username_key if learner else "canary"
    learner_id = learner.id if learner else None
    return of_cards(kept, owner, store, _nowhere, now, step=step, learner_id=learner_id), len(kept)


def _once(kept: Sequence[Card]) -> list[Card]:
    """Return one card a word. The lines of the other cards of a word are added to the note of its first one.

    Two notes with the same id in a file would be one note in Anki, whose line depends on the order.
    """
    first: dict[tuple[str, str, str], Card] = {}
    for card in kept:
        one = first.setdefault((card.language, card.lemma, card.sense), card)
        if one is not card and card.line_text not in (one.line_text, *one.note.splitlines()):
            one.note = "\n".join(filter(None, (one.note, card.line_text)))
    return list(first.values())


def _dated(
    learner_id: int, decks: Sequence[tuple[str, list[deck.Note]]], asks: Sequence[str], now: datetime
) -> list[tuple[str, list[deck.Note]]]:
    """Set the notes' times: unchanged notes keep the time of the export in which they last changed."""
    digests = {key(note): digest(note, asks) for _, notes in decks for note in notes}
    query = select(ExportedNote.key, ExportedNote.digest, ExportedNote.changed_at).where(
        ExportedNote.learner_id == learner_id
    )
    with writing():
        lock_row(Learner, learner_id)
        there = {name: (text, at) for name, text, at in db.session.execute(query)}
        since = {name: at for name, (text, at) in there.items() if digests.get(name) == text}
        # Anki compares whole seconds, so a note that changes twice within a second gets a later time.
        changed = {
            n: max(now, there[n][1] + timedelta(seconds=1)) if n in there else now for n in digests if n not in since
        }
        names = list(changed)
        for start in range(0, len(names), 500):
            some = names[start : start + 500]
            mine = (ExportedNote.learner_id == learner_id, ExportedNote.key.in_(some))
            db.session.execute(delete(ExportedNote).where(*mine))
            rows = [{"learner_id": learner_id, "key": n, "digest": digests[n], "changed_at": changed[n]} for n in some]
            db.session.execute(insert(ExportedNote), rows)
    since |= changed
    return [(name, [replace(note, changed_at=since[key(note)].timestamp()) for note in notes]) for name, notes in decks]


def _clips(song: Song, text: Lyrics | None, wanted: set[int], store: LocalStore, cut: Cut) -> dict[int, Path]:
    """Cut a sound file for each timed line in `wanted` (lines count from 0), or none if the licence forbids clips."""
    if text is None or not licences.allows_clips(song.licence):
        return {}
    found = {line: cut(song, text, line, store) for line in sorted(wanted)}
    return {line: path for line, path in found.items() if path}  # skip sounds that can't be cut


def _lines_now(text: Lyrics | None, kept: Sequence[Card]) -> list[int]:
    """Return the current line numbers of the cards, from 0, since lines may have moved. A missing line is -1."""
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
        reading=cards.reading(card),
        meaning=card.meaning,
        line=card.line_text,
        line_start=card.start,
        line_end=card.end,
        line_translation=card.line_translation,
        song=song.title if song else "",
        artist=song.artist if song else "",
        level=f"≈ {card.level}" if card.level else "",
        note=card.note,
        credit=card.credit,
        url=url,
        audio=clip,
        tags=("canary", *([f"song-{song.slug}"] if song else []), f"language-{card.language}"),
        language=card.language,
        rtl=languages.direction(card.language) == "rtl",
    )
