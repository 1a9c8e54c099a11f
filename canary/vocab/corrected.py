"""Use cases of corrections: make, undo and adopt them, and keep a song's stored words in step with them."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from canary.db import db, lock_row, writing
from canary.lyrics import service as lyrics
from canary.problems import Invalid, NotFound
from canary.sentences import N_
from canary.songs.models import Song
from canary.vocab import analyse
from canary.vocab.corrections import Corrected, Correction, Part, apply, corrected
from canary.vocab.models import SongLemma, SongTokens, SongWord, WordCorrection
from canary.vocab.rank import Candidate

MOST = 200  # corrections of one learner in one song
LONGEST = 80  # characters of a dictionary form
GONE = N_("That correction isn’t here any more. Reload the page.")


def correct(
    learner_id: int, song: Song, line: int, span: tuple[int, int], parts: Sequence[tuple[int, int, str]], now: datetime
) -> int:
    """Put a learner's words in the place of those in a line's span, and return the correction's id.

    It holds for them alone, in each line with the same text. Raises NotFound, Invalid.
    """
    text = lyrics.of(song.id)
    if text is None or not 0 <= line < len(text.lines):
        raise NotFound(N_("That line isn’t in this song any more. Reload the page."))
    sung = text.lines[line].text
    if not parts:
        raise Invalid(cut=N_("Leave the letters as they are. Put | where a new word begins."))
    if any(not 1 <= len(lemma) <= LONGEST for _, _, lemma in parts):
        raise Invalid(form=N_("A dictionary form has 1 to %(most)s characters.", most=LONGEST))
    usual = _usual_class(song.id, line, span)
    classes = [_class(sung[start:end], song.language) or usual for start, end, _ in parts]
    stored = [[*part, pos] for part, pos in zip(parts, classes, strict=True)]
    with writing():
        lock_row(Song, song.id)
        mine = (WordCorrection.song_id == song.id, WordCorrection.learner_id == learner_id)
        rows = db.session.scalars(select(WordCorrection).where(*mine, WordCorrection.adopted_at.is_(None))).all()
        if len(rows) >= MOST:
            raise Invalid(cut=N_("You’ve corrected %(most)s words of this song. Undo one first.", most=MOST))
        for row in rows:
            if row.line_text == sung and row.start < span[1] and row.end > span[0]:
                db.session.delete(row)
        made = WordCorrection(
            song_id=song.id, learner_id=learner_id, line_text=sung, start=span[0], end=span[1], parts=stored,
            made_at=now,
        )  # fmt: skip
        db.session.add(made)
        db.session.flush()
        _renew(song, learner_id)
    return made.id


def undo(learner_id: int, song: Song, line_text: str, span: tuple[int, int]) -> bool:
    """Delete a learner's corrections that overlap a span, and return whether there were any."""
    with writing():
        lock_row(Song, song.id)
        rows = _of(song.id, learner_id)
        found = [row for row in rows if row.line_text == line_text and row.start < span[1] and row.end > span[0]]
        for row in found:
            db.session.delete(row)
        db.session.flush()
        _renew(song, learner_id)
    return bool(found)


def offered(song_id: int) -> Sequence[WordCorrection]:
    """Return the corrections of a song that wait for somebody to adopt or decline them, the oldest first."""
    waiting = (
        WordCorrection.song_id == song_id,
        WordCorrection.adopted_at.is_(None),
        WordCorrection.declined.is_(False),
    )
    query = select(WordCorrection).where(*waiting, WordCorrection.learner_id.is_not(None))
    return db.session.scalars(query.order_by(WordCorrection.id).limit(MOST)).all()


def adopt(song: Song, correction_id: int, now: datetime) -> None:
    """Make a correction everybody's. Raises NotFound."""
    with writing():
        lock_row(Song, song.id)
        row = _get(song.id, correction_id)
        row.adopted_at = now
        texts = _texts(song.id)
        lines = _document(song.id)
        store(song.id, corrected(texts, lines, [_plain(row)], song.language))
        renew_all(song)


def decline(song: Song, correction_id: int) -> None:
    """Take a correction off the list of those that may be adopted; its author keeps it. Raises NotFound."""
    with writing():
        lock_row(Song, song.id)
        row = _get(song.id, correction_id)
        row.declined = True


def adopted(song_id: int) -> Sequence[Correction]:
    """Return the corrections that hold for everybody, in the order in which they were adopted."""
    query = select(WordCorrection).where(WordCorrection.song_id == song_id, WordCorrection.adopted_at.is_not(None))
    return [_plain(row) for row in db.session.scalars(query.order_by(WordCorrection.adopted_at, WordCorrection.id))]


def own(song_id: int, learner_id: int | None) -> Sequence[Correction]:
    """Return a learner's corrections that hold for them alone."""
    return [_plain(row) for row in _of(song_id, learner_id)] if learner_id is not None else ()


def for_learner(song_id: int, learner_id: int | None, lines: list[list[list[Any]]]) -> list[list[list[Any]]]:
    """Return a song's words with the learner's own corrections."""
    found = own(song_id, learner_id)
    return apply(_texts(song_id), lines, found) if found else lines


