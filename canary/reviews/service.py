"""Use cases of cards."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, or_, select
from sqlalchemy.exc import IntegrityError

from canary.db import db, writing
from canary.lyrics import service as lyrics
from canary.lyrics.model import Line, Lyrics
from canary.problems import Invalid, NotFound
from canary.reviews.models import Card
from canary.songs import service as songs
from canary.songs.models import Song
from canary.viewer import Viewer
from canary.vocab import service as vocab
from canary.vocab.analyse import CONTENT

MOST_TEXT = 500  # characters of a meaning or a note


@dataclass(frozen=True, slots=True)
class Choice:
    """A word of a song as it is offered for keeping, with its line; `kept` when it is a card of the viewer's."""

    word: vocab.Word
    line_text: str
    translation: str
    kept: bool
    status: str = "new"


def choices(viewer: Viewer, song: Song) -> Sequence[Choice]:
    """The song's words, the most useful first."""
    text = lyrics.of(song.id)
    if text is None:
        return []
    kept = _kept(viewer, song.language)
    said = vocab.statuses(viewer.id, song.language)
    return [_choice(word, text, word.lemma in kept, said.get(word.lemma, "new")) for word in vocab.of(song.id)]


def choice(viewer: Viewer, song: Song, word_id: int) -> Choice:
    """One word of the song; raises NotFound."""
    found = next((c for c in choices(viewer, song) if c.word.id == word_id), None)
    if found is None:
        raise NotFound("That word is not in this song any more. Reload the page.")
    return found


@dataclass(frozen=True, slots=True)
class Sung:
    """A word as it is sung at one place: its dictionary form and class, what is said of it, and the choice to keep it,
    None for small words, names and sounds.
    """

    surface: str
    lemma: str
    pos: str
    kind: str
    status: str
    choice: Choice | None


def sung_at(viewer: Viewer, song: Song, line: int, unit: int) -> Sung:
    """The word at a unit (what lights up at once) of a line, both from 1. Raises NotFound."""
    text, tokens = lyrics.of(song.id), vocab.tokens_of(song.id)
    if text is None or not (0 < line <= min(len(text.lines), len(tokens)) and unit > 0):
        raise NotFound("That word is not in this song any more. Reload the page.")
    first, last = _span(text.lines[line - 1], unit)
    here = [token for token in tokens[line - 1] if token[0] < last and token[1] > first]
    if not here:
        raise NotFound("There is no word here that can be looked up.")
    start, end, lemma, pos, kind = max(here, key=lambda token: (token[4] == "word", token[3] in CONTENT))
    found = next((c for c in choices(viewer, song) if c.word.lemma == lemma), None)
    status = vocab.statuses(viewer.id, song.language).get(lemma, "new")
    return Sung(text.lines[line - 1].text[start:end], lemma, pos, kind, status, found)


def marks(viewer: Viewer, song: Song) -> list[str]:
    """What the viewer knows of each line, a letter for each unit that lights up: n new, l learning, k known, and - for
    what is no word to learn (names, sounds, small words of two, ignored ones).
    """
    text, tokens = lyrics.of(song.id), vocab.tokens_of(song.id)
    said, kept = vocab.statuses(viewer.id, song.language), _kept(viewer, song.language)
    letters = {"known": "k", "ignored": "-", "learning": "l", "new": "n"}

    def letter(first: int, last: int, line: list[list[Any]]) -> str:
        found = "-"
        for start, end, lemma, _, kind in line:
            if start < last and end > first and kind == "word":
                status = said.get(lemma, "new")
                mark = "l" if lemma in kept and status == "new" else letters[status]
                found = min(found, mark, key="nlk-".index)
        return found

    rows = zip(text.lines if text else (), tokens, strict=False)
    counted = ((line, row, len(line.words) or 1) for line, row in rows)
    return ["".join(letter(*_span(line, n), row) for n in range(1, count + 1)) for line, row, count in counted]


def _span(line: Line, unit: int) -> tuple[int, int]:
    """Where the n-th unit of a line stands in its text."""
    if not line.words:
        return 0, len(line.text)
    at = 0
    for number, word in enumerate(line.words, 1):
        start = line.text.find(word.text, at)
        at = (start if start >= 0 else at) + len(word.text)
        if number == unit:
            return max(0, at - len(word.text)), at
    raise NotFound("That word is not in this song any more. Reload the page.")


