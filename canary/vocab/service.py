"""Use cases of a song's words."""

import secrets
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, delete, func, or_, select

from canary.db import db, writing
from canary.lyrics.model import Lyrics
from canary.problems import Problem
from canary.songs import service as songs
from canary.songs.models import Song
from canary.viewer import Viewer
from canary.vocab import analyse, known, phrases, rank
from canary.vocab.analyse import base
from canary.vocab.models import FormStatus, Gloss, SongLemma, SongTokens, SongWord, WordStatus


@dataclass(frozen=True, slots=True)
class Meaning:
    """An entry of a song's glossary: a lemma in this song; `meanings` by language code, `forms` as they are sung."""

    lemma: str
    pos: str
    meanings: Mapping[str, str]
    note: str = ""
    forms: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a song; `glosses` are (language, meaning) of what it means there, as far as somebody wrote it down;
    `score` is how useful it is by the song alone.
    """

    id: int
    lemma: str
    pos: str
    surface: str
    line: int
    start: int
    end: int
    count: int
    level: str
    reading: str
    glosses: tuple[tuple[str, str], ...]
    note: str
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """What lyrics hold: words worth keeping, the most useful first, and of each line [start, end, lemma, pos, kind] of
    everything that is sung.
    """

    words: Sequence[rank.Candidate] = ()
    lines: Sequence[Sequence[tuple[int, int, str, str, str]]] = ()


NOTHING = Drawn()


def draw(lyrics: Lyrics, language: str, glossary: Sequence[Meaning] = ()) -> Drawn:
    """The words of a song; slow (dictionaries), so call it outside `writing()`."""
    single = [entry for entry in glossary if entry.pos != phrases.PHRASE]
    idioms = {entry.lemma: entry.forms for entry in glossary if entry.pos == phrases.PHRASE}
    forms = {form.casefold(): (entry.lemma, entry.pos) for entry in single for form in (entry.lemma, *entry.forms)}
    texts = [line.text for line in lyrics.lines]
    found = rank.analysed(texts, language, forms)
    lines = [
        [
            (t.start, t.end, (t.written or t.lemma)[:200], t.pos, t.kind)
            for t in found.get(text, ())
            if t.kind != "punct"
        ]
        for text in texts
    ]
    words = [*phrases.in_lines(texts, language, idioms), *rank.ranked(found, texts, language)]
    return Drawn(sorted(words, key=lambda word: -word.score), lines)


def put_away() -> None:
    """Give back the memory of analysers that hold much of it, after a batch of songs."""
    analyse.put_away()


def keep(song_id: int, drawn: Drawn) -> None:
    """Store what `draw` found, in place of what was there."""
    counts = Counter(lemma for line in drawn.lines for _, _, lemma, _, kind in line if kind in {"word", "contraction"})
    with writing():
        for table in (SongWord, SongLemma, SongTokens):
            db.session.execute(delete(table).where(table.song_id == song_id))
        db.session.add(SongTokens(song_id=song_id, document=[[list(t) for t in line] for line in drawn.lines]))
        db.session.add_all(SongLemma(song_id=song_id, lemma=lemma, count=n) for lemma, n in counts.items())
        rows = {(w.lemma, w.pos): w for w in reversed(drawn.words)}
        db.session.add_all(
            SongWord(
                song_id=song_id, lemma=w.lemma[:200], pos=w.pos, surface=w.surface[:200], line=w.line, start=w.start,
                end=w.end, count=w.count, zipf=w.zipf, level=w.level, score=w.score, reading=w.reading[:200],
            )
            for w in rows.values()
        )  # fmt: skip


def keep_glossary(song_id: int, glossary: Sequence[Meaning]) -> None:
    """Store a song's own glossary, in place of what was there."""
    with writing():
        db.session.execute(delete(Gloss).where(Gloss.song_id == song_id))
        seen: set[tuple[str, str, str]] = set()
        for entry in glossary:
            for language, meaning in entry.meanings.items():
                if (entry.lemma, entry.pos, language) not in seen:
                    seen.add((entry.lemma, entry.pos, language))
                    db.session.add(
                        Gloss(
                            song_id=song_id, lemma=entry.lemma, pos=entry.pos, language=language, meaning=meaning,
                            note=entry.note,
                        )
                    )  # fmt: skip