def store(song_id: int, found: Corrected) -> None:
    """Store corrected words for everybody. Call it inside `writing()`."""
    counts = Counter(word[2] for line in found.lines for word in line if word[4] in {"word", "contraction"})
    db.session.execute(delete(SongLemma).where(SongLemma.song_id == song_id))
    db.session.add_all(SongLemma(song_id=song_id, lemma=lemma, count=n) for lemma, n in counts.items())
    db.session.get_one(SongTokens, song_id).document = found.lines
    common = (SongWord.song_id == song_id, SongWord.learner_id.is_(None))
    db.session.execute(delete(SongWord).where(*common, SongWord.lemma.in_(found.gone)))
    there = {(lemma, pos) for lemma, pos in db.session.execute(select(SongWord.lemma, SongWord.pos).where(*common))}
    db.session.add_all(row(song_id, word) for word in found.new if (word.lemma, word.pos) not in there)


def renew_all(song: Song) -> None:
    """Work out anew what follows from learners' own corrections, inside `writing()`, after a song's words changed."""
    db.session.flush()
    found = select(SongWord.learner_id).where(SongWord.song_id == song.id)
    own = select(WordCorrection.learner_id).where(
        WordCorrection.song_id == song.id, WordCorrection.adopted_at.is_(None)
    )
    for learner_id in db.session.scalars(found.union(own)).all():
        if learner_id is not None:
            _renew(song, learner_id)


def row(song_id: int, word: Candidate, learner_id: int | None = None) -> SongWord:
    """Return a row for a word worth keeping."""
    return SongWord(
        song_id=song_id, lemma=word.lemma[:200], pos=word.pos, surface=word.surface[:200], line=word.line,
        start=word.start, end=word.end, count=word.count, zipf=word.zipf, level=word.level, score=word.score,
        reading=word.reading[:200], learner_id=learner_id,
    )  # fmt: skip


def leave(learner_id: int, _: datetime) -> None:
    """Delete a leaving learner's corrections that nobody has adopted."""
    mine = (WordCorrection.learner_id == learner_id, WordCorrection.adopted_at.is_(None))
    db.session.execute(delete(WordCorrection).where(*mine))


def _renew(song: Song, learner_id: int) -> None:
    """Store which words a learner's corrections add to the song's, and which they take away."""
    db.session.execute(delete(SongWord).where(SongWord.song_id == song.id, SongWord.learner_id == learner_id))
    rows = _of(song.id, learner_id)
    if not rows:
        return
    found = corrected(_texts(song.id), _document(song.id), [_plain(one) for one in rows], song.language)
    common = (SongWord.song_id == song.id, SongWord.learner_id.is_(None))
    for word in db.session.scalars(select(SongWord).where(*common, SongWord.lemma.in_(found.gone))).all():
        db.session.add(
            SongWord(
                song_id=song.id, lemma=word.lemma, pos=word.pos, surface=word.surface, line=word.line,
                start=word.start, end=word.end, count=0, zipf=word.zipf, level=word.level, score=word.score,
                reading=word.reading, learner_id=learner_id,
            )
        )  # fmt: skip
    there = {(lemma, pos) for lemma, pos in db.session.execute(select(SongWord.lemma, SongWord.pos).where(*common))}
    db.session.add_all(row(song.id, word, learner_id) for word in found.new if (word.lemma, word.pos) not in there)


def _of(song_id: int, learner_id: int | None) -> Sequence[WordCorrection]:
    mine = (WordCorrection.song_id == song_id, WordCorrection.learner_id == learner_id)
    query = select(WordCorrection).where(*mine, WordCorrection.adopted_at.is_(None)).order_by(WordCorrection.id)
    return db.session.scalars(query).all()


def _get(song_id: int, correction_id: int) -> WordCorrection:
    found = db.session.get(WordCorrection, correction_id)
    if found is None or found.song_id != song_id or found.adopted_at is not None:
        raise NotFound(GONE)
    return found


def _plain(row: WordCorrection) -> Correction:
    return Correction(row.line_text, row.start, row.end, tuple(Part(*part) for part in row.parts))


def _texts(song_id: int) -> list[str]:
    text = lyrics.of(song_id)
    return [line.text for line in text.lines] if text else []


def _document(song_id: int) -> list[list[list[Any]]]:
    found = db.session.get(SongTokens, song_id)
    return found.document if found else []


def _usual_class(song_id: int, line: int, span: tuple[int, int]) -> str:
    """Return the part of speech of the first word in a span, "X" if there's none."""
    words = (_document(song_id) or [[]] * (line + 1))[line]
    return next((pos for start, end, _, pos, _ in words if start < span[1] and end > span[0]), "X")


def _class(text: str, language: str) -> str:
    """Return the part of speech that the analyser gives a word that stands alone; "" if it takes it for several."""
    found = [token for token in analyse.tokens(text, language) if token.kind != "punct"]
    return found[0].pos if len(found) == 1 and found[0].pos != "X" else ""
