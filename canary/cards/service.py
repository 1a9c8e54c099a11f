"""Use cases of cards: a song's words, keeping them, their meanings."""

import math
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, select, update

from canary.cards.choices import Choice as Choice
from canary.cards.choices import Sung as Sung
from canary.cards.choices import span
from canary.cards.models import Card
from canary.db import db, lock_row, writing, writing_once
from canary.dictionaries import service as dictionaries
from canary.dictionaries.meanings import Lookup, Meaning, Own, ordered
from canary.language_tags import base
from canary.letter_case import folded
from canary.lyrics import service as lyrics
from canary.lyrics.model import Lyrics
from canary.overtaking import unless_overtaken
from canary.problems import Invalid, NotFound
from canary.sentences import N_, Message
from canary.songs import languages
from canary.songs import service as songs
from canary.songs.models import Song
from canary.viewer import VISITOR, Viewer
from canary.vocab import core, corrected, corrections, genders, statuses
from canary.vocab import service as vocab
from canary.vocab.analyse import CONTENT

MOST_SONGS = 15  # more songs than this don't make a word more useful
MOST_TEXT = 500  # characters of a meaning or a note
GONE = N_("That word isn’t in this song any more. Reload the page.")
TOO_LONG = N_("That’s longer than %(most)s characters. Shorten it.", most=MOST_TEXT)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


def choices(viewer: Viewer, song: Song, into: Sequence[str] | None = None) -> Sequence[Choice]:
    """Return the song's words, the most useful first. `into` is what `explained_in` returns, if it's known already."""
    text = lyrics.of(song.id)
    if text is None:
        return []
    into = into or explained_in(viewer, song)
    found = _choices(viewer, song, text, vocab.of(song.id, into, viewer.id), into)
    return sorted(found, key=_usefulness(viewer, song, found), reverse=True) if viewer.id is not None else found


def _usefulness(viewer: Viewer, song: Song, found: Sequence[Choice]) -> Callable[[Choice], tuple[bool, float]]:
    """Return the sort key for usefulness: words in the learner's other songs count more, known words come last."""
    songs_with = vocab.elsewhere(viewer, song.id, song.language, [c.word.lemma for c in found])

    def useful(c: Choice) -> tuple[bool, float]:
        others = min(songs_with.get(c.word.lemma, 0), MOST_SONGS)
        return c.status not in {"known", "ignored"}, c.word.score + 0.3 * math.log2(1 + others)

    return useful


def _choices(
    viewer: Viewer, song: Song, text: Lyrics, words: Sequence[vocab.Word], into: Sequence[str]
) -> list[Choice]:
    words = [_with_reading(word, song.language) for word in words]
    lookups = [_lookup(song, text, word, into) for word in words]
    lemmas = {word.lemma for word in words}
    kept, own = _mine(viewer, song.language, lemmas)
    own |= dictionaries.own(viewer.id, song.language, lemmas, song.id)
    entries = dictionaries.look_up(song.language, into, lemmas)
    known = statuses.of(viewer.id, song.language)
    return [
        Choice(
            word, text.lines[word.line].text if word.line < len(text.lines) else "", at.line, word.lemma in kept,
            ordered(at, into, word.glosses, own.get(word.lemma), entries[word.lemma]), known.get(word.lemma, "new"),
            word.line < len(text.lines) and text.lines[word.line].start is not None,
        )
        for word, at in zip(words, lookups, strict=True)
    ]  # fmt: skip


def choice(viewer: Viewer, song: Song, word_id: int) -> Choice:
    """Return one word of the song. Raises NotFound."""
    found = next((c for c in choices(viewer, song) if c.word.id == word_id), None)
    if found is None:
        raise NotFound(GONE)
    return found


