"""Use cases of picking: the next word, a decision, undo, phrases."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from canary.cards import service as cards
from canary.cards.models import Card
from canary.cards.picking import week
from canary.cards.picking.trail import Step
from canary.cards.service import Choice
from canary.db import db, lock_row, writing
from canary.learners.models import Learner
from canary.lyrics import service as lyrics
from canary.problems import Conflict, Invalid, NotFound
from canary.sentences import N_
from canary.songs import service as songs
from canary.songs.models import Song
from canary.viewer import Viewer
from canary.vocab import service as vocab
from canary.vocab.phrases import PHRASE

UNDO_FOR = timedelta(hours=12)  # the address holds the choices to undo, and somebody may open an old one weeks later
DECIDED = frozenset({"known", "ignored"})


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a line.

    It has its text, its number among the line's words (0 for text between words), and whether it's the current word.
    """

    text: str
    n: int
    marked: bool


@dataclass(frozen=True, slots=True)
class Stage:
    """The current word `at` (None at the end), its line, and the progress.

    `then` is the undecided word that would be shown next. `beyond` is the id of the word after `at`, decided or not, or
    "end"; picking continues there. `suggested` are words suggested for the week.
    """

    at: Choice | None
    line: Sequence[Token]
    has_sound: bool
    then: Choice | None
    beyond: str
    left: int
    kept: int
    total: int
    suggested: Sequence[Choice]


def stage(viewer: Viewer, song: Song, start: str) -> Stage:
    """Return the stage of the first undecided word at or after the word with id `start`.

    If `start` is "", the search begins with the first word. If it's "end", the stage has no current word.
    """
    every = cards.choices(viewer, song)
    text = lyrics.of(song.id)
    lines = text.lines if text else ()
    numbers = {str(choice.word.id): n for n, choice in enumerate(every)}
    begin = len(every) if start == "end" else numbers.get(start, 0)
    waiting = [n for n in range(begin, len(every)) if is_open(every[n])]
    at = every[waiting[0]] if waiting else None
    kept = sum(choice.kept for choice in every)
    return Stage(
        at,
        tokens(viewer, song, at) if at else (),
        bool(at and at.word.line < len(lines) and lines[at.word.line].start is not None),
        every[waiting[1]] if len(waiting) > 1 else None,
        str(every[waiting[0] + 1].word.id) if waiting and waiting[0] + 1 < len(every) else "end",
        len(waiting),
        kept,
        len(every),
        _suggested(every, len(lines)) if kept < week.FEWEST else (),
    )


def is_open(choice: Choice) -> bool:
    """Return whether the learner has not decided on a word yet."""
    return not choice.kept and choice.status not in DECIDED


def tokens(viewer: Viewer, song: Song, choice: Choice) -> Sequence[Token]:
    """Split the word's line into words and the text between them, without losing a character."""
    word, line = choice.word, choice.line_text
    found, at = [], 0
    for n, (start, end) in enumerate(_spans(song.id, viewer.id, word.line, len(line)), 1):
        if start > at:
            found.append(Token(line[at:start], 0, marked=False))
        found.append(Token(line[start:end], n, marked=start < word.end and end > word.start))
        at = end
    if not found and 0 <= word.start < word.end <= len(line):
        found = [Token(line[: word.start], 0, marked=False), Token(line[word.start : word.end], 0, marked=True)]
        at = word.end
    return [*found, Token(line[at:], 0, marked=False)]


def decide(viewer: Viewer, slug: str, word_id: int, did: str, meaning: str | None, now: datetime) -> Step:
    """Apply a decision: "keep" (with the learner's own meaning or None), "known", "ignored" or "skip".

    Raises NotFound, Invalid.
    """
    song = songs.find(viewer, slug)
    choice = cards.choice(viewer, song, word_id)
    if did == "keep":
        if meaning is not None and meaning.strip() != choice.meaning:
            cards.choose(viewer, song, word_id, meaning, now)
        cards.keep(viewer, slug, {word_id}, now)
    elif did in DECIDED:
        cards.set_status(viewer, slug, word_id, did, now)
    elif did != "skip":
        raise Invalid(do=N_("Choose what to do with the word."))
    return Step(word_id, did, choice.status == "learning")


