"""Use cases of dictionaries and of what learners say a word means."""

import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from canary.db import db, lock_row, writing
from canary.dictionaries import folding, formats
from canary.dictionaries.headword import About, DictionaryError, Headword, Step, line_of
from canary.dictionaries.meanings import Entry as Found
from canary.dictionaries.meanings import Own
from canary.dictionaries.models import Dictionary, Entry, OwnMeaning
from canary.language_tags import base
from canary.learners.models import Learner
from canary.problems import Conflict, NotFound, Problem
from canary.songs import languages

_MOST_FOUND = 10_000  # entries for all words of a page
_MOST_ENTRIES = 5_000_000
_BATCH = 2_000  # entries that are written under one lock, about 30 ms


def install(path: Path, wishes: About, now: datetime, step: Step) -> Dictionary:
    """Read a dictionary file into the database, batch by batch, so that nobody waits for the whole; the file says what
    `wishes` leaves open. It shows when it is whole. Raises Problem, and then nothing of it stays.
    """
    try:
        with tempfile.TemporaryDirectory() as folder:
            source = formats.look(path, Path(folder), wishes.language, wishes.into)
            about = About(
                line_of(wishes.name or source.about.name)[:100], source.about.language, source.about.into,
                line_of(wishes.licence or source.about.licence)[:100],
            )  # fmt: skip
            dictionary_id = _begin(about, now)
            try:
                count = _fill(dictionary_id, source.words(step))
                if count == 0:
                    names = languages.name(about.language), languages.name(about.into)
                    raise DictionaryError(f"{path.name} has no {names[0]} word that it explains in {names[1]}.")
                with writing():
                    values = {"ready": True, "count": count}
                    db.session.execute(update(Dictionary).where(Dictionary.id == dictionary_id).values(values))
            except BaseException:
                _empty(dictionary_id)
                raise
    except DictionaryError as error:
        raise Problem(error.sentence) from error
    except OSError as error:
        raise Problem(f"{path.name} could not be read: {error.strerror or error}.") from error
    return db.session.get_one(Dictionary, dictionary_id)


def installed() -> Sequence[Dictionary]:
    """All dictionaries, those that are not whole too, by name."""
    return db.session.scalars(select(Dictionary).order_by(Dictionary.name)).all()


def remove(name: str) -> None:
    """Take a dictionary away; meanings that learners chose from it stay theirs. Raises NotFound."""
    dictionary_id = db.session.scalar(select(Dictionary.id).where(Dictionary.name == name))
    if dictionary_id is None:
        raise NotFound(f"There is no dictionary called “{name}”; `canary dictionary list` shows them.")
    _empty(dictionary_id)


def _begin(about: About, now: datetime) -> int:
    """Make a dictionary's row; one of that name that was left unfinished is taken away. Raises Conflict."""
    there = db.session.execute(select(Dictionary.id, Dictionary.ready).where(Dictionary.name == about.name)).first()
    if there is not None and not there.ready:
        _empty(there.id)
    row = Dictionary(
        name=about.name, language=about.language, into=about.into, licence=about.licence, installed_at=now
    )  # fmt: skip
    try:
        with writing():
            db.session.add(row)
            db.session.flush()
            return row.id
    except IntegrityError as error:
        raise Conflict(
            f"There is a dictionary called “{about.name}” already; remove it first, or give this one another --name."
        ) from error


def _fill(dictionary_id: int, words: Iterable[Headword]) -> int:
    """Write entries, and return of how many words."""
    count, batches = 0, iter(words)
    while batch := list(islice(batches, _BATCH)):
        count += len(batch)
        if count > _MOST_ENTRIES:
            raise DictionaryError(
                f"This has more than {_MOST_ENTRIES:,} entries, more than any dictionary; install a part."
            )
        rows = [row for word in batch for row in _rows(dictionary_id, word)]
        try:
            with writing():
                db.session.execute(insert(Entry), rows)
        except IntegrityError as error:  # its row is gone: removed, or installed again, by somebody else
            raise Conflict("Somebody else removed or installed this dictionary meanwhile. Install it again.") from error
    return count