def sung_at(viewer: Viewer, song: Song, line: int, unit: int) -> Sung:
    """Return the word at a unit of a line, both counted from 1. Raises NotFound.

    A unit is what the player highlights at one time, usually a word.
    """
    text, own = lyrics.of(song.id), corrected.own(song.id, viewer.id)
    tokens = corrections.apply([row.text for row in text.lines] if text else [], vocab.tokens_of(song.id), own)
    if text is None or not (0 < line <= min(len(text.lines), len(tokens)) and unit > 0):
        raise NotFound(GONE)
    first, last = span(text.lines[line - 1], unit) or (0, 0)
    here = [token for token in tokens[line - 1] if token[0] < last and token[1] > first]
    if not here:
        raise NotFound(N_("There’s no word here to look up."))
    start, end, lemma, pos, kind = max(here, key=lambda token: (token[4] == "word", token[3] in CONTENT))
    into = _into(viewer, song.language)
    surface = text.lines[line - 1].text[start:end]
    small = vocab.Word(0, lemma, pos, surface, line - 1, start, end, 1, "", "", (), "")
    drawn = next((word for word in vocab.of(song.id, into, viewer.id) if word.lemma == lemma), None)
    word = drawn or replace(small, glosses=vocab.glosses(song.id, into, lemma, surface))
    placed = replace(word, surface=surface, line=line - 1, start=start, end=end)
    (found,) = _choices(viewer, song, text, [placed], into)
    meanings = found.meanings if kind not in {"name", "sound"} else ()
    form_status = statuses.of_forms(viewer.id, song.language, [lemma]).get((lemma, folded(surface, song.language)), "")
    sung = text.lines[line - 1].text
    following = next((sung[token[0] : token[1]] for token in tokens[line - 1] if token[0] >= end), "")
    return Sung(
        surface, lemma, pos, kind, found.status, meanings, found if drawn else None, form_status, start, end, following,
        any(one.line_text == sung and one.start < end and one.end > start for one in own),
    )  # fmt: skip


def correct_at(viewer: Viewer, song: Song, line: int, unit: int, cut: str, forms: str, now: datetime) -> None:
    """Correct the word at a place: where the words in it begin, and their dictionary forms.

    In both, | separates several words. Raises NotFound, Invalid.
    """
    at, sung = sung_at(viewer, song, line, unit), _line(song, line)
    parts = corrections.cut(sung, at.start, cut, forms.split("|"))
    ends = bool(parts) and parts[-1][1] == at.end
    corrected.correct(viewer.learner_id, song, line - 1, (at.start, at.end), parts if ends else (), now)


def join_at(viewer: Viewer, song: Song, line: int, unit: int, now: datetime) -> None:
    """Make one word of the word at a place and the one after it. Raises NotFound, Invalid."""
    at, sung = sung_at(viewer, song, line, unit), _line(song, line)
    end = sung.find(at.following, at.end) + len(at.following) if at.following else at.end
    corrected.correct(viewer.learner_id, song, line - 1, (at.start, end), ((at.start, end, sung[at.start : end]),), now)


def undo_at(viewer: Viewer, song: Song, line: int, unit: int) -> None:
    """Undo the viewer's correction at a place. Raises NotFound."""
    at = sung_at(viewer, song, line, unit)
    corrected.undo(viewer.learner_id, song, _line(song, line), (at.start, at.end))


def may_adopt(viewer: Viewer, song: Song) -> bool:
    """Return whether the viewer may make corrections everybody's: if they may edit the song, or host this server."""
    return songs.may_edit(viewer, song) or viewer.is_host


def decide(viewer: Viewer, song: Song, correction_id: int, *, adopt: bool, now: datetime) -> None:
    """Make a learner's correction everybody's, or leave it theirs alone. Raises NotFound."""
    if not may_adopt(viewer, song):
        raise NotFound()
    if adopt:
        corrected.adopt(song, correction_id, now)
    else:
        corrected.decline(song, correction_id)


def _line(song: Song, line: int) -> str:
    text = lyrics.of(song.id)
    return text.lines[line - 1].text if text else ""


