"""Use cases of a song's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select

from canary.db import db, writing
from canary.lyrics.model import Lyrics
from canary.vocab import analyse, rank
from canary.vocab.models import Gloss, SongWord


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
    """A word of a song with what it means there ("" when nobody wrote it down)."""

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
    meaning: str
    note: str


def draw(lyrics: Lyrics, language: str, glossary: Sequence[Meaning] = ()) -> Sequence[rank.Candidate]:
    """The words worth keeping, the most useful first; slow (dictionaries), so call it outside `writing()`."""
    forms = {form.casefold(): (entry.lemma, entry.pos) for entry in glossary for form in (entry.lemma, *entry.forms)}
    return rank.rank([line.text for line in lyrics.lines], language, forms=forms)


def put_away() -> None:
    """Give back the memory of analysers that hold much of it, after a batch of songs."""
    analyse.put_away()


def keep(song_id: int, words: Sequence[rank.Candidate]) -> None:
    """Store what `draw` found, in place of what was there."""
    with writing():
        db.session.execute(delete(SongWord).where(SongWord.song_id == song_id))
        rows = {(w.lemma, w.pos): w for w in reversed(words)}
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


def of(song_id: int, meaning_in: str = "en") -> Sequence[Word]:
    """The song's words with their meaning in one language, the most useful first."""
    words = db.session.scalars(
        select(SongWord).where(SongWord.song_id == song_id).order_by(SongWord.score.desc(), SongWord.id).limit(1000)
    ).all()
    glosses = db.session.scalars(select(Gloss).where(Gloss.song_id == song_id, Gloss.language == meaning_in))
    exact: dict[tuple[str, str], Gloss] = {}
    by_lemma: dict[str, Gloss] = {}
    for entry in glosses:
        exact[entry.lemma.casefold(), entry.pos.upper()] = entry
        by_lemma.setdefault(entry.lemma.casefold(), entry)
    found = []
    for w in words:
        gloss = exact.get((w.lemma.casefold(), w.pos)) or by_lemma.get(w.lemma.casefold())
        found.append(
            Word(
                w.id, w.lemma, w.pos, w.surface, w.line, w.start, w.end, w.count, w.level, w.reading,
                gloss.meaning if gloss else "", gloss.note if gloss else "",
            )
        )  # fmt: skip
    return found
