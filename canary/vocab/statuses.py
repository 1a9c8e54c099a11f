"""Use cases of learners' words: the statuses of words and of single forms, and how much of a song a learner knows."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, case, delete, func, or_, select

from canary.db import db, lock_row, writing
from canary.language_tags import base
from canary.learners.models import Learner
from canary.letter_case import folded
from canary.problems import Problem
from canary.sentences import N_
from canary.songs.models import Song
from canary.vocab import known
from canary.vocab.models import FormStatus, SongLemma, WordStatus

NO_STATUS = N_("Choose new, learning, known or ignored.")


def of(learner_id: int | None, language: str) -> dict[str, str]:
    """Return the statuses of a learner's words in a language, by lemma. Words without a status are new."""
    if learner_id is None:
        return {}
    query = select(WordStatus.lemma, WordStatus.status).where(
        WordStatus.learner_id == learner_id, WordStatus.language == base(language)
    )
    return dict(db.session.execute(query).all())


def mark(learner_id: int, language: str, lemmas: Collection[str], status: str, now: datetime) -> tuple[str, int]:
    """Set the status of words to "new", "learning", "known" or "ignored".

    Returns the id of the change, with which `unmark` undoes it, and how many words changed their status. Raises Problem
    for any other status.
    """
    if status not in known.STATUSES:
        raise Problem(NO_STATUS)
    batch, code = secrets.token_hex(16), base(language)
    with writing():
        lock_row(Learner, learner_id)
        there = of(learner_id, code)
        short = dict.fromkeys(lemma[:200] for lemma in lemmas)
        changed = [lemma for lemma in short if there.get(lemma, "new") != status]
        for start in range(0, len(changed), 500):
            some = changed[start : start + 500]
            db.session.execute(delete(WordStatus).where(*_mine(learner_id, code), WordStatus.lemma.in_(some)))
        db.session.add_all(
            WordStatus(
                learner_id=learner_id, language=code, lemma=lemma, status=status, batch=batch,
                before=there.get(lemma, "new"), changed_at=now,
            )
            for lemma in changed
        )  # fmt: skip
    return batch, len(changed)


def of_forms(
    learner_id: int | None, language: str, lemmas: Collection[str] | None = None
) -> dict[tuple[str, str], str]:
    """Return the statuses of a learner's single forms in a language, by (lemma, form in lower case).

    If `lemmas` is given, only forms of these lemmas are returned.
    """
    if learner_id is None:
        return {}
    query = select(FormStatus.lemma, FormStatus.form, FormStatus.status).where(
        FormStatus.learner_id == learner_id, FormStatus.language == base(language)
    )
    if lemmas is not None:
        query = query.where(FormStatus.lemma.in_(lemmas))
    return {(lemma, form): status for lemma, form, status in db.session.execute(query)}


def mark_form(learner_id: int, language: str, lemma: str, form: str, status: str, now: datetime) -> None:
    """Set the status of a single form; "" resets it to its word's status. Raises Problem for an unknown status."""
    if status and status not in known.STATUSES:
        raise Problem(NO_STATUS)
    code, lemma, form = base(language), lemma[:200], folded(form, language)[:200]
    mine = (FormStatus.learner_id == learner_id, FormStatus.language == code, FormStatus.lemma == lemma)
    with writing():
        lock_row(Learner, learner_id)
        db.session.execute(delete(FormStatus).where(*mine, FormStatus.form == form))
        if status:
            row = FormStatus(
                learner_id=learner_id, language=code, lemma=lemma, form=form, status=status, changed_at=now
            )  # fmt: skip
            db.session.add(row)


def unmark(learner_id: int, batch: str) -> int:
    """Undo a change made by `mark`, except for words that were changed again since then.

    Returns how many words got their previous status back.
    """
    with writing():
        lock_row(Learner, learner_id)
        mine = (WordStatus.learner_id == learner_id, WordStatus.batch == batch)
        rows = db.session.scalars(select(WordStatus).where(*mine).limit(known.MOST_PASTED)).all()
        for row in rows:
            row.status, row.batch, row.before = row.before, "", row.status
        db.session.flush()
        db.session.execute(delete(WordStatus).where(WordStatus.learner_id == learner_id, WordStatus.status == "new"))
        return len(rows)


def languages_of(learner_id: int) -> Sequence[str]:
    """Return the languages in which a learner's words have statuses, the one with the most words first."""
    query = select(WordStatus.language).where(WordStatus.learner_id == learner_id).group_by(WordStatus.language)
    return db.session.scalars(query.order_by(func.count().desc())).all()


def counts(learner_id: int, language: str) -> dict[str, int]:
    """Return how many of a learner's words in a language have each status."""
    query = select(WordStatus.status, func.count()).where(*_mine(learner_id, language)).group_by(WordStatus.status)
    return dict(db.session.execute(query).all())


def words_of(learner_id: int, language: str, status: str, search: str, most: int) -> Sequence[WordStatus]:
    """Return a learner's words with a status ("" for any) whose lemma contains `search`, the latest change first.

    At most `most` words are returned.
    """
    query = select(WordStatus).where(*_mine(learner_id, language), WordStatus.status != "new")
    if status:
        query = query.where(WordStatus.status == status)
    if search:
        query = query.where(WordStatus.lemma.contains(search, autoescape=True))
    return db.session.scalars(query.order_by(WordStatus.changed_at.desc(), WordStatus.lemma).limit(most)).all()


def shares(learner_id: int | None, songs: Collection[tuple[int, str]]) -> dict[int, known.Share]:
    """Return how much of each song a learner knows, by song id, with two queries. `songs` are (id, language)."""
    if learner_id is None or not songs:
        return {}
    languages = {song_id: base(language) for song_id, language in songs}
    total = select(SongLemma.song_id, func.sum(SongLemma.count), func.count()).group_by(SongLemma.song_id)
    status = case((WordStatus.status == "ignored", "ignored"), else_="known")
    marked = (
        select(SongLemma.song_id, status, func.sum(SongLemma.count), func.count())
        .join(Song, Song.id == SongLemma.song_id)
        .join(WordStatus, WordStatus.lemma == SongLemma.lemma)
        .where(
            WordStatus.learner_id == learner_id,
            WordStatus.status.in_(("known", "ignored")),
            or_(WordStatus.language == Song.language, Song.language.like(WordStatus.language + "-%")),
        )
        .group_by(SongLemma.song_id, status)
    )
    if len(languages) <= 500:
        total = total.where(SongLemma.song_id.in_(languages))
        marked = marked.where(SongLemma.song_id.in_(languages))
    by_status = {(song_id, what): (running, count) for song_id, what, running, count in db.session.execute(marked)}
    found = {}
    for song_id, running, count in db.session.execute(total):
        ignored, knew = by_status.get((song_id, "ignored"), (0, 0)), by_status.get((song_id, "known"), (0, 0))
        found[song_id] = known.Share(running - ignored[0], knew[0], count - ignored[1], knew[1])
    return found


def _mine(learner_id: int, language: str) -> tuple[ColumnElement[bool], ...]:
    return WordStatus.learner_id == learner_id, WordStatus.language == language