def choose(viewer: Viewer, song: Song, word_id: int, text: str, now: datetime) -> None:
    """Save the viewer's meaning of a word: an offered one or their own. Their cards of the word get it too.

    An empty `text` restores the default meaning. Raises NotFound, Invalid.
    """
    lemma = choice(viewer, song, word_id).word.lemma
    _choose(viewer, song, lemma, lambda: choice(viewer, song, word_id).meanings, text, now)


def choose_at(viewer: Viewer, song: Song, line: int, unit: int, text: str, now: datetime) -> None:
    """Save the viewer's meaning of the word at a place, which may be a function word. Raises NotFound, Invalid."""
    lemma = sung_at(viewer, song, line, unit).lemma
    _choose(viewer, song, lemma, lambda: sung_at(viewer, song, line, unit).meanings, text, now)


def _choose(
    viewer: Viewer, song: Song, lemma: str, offered: Callable[[], Sequence[Meaning]], text: str, now: datetime
) -> None:
    text = " ".join(_CONTROL.sub(" ", text).split())
    if len(text) > MOST_TEXT:
        raise Invalid(meaning=TOO_LONG)
    language, song_id = song.language, song.id
    given = next((meaning for meaning in offered() if meaning.text == text), Meaning(text, ""))
    cards = update(Card).where(Card.learner_id == viewer.learner_id, Card.language == language, Card.lemma == lemma)
    with writing():
        own = Own(text, given.credit) if text else None
        dictionaries.keep_own(viewer.learner_id, language, lemma, own, song_id, now)
        db.session.execute(cards.values(meaning=text, credit=given.credit))
        if not text and (rest := offered()):
            db.session.execute(cards.values(meaning=rest[0].text, credit=rest[0].credit))


def marks(viewer: Viewer, song: Song) -> list[str]:
    """Return a string for each line, with one letter for each unit that the player highlights.

    The letters are n (new), l (learning), k (known) and - (names, sounds, contractions, numbers and ignored words).
    """
    text, tokens = lyrics.of(song.id), vocab.tokens_of(song.id, viewer.id)
    by_lemma, kept = statuses.of(viewer.id, song.language), _kept(viewer, song.language)
    by_form = statuses.of_forms(viewer.id, song.language)
    letters = {"known": "k", "ignored": "-", "learning": "l", "new": "n"}

    def letter(first: int, last: int, line: list[list[Any]], sung: str) -> str:
        found = "-"
        for start, end, lemma, _, kind in line:
            if start < last and end > first and kind == "word":
                status = by_lemma.get(lemma, "new")
                mark = "l" if lemma in kept and status == "new" else letters[status]
                if form_status := by_form and by_form.get((lemma, folded(sung[start:end], song.language))):
                    mark = letters[form_status]
                found = min(found, mark, key="nlk-".index)
        return found

    rows = zip(text.lines if text else (), tokens, strict=False)
    counted = ((line, row, len(line.words) or 1) for line, row in rows)
    return [
        "".join(letter(*(span(line, n) or (0, 0)), row, line.text) for n in range(1, count + 1))
        for line, row, count in counted
    ]


def keep(viewer: Viewer, slug: str, word_ids: Collection[int], now: datetime) -> int:
    """Create cards of a song's words and return how many are new. Idempotent."""
    song = songs.find(viewer, slug)
    wanted = [c for c in choices(viewer, song) if c.word.id in word_ids and not c.kept]
    owner_id = viewer.learner_id
    language, song_id = song.language, song.id
    with writing_once() as outcome:
        there = _kept(viewer, language)
        # One card per dictionary form, even if the song has it as two parts of speech.
        new = {c.word.lemma: c for c in reversed(wanted) if c.word.lemma not in there}
        db.session.add_all(_card(c, owner_id, song_id, language, now) for c in reversed(new.values()))
    return 0 if outcome.lost else len(new)


