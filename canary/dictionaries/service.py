"""Use cases of dictionaries and learners' own meanings: install, remove, look up and save."""

import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain, islice
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
from canary.sentences import N_
from canary.songs import languages
from canary.vocab.languages import arabic

_MOST_FOUND = 10_000  # the maximum number of entries loaded for all words of a page together
_MOST_ENTRIES = 5_000_000
_BATCH = 2_000  # how many entries a transaction writes, in about 30 ms


def install(path: Path, options: About, now: datetime, step: Step) -> Dictionary:
    """Read a dictionary file into the database, in batches, so that other writers don't have to wait.

    Values that are empty in `options` are taken from the file. The dictionary isn't used until it's complete. If the
    file can't be installed, everything that was written is removed, and Problem is raised.
    """
    try:
        with tempfile.TemporaryDirectory() as folder:
            source = formats.look(path, Path(folder), options.language, options.into)
            about = About(
                line_of(options.name or source.about.name)[:100], source.about.language, source.about.into,
                line_of(options.licence or source.about.licence)[:100],
            )  # fmt: skip
            dictionary_id = _begin(about, now)
            try:
                count = _fill(dictionary_id, source.words(step), about.language)
                if count == 0:
                    names = languages.name(about.language), languages.name(about.into)
                    raise DictionaryError(
                        N_(
                            "%(file)s has no %(language)s word with a meaning in %(into)s.",
                            file=path.name,
                            language=names[0],
                            into=names[1],
                        )
                    )
                with writing():
                    values = {"ready": True, "count": count}
                    db.session.execute(update(Dictionary).where(Dictionary.id == dictionary_id).values(values))
            except BaseException:
                _empty(dictionary_id)
                raise
    except DictionaryError as error:
        raise Problem(error.sentence) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise Problem(N_("%(file)s can’t be read: %(reason)s.", file=path.name, reason=reason)) from error
    return db.session.get_one(Dictionary, dictionary_id)


def installed() -> Sequence[Dictionary]:
    """Return all dictionaries ordered by name, including those that aren't completely installed."""
    return db.session.scalars(select(Dictionary).order_by(Dictionary.name)).all()


def remove(name: str) -> None:
    """Remove a dictionary. Learners keep the meanings that they chose from it. Raises NotFound for an unknown name."""
    dictionary_id = db.session.scalar(select(Dictionary.id).where(Dictionary.name == name))
    if dictionary_id is None:
        raise NotFound(
            N_("There’s no dictionary called “%(name)s”. `canary dictionary list` shows all dictionaries.", name=name)
        )
    _empty(dictionary_id)


def _begin(about: About, now: datetime) -> int:
    """Create the row of a dictionary, and return its id. An incomplete one with the same name is removed first.

    Raises Conflict if there's a complete one.
    """
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
            N_(
                "There’s already a dictionary called “%(name)s”. Remove it first, or add --name with another name.",
                name=about.name,
            )
        ) from error


def _fill(dictionary_id: int, words: Iterable[Headword], language: str) -> int:
    """Write the entries of a dictionary, and return the number of words.

    Raises DictionaryError if there are too many, and Conflict if the dictionary was removed in the meantime.
    """
    count, batches = 0, iter(words)
    while batch := list(islice(batches, _BATCH)):
        count += len(batch)
        if count > _MOST_ENTRIES:
            raise DictionaryError(
                N_(
                    "This file has more than %(most)s entries, which is too many. Install only a part of it.",
                    most=_MOST_ENTRIES,
                )
            )
        rows = [row for word in batch for row in _rows(dictionary_id, word, language)]
        try:
            with writing():
                db.session.execute(insert(Entry), rows)
        except IntegrityError as error:  # the dictionary's row was deleted
            raise Conflict(
                N_("Somebody else removed or installed this dictionary at the same time. Install it again.")
            ) from error
    return count


def _rows(dictionary_id: int, word: Headword, language: str) -> Iterator[dict[str, Any]]:
    """Yield a table row for a word, and another one for its `reading` if that has a different key."""
    lemma = word.lemma[: folding.MOST]
    for key in dict.fromkeys(folding.key(form, language) for form in (word.lemma, word.reading) if form):
        if key:
            yield {
                "dictionary_id": dictionary_id, "key": key, "lemma": lemma, "pos": word.pos, "senses": word.senses,
            }  # fmt: skip


def _empty(dictionary_id: int) -> None:
    """Delete a dictionary and its entries, in batches. From the first batch on, the dictionary is no longer used."""
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
    """Return the entries in installed dictionaries for words of a language, by lemma, with a single query.

    Entries have meanings in one of the languages `into`.
    """
    keys = {lemma: folding.key(lemma, language) for lemma in lemmas}
    # The word inside an Arabic form may be one that only the dictionary has.
    inside = {lemma: list(map(folding.key, arabic.possible(lemma))) for lemma in lemmas if base(language) == "ar"}
    query = (
        select(Entry.key, Entry.lemma, Entry.pos, Entry.senses, Dictionary.name, Dictionary.licence, Dictionary.into)
        .join(Dictionary, Dictionary.id == Entry.dictionary_id)
        .where(
            Dictionary.language == base(language),
            Dictionary.into.in_(into),
            Dictionary.ready,
            Entry.key.in_({*keys.values(), *chain.from_iterable(inside.values())}),
        )
        .order_by(Dictionary.id, Entry.id)
        .limit(_MOST_FOUND)
    )
    by_key: dict[str, list[Found]] = {}
    rows = db.session.execute(query).all()
    # Entries that match only by their reading come last: many words have the reading かみ, for example.
    for key, _, pos, senses, name, licence, other in sorted(
        rows, key=lambda row: folding.key(row.lemma, language) != row.key
    ):
        by_key.setdefault(key, []).append(Found(pos, senses, source(name, licence), other))
    for lemma, others in inside.items():
        if keys[lemma] not in by_key:
            keys[lemma] = next((key for key in others if key in by_key), keys[lemma])
    return {lemma: by_key.get(key, []) for lemma, key in keys.items()}


def source(name: str, licence: str) -> str:
    """Return the credit for a dictionary's meanings, which is also stored with learners' own meanings."""
    return f"{name}, {licence or 'licence not stated'}"


def own(learner_id: int | None, language: str, lemmas: Collection[str], song_id: int) -> Mapping[str, Own]:
    """Return a learner's own meanings for words of a language, by lemma; {} if `learner_id` is None.

    `song_id` is the song that the learner is looking at (see `Own.here`).
    """
    if learner_id is None:
        return {}
    rows = db.session.scalars(select(OwnMeaning).where(*_mine(learner_id, language), OwnMeaning.lemma.in_(lemmas)))
    return {row.lemma: Own(row.meaning, row.source, row.song_id == song_id) for row in rows}


def keep_own(learner_id: int, language: str, lemma: str, own: Own | None, song_id: int | None, now: datetime) -> None:
    """Save a learner's own meaning of a word, replacing the previous one.

    If `own` is None, only the previous one is deleted. `song_id` is the song in which the learner chose it.
    """
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