def of(song_id: int, into: Sequence[str] = ("en",)) -> Sequence[Word]:
    """The song's words, the most useful first, with their meanings in some languages, in the order of these."""
    words = db.session.scalars(
        select(SongWord).where(SongWord.song_id == song_id).order_by(SongWord.score.desc(), SongWord.id).limit(1000)
    ).all()
    rows = db.session.scalars(select(Gloss).where(Gloss.song_id == song_id, Gloss.language.in_(into))).all()
    exact: dict[tuple[str, str], list[Gloss]] = {}
    by_lemma: dict[str, list[Gloss]] = {}
    for entry in sorted(rows, key=lambda gloss: into.index(gloss.language)):
        exact.setdefault((entry.lemma.casefold(), entry.pos.upper()), []).append(entry)
        by_lemma.setdefault(entry.lemma.casefold(), []).append(entry)
    found = []
    for w in words:
        glosses = exact.get((w.lemma.casefold(), w.pos)) or by_lemma.get(w.lemma.casefold()) or []
        found.append(
            Word(
                w.id, w.lemma, w.pos, w.surface, w.line, w.start, w.end, w.count, w.level, w.reading,
                tuple((gloss.language, gloss.meaning) for gloss in glosses), glosses[0].note if glosses else "",
                w.score,
            )
        )  # fmt: skip
    return found


def tokens_of(song_id: int) -> list[list[list[Any]]]:
    """All that is sung, a list a line of [start, end, lemma, pos, kind]; [] while nothing was drawn."""
    row = db.session.get(SongTokens, song_id)
    return row.document if row else []


def without_tokens() -> Sequence[int]:
    """Ids of uploaded songs whose words were drawn before all that is sung was kept."""
    drawn = select(SongWord.song_id).distinct()
    query = select(Song.id).where(Song.source == "", Song.id.in_(drawn), Song.id.not_in(select(SongTokens.song_id)))
    return db.session.scalars(query).all()


def elsewhere(viewer: Viewer, song_id: int, language: str, lemmas: Collection[str]) -> dict[str, int]:
    """In how many other songs that the viewer may hear these dictionary forms of a language are sung."""
    rows = db.session.execute(
        select(SongLemma.lemma, func.count())
        .join(Song, Song.id == SongLemma.song_id)
        .where(SongLemma.lemma.in_(lemmas), SongLemma.song_id != song_id, songs.visible_to(viewer))
        .where(or_(Song.language == base(language), Song.language.like(f"{base(language)}-%")))
        .group_by(SongLemma.lemma)
    )
    return dict(rows.all())


def statuses(learner_id: int | None, language: str) -> dict[str, str]:
    """What a learner says of words of a language, by lemma; words that are not in it are new."""
    if learner_id is None:
        return {}
    query = select(WordStatus.lemma, WordStatus.status).where(
        WordStatus.learner_id == learner_id, WordStatus.language == base(language)
    )
    return dict(db.session.execute(query).all())


def mark(learner_id: int, language: str, lemmas: Collection[str], status: str, now: datetime) -> tuple[str, int]:
    """Say "new", "learning", "known" or "ignored" of words as one change; returns its id, by which `unmark` takes it
    back, and how many words it changed. Words that have the status already are left alone.
    """
    if status not in known.STATUSES:
        raise Problem("A word is new, learning, known or ignored.")
    batch, code = secrets.token_hex(16), base(language)
    with writing():
        there = statuses(learner_id, code)
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