def set_status(viewer: Viewer, slug: str, word_id: int, status: str, now: datetime) -> None:
    """Set the status of a song's word to "known", "ignored" or "new". Raises NotFound, Problem."""
    song = songs.find(viewer, slug)
    statuses.mark(viewer.learner_id, song.language, [choice(viewer, song, word_id).word.lemma], status, now)


def drop(viewer: Viewer, slug: str, word_id: int) -> None:
    """Delete a word's card, if there is one."""
    song = songs.find(viewer, slug)
    lemma = choice(viewer, song, word_id).word.lemma
    with writing():
        db.session.execute(
            delete(Card).where(
                Card.learner_id == viewer.learner_id, Card.language == song.language, Card.lemma == lemma
            )
        )


def kept(
    learner_id: int, song_id: int | None = None, language: str = "", since: datetime | None = None
) -> Sequence[Card]:
    """Return a learner's cards, oldest first: all, or only those of a song, of a language or since a time."""
    query = select(Card).where(Card.learner_id == learner_id).order_by(Card.id)
    if song_id is not None:
        query = query.where(Card.song_id == song_id)
    if language:
        query = query.where(or_(Card.language == language, Card.language.like(f"{language}-%")))
    if since is not None:
        query = query.where(Card.created_at >= since)
    return db.session.scalars(query).all()


def kept_from(learner_id: int) -> Sequence[tuple[int | None, str, int]]:
    """Return how many cards a learner has by song and language: rows of (song id, language, number)."""
    query = select(Card.song_id, Card.language, func.count()).where(Card.learner_id == learner_id)
    return [
        (song_id, language, n)
        for song_id, language, n in db.session.execute(query.group_by(Card.song_id, Card.language))
    ]


def senses(learner_id: int) -> Sequence[tuple[int, str, str, str]]:
    """Return the word of each of a learner's cards, oldest first: rows of (card id, language, lemma, sense)."""
    query = select(Card.id, Card.language, Card.lemma, Card.sense).where(Card.learner_id == learner_id)
    return [
        (card_id, language, lemma, sense)
        for card_id, language, lemma, sense in db.session.execute(query.order_by(Card.id))
    ]


def several(learner_id: int, ids: Sequence[int]) -> Sequence[Card]:
    """Return a learner's cards with these ids, at most 1,000, oldest first."""
    query = select(Card).where(Card.learner_id == learner_id, Card.id.in_(ids[:1000]))
    return db.session.scalars(query.order_by(Card.id)).all()


def card(viewer: Viewer, card_id: int) -> Card:
    """Return a card of the viewer. Raises NotFound."""
    found = db.session.get(Card, card_id)
    if found is None or found.learner_id != viewer.learner_id:
        raise NotFound(N_("You don’t have this card. It may have been deleted."))
    return found


def form_of(card: Card) -> dict[str, str]:
    """Return the values that the form to edit a card shows."""
    return {"meaning": card.meaning, "note": card.note}


def edit(viewer: Viewer, card_id: int, meaning: str, note: str, now: datetime, loaded: str = "") -> None:
    """Change a card's meaning and note. A new meaning also becomes the viewer's meaning of the word.

    `loaded` is the mark of the form. Raises NotFound, Invalid, and Overtaken if the card has changed since.
    """
    texts = {"meaning": meaning, "note": note}
    errors: dict[str, Message] = {name: TOO_LONG for name, text in texts.items() if len(text) > MOST_TEXT}
    if errors:
        raise Invalid(errors)
    with writing():
        lock_row(Card, card_id)
        found = card(viewer, card_id)
        with unless_overtaken(loaded, lambda: form_of(found)):
            if found.meaning != meaning.strip():
                found.meaning, found.credit = meaning.strip(), ""
                own = Own(found.meaning) if found.meaning else None
                dictionaries.keep_own(found.learner_id, found.language, found.lemma, own, found.song_id, now)
            found.note = note.strip()


def whole_song(song: Song) -> Sequence[Card]:
    """Return unsaved cards of all the song's words, for a deck that belongs to nobody."""
    return [_card(c, 0, song.id, song.language, song.created_at) for c in choices(VISITOR, song)]