def _rows(dictionary_id: int, word: Headword) -> Iterator[dict[str, Any]]:
    """A row for the word, and one for its other spelling."""
    lemma = word.lemma[: folding.MOST]
    for key in dict.fromkeys(map(folding.key, filter(None, (word.lemma, word.reading)))):
        if key:
            yield {
                "dictionary_id": dictionary_id, "key": key, "lemma": lemma, "pos": word.pos, "senses": word.senses,
            }  # fmt: skip


def _empty(dictionary_id: int) -> None:
    """Take a dictionary and its entries away, batch by batch; it is out of sight from the first."""
    some = select(Entry.id).where(Entry.dictionary_id == dictionary_id).limit(_BATCH)
    with writing():
        db.session.execute(update(Dictionary).where(Dictionary.id == dictionary_id).values(ready=False))
    left = True
    while left:
        with writing():
            left = bool(db.session.execute(delete(Entry).where(Entry.id.in_(some))).rowcount)  # type: ignore[attr-defined]
    with writing():
        db.session.execute(delete(Dictionary).where(Dictionary.id == dictionary_id))


def look_up(language: str, into: Collection[str], lemmas: Collection[str]) -> Mapping[str, Sequence[Found]]:
    """What installed dictionaries say of words of a language, by lemma; one query for any number of them."""
    keys = {lemma: folding.key(lemma) for lemma in lemmas}
    query = (
        select(Entry.key, Entry.lemma, Entry.pos, Entry.senses, Dictionary.name, Dictionary.licence, Dictionary.into)
        .join(Dictionary, Dictionary.id == Entry.dictionary_id)
        .where(
            Dictionary.language == base(language),
            Dictionary.into.in_(into),
            Dictionary.ready,
            Entry.key.in_(set(keys.values())),
        )
        .order_by(Dictionary.id, Entry.id)
        .limit(_MOST_FOUND)
    )
    by_key: dict[str, list[Found]] = {}
    rows = db.session.execute(query).all()
    # What is only read so, such as the many words that are かみ in kana, comes behind what is written so.
    for key, _, pos, senses, name, licence, other in sorted(rows, key=lambda row: folding.key(row.lemma) != row.key):
        by_key.setdefault(key, []).append(Found(pos, senses, source(name, licence), other))
    return {lemma: by_key.get(key, []) for lemma, key in keys.items()}


def source(name: str, licence: str) -> str:
    """How a meaning says which dictionary it is from."""
    return f"{name}, {licence or 'licence not stated'}"


def own(learner_id: int | None, language: str, lemmas: Collection[str], song_id: int) -> Mapping[str, Own]:
    """What a learner chose or wrote for words of a language, by lemma, looked at in a song."""
    if learner_id is None:
        return {}
    rows = db.session.scalars(select(OwnMeaning).where(*_mine(learner_id, language), OwnMeaning.lemma.in_(lemmas)))
    return {row.lemma: Own(row.meaning, row.source, row.song_id == song_id) for row in rows}


def keep_own(learner_id: int, language: str, lemma: str, own: Own | None, song_id: int | None, now: datetime) -> None:
    """Remember what a word means to a learner, in place of what they said before; None forgets it."""
    with writing():
        lock_row(Learner, learner_id)
        db.session.execute(delete(OwnMeaning).where(*_mine(learner_id, language), OwnMeaning.lemma == lemma))
        if own is not None:
            db.session.add(
                OwnMeaning(
                    learner_id=learner_id, language=base(language), lemma=lemma, meaning=own.text, source=own.source,
                    song_id=song_id, changed_at=now,
                )
            )  # fmt: skip


def _mine(learner_id: int, language: str) -> tuple[ColumnElement[bool], ...]:
    return OwnMeaning.learner_id == learner_id, OwnMeaning.language == base(language)