def forms(learner_id: int | None, language: str, lemmas: Collection[str] | None = None) -> dict[tuple[str, str], str]:
    """What a learner says of single forms apart from their word, by (lemma, form in lower case)."""
    if learner_id is None:
        return {}
    query = select(FormStatus.lemma, FormStatus.form, FormStatus.status).where(
        FormStatus.learner_id == learner_id, FormStatus.language == base(language)
    )
    if lemmas is not None:
        query = query.where(FormStatus.lemma.in_(lemmas))
    return {(lemma, form): status for lemma, form, status in db.session.execute(query)}


def mark_form(learner_id: int, language: str, lemma: str, form: str, status: str, now: datetime) -> None:
    """Say of one form what differs from what is said of its word; "" lets it be as the word is."""
    if status and status not in known.STATUSES:
        raise Problem("A word is new, learning, known or ignored.")
    code, lemma, form = base(language), lemma[:200], form.casefold()[:200]
    mine = (FormStatus.learner_id == learner_id, FormStatus.language == code, FormStatus.lemma == lemma)
    with writing():
        db.session.execute(delete(FormStatus).where(*mine, FormStatus.form == form))
        if status:
            row = FormStatus(
                learner_id=learner_id, language=code, lemma=lemma, form=form, status=status, changed_at=now
            )  # fmt: skip
            db.session.add(row)


def unmark(learner_id: int, batch: str) -> int:
    """Take a change back; words that were changed again since stay as they are. Returns how many went back."""
    with writing():
        mine = (WordStatus.learner_id == learner_id, WordStatus.batch == batch)
        rows = db.session.scalars(select(WordStatus).where(*mine).limit(known.MOST_PASTED)).all()
        for row in rows:
            row.status, row.batch, row.before = row.before, "", row.status
        db.session.flush()
        db.session.execute(delete(WordStatus).where(WordStatus.learner_id == learner_id, WordStatus.status == "new"))
        return len(rows)


def languages_of(learner_id: int) -> Sequence[str]:
    """The languages in which a learner has said something of a word, the one with most words first."""
    query = select(WordStatus.language).where(WordStatus.learner_id == learner_id).group_by(WordStatus.language)
    return db.session.scalars(query.order_by(func.count().desc())).all()


def counts(learner_id: int, language: str) -> dict[str, int]:
    """How many words of a language a learner says are learning, known, ignored."""
    query = select(WordStatus.status, func.count()).where(*_mine(learner_id, language)).group_by(WordStatus.status)
    return dict(db.session.execute(query).all())


def words_of(learner_id: int, language: str, status: str, search: str, most: int) -> Sequence[WordStatus]:
    """A learner's words, the latest first, of one status ("" for all) and with `search` in them."""
    query = select(WordStatus).where(*_mine(learner_id, language), WordStatus.status != "new")
    if status:
        query = query.where(WordStatus.status == status)
    if search:
        query = query.where(WordStatus.lemma.contains(search, autoescape=True))
    return db.session.scalars(query.order_by(WordStatus.changed_at.desc(), WordStatus.lemma).limit(most)).all()


def shares(learner_id: int | None, songs: Collection[tuple[int, str]]) -> dict[int, known.Share]:
    """How much a learner knows of songs given as (id, language), by id; two queries for any number of songs."""
    if learner_id is None or not songs:
        return {}
    languages = {song_id: base(language) for song_id, language in songs}
    total = select(SongLemma.song_id, func.sum(SongLemma.count), func.count()).group_by(SongLemma.song_id)
    status = case((WordStatus.status == "ignored", "ignored"), else_="known")
    said = (
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
        said = said.where(SongLemma.song_id.in_(languages))
    by_status = {(song_id, what): (running, count) for song_id, what, running, count in db.session.execute(said)}
    found = {}
    for song_id, running, count in db.session.execute(total):
        ignored, knew = by_status.get((song_id, "ignored"), (0, 0)), by_status.get((song_id, "known"), (0, 0))
        found[song_id] = known.Share(running - ignored[0], knew[0], count - ignored[1], knew[1])
    return found


def _mine(learner_id: int, language: str) -> tuple[ColumnElement[bool], ...]:
    return WordStatus.learner_id == learner_id, WordStatus.language == language