def keep_all(viewer: Viewer, slug: str, word_ids: Collection[int], now: datetime) -> Sequence[Step]:
    """Keep several words at once."""
    cards.keep(viewer, slug, word_ids, now)
    return [Step(word_id, "keep") for word_id in word_ids]


def undo(viewer: Viewer, slug: str, step: Step, now: datetime) -> None:
    """Undo a choice. Raises Conflict for a card older than UNDO_FOR, since the learner may have reviewed it."""
    song = songs.find(viewer, slug)
    if step.did == "phrase":
        mine = (Card.id == step.id, Card.pos == PHRASE)
    elif step.did == "keep":
        mine = (Card.language == song.language, Card.lemma == cards.choice(viewer, song, step.id).word.lemma)
    else:
        if step.did in DECIDED:
            cards.set_status(viewer, slug, step.id, "learning" if step.learning else "new", now)
        return
    with writing():
        for card in db.session.scalars(select(Card).where(Card.learner_id == viewer.learner_id, *mine)).all():
            if now - card.created_at > UNDO_FOR:
                raise Conflict(N_("You kept this a while ago. To remove it, tap “Kept” on the song’s words page."))
            db.session.execute(delete(Card).where(Card.id == card.id))


def keep_phrase(
    viewer: Viewer, slug: str, line: int, first: int, last: int, meaning: str, now: datetime
) -> tuple[Card, bool]:
    """Create a card of several words of a line. Return the card and whether it's new. All numbers count from 1.

    Raises NotFound if there's no such line, Invalid unless there are at least two words.
    """
    song = songs.find(viewer, slug)
    text = lyrics.of(song.id)
    if text is None or not 1 <= line <= len(text.lines):
        raise NotFound(N_("That line isn’t in this song any more. Reload the page."))
    sung = text.lines[line - 1].text
    spans = _spans(song.id, viewer.id, line - 1, len(sung))
    if not 1 <= first < last <= len(spans):
        raise Invalid(first=N_("A phrase needs at least two words of the line. Choose its first and last word."))
    start, end = spans[first - 1][0], spans[last - 1][1]
    phrase, owner_id = sung[start:end], viewer.learner_id
    beside = (choice.translation for choice in cards.choices(viewer, song) if choice.word.line == line - 1)
    translation = next(beside, "")
    if len(phrase) > 200 or len(meaning.strip()) > cards.MOST_TEXT:
        raise Invalid(first=N_("That’s too long for a card. Choose fewer words."))
    mine = (Card.learner_id == owner_id, Card.language == song.language, Card.lemma == phrase)
    card = Card(
        learner_id=owner_id, song_id=song.id, language=song.language, lemma=phrase, reading="", sense="", pos=PHRASE,
        level="", meaning=meaning.strip(), note="", line=line - 1, start=start, end=end, line_text=sung,
        line_translation=translation, created_at=now,
    )  # fmt: skip
    with writing():
        lock_row(Learner, owner_id)
        there = db.session.scalar(select(Card).where(*mine).limit(1))
        if there is None:
            db.session.add(card)
    return there or card, there is None


def _spans(song_id: int, learner_id: int | None, line: int, length: int) -> list[tuple[int, int]]:
    """Return the start and end of each word of a line, in order and without overlaps."""
    lines = vocab.tokens_of(song_id, learner_id)
    found: list[tuple[int, int]] = []
    for start, end, *_ in sorted(lines[line]) if line < len(lines) else ():
        if (not found or start >= found[-1][1]) and start < end <= length:
            found.append((start, end))
    return found


def _suggested(every: Sequence[Choice], lines: int) -> Sequence[Choice]:
    fresh = [choice for choice in every if is_open(choice)]
    places = [(choice.word.line, choice.line_text) for choice in fresh]
    found = week.spread(places, lines)
    return [fresh[n] for n in found] if len(found) >= week.FEWEST else ()