def keep(viewer: Viewer, slug: str, word_ids: Collection[int], now: datetime) -> int:
    """Make cards of words of a song; keeping twice is keeping once. Returns how many cards are new."""
    song = songs.find(viewer, slug)
    wanted = [c for c in choices(viewer, song) if c.word.id in word_ids and not c.kept]
    owner_id = viewer.learner_id
    language, song_id = song.language, song.id
    try:
        with writing():
            there = _kept(viewer, language)
            # One card a dictionary form, also where the song has it as two kinds of word.
            new = {c.word.lemma: c for c in reversed(wanted) if c.word.lemma not in there}
            db.session.add_all(_card(c, owner_id, song_id, language, now) for c in reversed(new.values()))
    except IntegrityError:  # the same tap, twice at once: the other one made the card
        return 0
    return len(new)


def say(viewer: Viewer, slug: str, word_id: int, status: str, now: datetime) -> None:
    """Say of a song's word that it is "known", "ignored" or "new" again. Raises NotFound, Problem."""
    song = songs.find(viewer, slug)
    vocab.mark(viewer.learner_id, song.language, [choice(viewer, song, word_id).word.lemma], status, now)


def drop(viewer: Viewer, slug: str, word_id: int) -> None:
    """Take a word's card away again; it is no error when there is none."""
    song = songs.find(viewer, slug)
    lemma = choice(viewer, song, word_id).word.lemma
    with writing():
        db.session.execute(
            delete(Card).where(
                Card.learner_id == viewer.learner_id, Card.language == song.language, Card.lemma == lemma
            )
        )


def cards(
    learner_id: int, song_id: int | None = None, language: str = "", since: datetime | None = None
) -> Sequence[Card]:
    """A learner's cards, the oldest first: all, or those of a song, of a language, kept since a time."""
    query = select(Card).where(Card.learner_id == learner_id).order_by(Card.id).limit(50_000)
    if song_id is not None:
        query = query.where(Card.song_id == song_id)
    if language:
        query = query.where(or_(Card.language == language, Card.language.like(f"{language}-%")))
    if since is not None:
        query = query.where(Card.created_at >= since)
    return db.session.scalars(query).all()


def kept_from(learner_id: int) -> Sequence[tuple[int | None, str, int]]:
    """(song id, language, number of cards) of all that a learner keeps."""
    query = select(Card.song_id, Card.language, func.count()).where(Card.learner_id == learner_id)
    return [
        (song_id, language, n)
        for song_id, language, n in db.session.execute(query.group_by(Card.song_id, Card.language))
    ]


def card(viewer: Viewer, card_id: int) -> Card:
    """A card of the viewer's own; raises NotFound."""
    found = db.session.get(Card, card_id)
    if found is None or found.learner_id != viewer.learner_id:
        raise NotFound("There is no such card of yours.")
    return found


def edit(viewer: Viewer, card_id: int, meaning: str, note: str) -> None:
    """Change what a card of the viewer's says. Raises NotFound, Invalid."""
    errors = {}
    if len(meaning) > MOST_TEXT:
        errors["meaning"] = f"That is longer than {MOST_TEXT} characters; one or two meanings are easier to remember."
    if len(note) > MOST_TEXT:
        errors["note"] = f"That is longer than {MOST_TEXT} characters; shorten the note."
    if errors:
        raise Invalid(errors)
    with writing():
        found = card(viewer, card_id)
        found.meaning, found.note = meaning.strip(), note.strip()


def whole_song(song: Song) -> Sequence[Card]:
    """Cards of all the song's words, for a deck that belongs to nobody; they are not stored."""
    text = lyrics.of(song.id)
    if text is None:
        return []
    offered = [_choice(word, text, kept=False) for word in vocab.of(song.id)]
    return [_card(c, 0, song.id, song.language, song.created_at) for c in offered]


def _kept(viewer: Viewer, language: str) -> set[str]:
    if viewer.id is None:
        return set()
    return set(db.session.scalars(select(Card.lemma).where(Card.learner_id == viewer.id, Card.language == language)))


def _choice(word: vocab.Word, text: Lyrics, kept: bool, status: str = "new") -> Choice:
    in_song = word.line < len(text.lines)
    translations = [x for x in text.layers if x.kind == "translation"]
    layer = next((x for x in translations if x.language == "en"), translations[0] if translations else None)
    return Choice(
        word,
        text.lines[word.line].text if in_song else "",
        layer.lines[word.line] if layer and in_song and word.line < len(layer.lines) else "",
        kept,
        status,
    )


def _card(c: Choice, learner_id: int, song_id: int, language: str, now: datetime) -> Card:
    w = c.word
    return Card(
        learner_id=learner_id, song_id=song_id, language=language, lemma=w.lemma, reading=w.reading, sense="",
        pos=w.pos, level=w.level,
        meaning=w.meaning, note=w.note, line=w.line, start=w.start, end=w.end, line_text=c.line_text,
        line_translation=c.translation, created_at=now,
    )  # fmt: skip