def _kept(viewer: Viewer, language: str) -> set[str]:
    if viewer.id is None:
        return set()
    return set(db.session.scalars(select(Card.lemma).where(Card.learner_id == viewer.id, Card.language == language)))


def _into(viewer: Viewer, language: str) -> list[str]:
    """Return the languages in which words are explained to the viewer.

    These are the one they chose, those they speak, those their browser asks for, and English. Words aren't explained
    in their own language, except that English words have English explanations too.
    """
    speaks = [languages.code(text) for text in viewer.speaks]
    known = [code for code in speaks if code != base(language)]
    asked = [code for code in (viewer.prefers, *known, *viewer.reads, "en") if code]
    return list(dict.fromkeys(code for code in asked if code == "en" or code != base(language)))[:5]


def explained_in(viewer: Viewer, song: Song) -> Sequence[str]:
    """Return the codes of the languages in which the song's words are explained to the viewer, the preferred first."""
    return _into(viewer, song.language)


def may_be_explained_in(song: Song) -> Sequence[str]:
    """Return the codes of the languages in which the song's words can be explained."""
    return [code for code in core.LANGUAGES if code == "en" or code != base(song.language)]


def _lookup(song: Song, text: Lyrics, word: vocab.Word, into: Sequence[str]) -> Lookup:
    lemma, pos, line, form = word.lemma, word.pos, word.line, word.surface
    layers = {base(x.language): x for x in reversed(text.layers) if x.kind == "translation"}
    layer = next((layers[x] for x in into if x in layers), next(reversed(layers.values()), None))
    if layer is None or line >= len(layer.lines):
        return Lookup(lemma, pos, song.language, form=form)
    return Lookup(lemma, pos, song.language, layer.lines[line], layer.language, form)


def _with_reading(word: vocab.Word, language: str) -> vocab.Word:
    """Return a word with its gender, and with its reading or its article."""
    gender = word.gender or genders.of(word.lemma, word.pos, language)
    beside = word.reading or genders.beside(word.lemma, language, gender=gender, sung=word.surface)
    return replace(word, gender=gender, reading=beside)


def reading(card: Card) -> str:
    """Return what is shown beside the word of a card: its reading, or the noun with its article; or ""."""
    if card.reading:
        return card.reading
    gender = genders.of(card.lemma, card.pos, card.language)
    return genders.beside(card.lemma, card.language, gender=gender, sung=card.line_text[card.start : card.end])


def _mine(viewer: Viewer, language: str, lemmas: Collection[str]) -> tuple[set[str], dict[str, Own]]:
    """Return the lemmas that the viewer has cards of, and the meanings on their cards by lemma.

    The meanings also come from cards of the language's regional variants (es and es-MX).
    """
    if viewer.id is None:
        return set(), {}
    query = select(Card.language, Card.lemma, Card.meaning, Card.credit).where(
        Card.learner_id == viewer.id, _in(language), Card.lemma.in_(lemmas)
    )
    rows = db.session.execute(query.order_by(Card.id)).all()
    own = {lemma: Own(meaning, credit) for _, lemma, meaning, credit in rows if meaning}
    return {lemma for code, lemma, _, _ in rows if code == language}, own


def _in(language: str) -> ColumnElement[bool]:
    code = base(language)
    return or_(Card.language == code, Card.language.like(f"{code}-%"))


def _card(c: Choice, learner_id: int, song_id: int, language: str, now: datetime) -> Card:
    w = c.word
    return Card(
        learner_id=learner_id, song_id=song_id, language=language, lemma=w.lemma, reading=w.reading, sense="",
        pos=w.pos, level=w.level,
        meaning=c.meaning, credit=c.meanings[0].credit if c.meanings else "", note=w.note, line=w.line, start=w.start,
        end=w.end, line_text=c.line_text, line_translation=c.translation, created_at=now,
    )  # fmt: skip
