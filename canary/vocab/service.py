"""Use cases of a song's words: analyse lyrics, store their words and the song's glossary, and load them."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, or_, select

from canary.db import db, lock_row, writing
from canary.language_tags import base
from canary.letter_case import folded
from canary.lyrics.model import Lyrics
from canary.songs import service as songs
from canary.songs.models import Song
from canary.viewer import Viewer
from canary.vocab import corrected, corrections, phrases, rank
from canary.vocab.languages import unloading
from canary.vocab.models import Gloss, SongLemma, SongTokens, SongWord


@dataclass(frozen=True, slots=True)
class Meaning:
    """An entry of a song's glossary: a lemma, its meanings by language code, and the forms that it has in the song.

    `gender` is a noun's (see `genders.NAMES`), or "".
    """

    lemma: str
    pos: str
    meanings: Mapping[str, str]
    note: str = ""
    forms: Sequence[str] = ()
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a song that is worth keeping (see `SongWord`).

    `glosses` are its meanings in the song's glossary as (language, meaning), and `note` is the glossary's note. `score`
    is its usefulness in this song (higher is better); it doesn't depend on what a learner knows. `gender` is a noun's.
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
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The result of analysing lyrics.

    `texts` are the lines. `words` are the words worth keeping, the most useful first. `lines` has for each line all its
    words, as (start, end, lemma, pos, kind).
    """

    words: Sequence[rank.Candidate] = ()
    lines: Sequence[Sequence[Sequence[Any]]] = ()
    texts: Sequence[str] = ()


NOTHING = Drawn()


def draw(lyrics: Lyrics, language: str, glossary: Sequence[Meaning] = ()) -> Drawn:
    """Analyse lyrics. The song's glossary corrects lemmas and names idioms. Slow, so call it outside `writing()`."""
    single = [entry for entry in glossary if entry.pos != phrases.PHRASE]
    idioms = {entry.lemma: entry.forms for entry in glossary if entry.pos == phrases.PHRASE}
    forms = {
        folded(form, language): (entry.lemma, entry.pos) for entry in single for form in (entry.lemma, *entry.forms)
    }
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
    return Drawn(sorted(words, key=lambda word: -word.score), lines, texts)


def unload() -> None:
    """Free the memory of all analysers. Call it after a batch of songs; they load again when needed."""
    unloading.unload()


def keep(song_id: int, drawn: Drawn) -> None:
    """Store the result of `draw` for a song, with the corrections of its words. It replaces the previous result."""
    with writing():
        lock_row(Song, song_id)
        song = songs.get(song_id)
        lines, words = [[list(word) for word in line] for line in drawn.lines], list(drawn.words)
        if common := corrected.adopted(song_id):
            found = corrections.corrected(drawn.texts, lines, common, song.language)
            lines, words = found.lines, [*(w for w in words if w.lemma not in found.gone), *found.new]
        counts = Counter(word[2] for line in lines for word in line if word[4] in {"word", "contraction"})
        for table in (SongWord, SongLemma, SongTokens):
            db.session.execute(delete(table).where(table.song_id == song_id))
        db.session.add(SongTokens(song_id=song_id, document=lines))
        db.session.add_all(SongLemma(song_id=song_id, lemma=lemma, count=n) for lemma, n in counts.items())
        rows = {(w.lemma, w.pos): w for w in reversed(words)}
        db.session.add_all(corrected.row(song_id, word) for word in rows.values())
        corrected.renew_all(song)


def prepare(text: Lyrics | None, language: str) -> Callable[[int], None]:
    """Analyse lyrics, which is slow, and return a function that stores the result for a song, given its id."""
    drawn = draw(text, language) if text and language else NOTHING
    return lambda song_id: keep(song_id, drawn)


def keep_glossary(song_id: int, glossary: Sequence[Meaning]) -> None:
    """Store a song's glossary. It replaces the previous glossary."""
    with writing():
        lock_row(Song, song_id)
        db.session.execute(delete(Gloss).where(Gloss.song_id == song_id))
        seen: set[tuple[str, str, str]] = set()
        for entry in glossary:
            for language, meaning in entry.meanings.items():
                if (entry.lemma, entry.pos, language) not in seen:
                    seen.add((entry.lemma, entry.pos, language))
                    db.session.add(
                        Gloss(
                            song_id=song_id, lemma=entry.lemma, pos=entry.pos, language=language, meaning=meaning,
                            note=entry.note, gender=entry.gender,
                        )
                    )  # fmt: skip


def of(song_id: int, into: Sequence[str] = ("en",), learner_id: int | None = None) -> Sequence[Word]:
    """Return a song's words, the most useful first, with their meanings in the languages `into`, in this order.

    A learner's own corrections hold for them.
    """
    whose = or_(SongWord.learner_id.is_(None), SongWord.learner_id == learner_id)
    words: Sequence[SongWord] = db.session.scalars(
        select(SongWord)
        .where(SongWord.song_id == song_id, whose)
        .order_by(SongWord.score.desc(), SongWord.id)
        .limit(1000)
    ).all()
    gone = {(w.lemma, w.pos) for w in words if not w.count}
    words = [w for w in words if (w.lemma, w.pos) not in gone]
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
                w.score, glosses[0].gender if glosses else "",
            )
        )  # fmt: skip
    return found


def glosses(song_id: int, into: Sequence[str], lemma: str, surface: str) -> tuple[tuple[str, str], ...]:
    """Return what a song's glossary says of a word that isn't worth keeping, as (language, meaning) in order of `into`.

    The glossary may have it by its dictionary form, or as it is sung.
    """
    rows = db.session.scalars(select(Gloss).where(Gloss.song_id == song_id, Gloss.language.in_(into))).all()
    names = {lemma.casefold(), surface.casefold()}
    found = {entry.language: entry.meaning for entry in rows if entry.lemma.casefold() in names}
    return tuple((language, found[language]) for language in into if language in found)


def tokens_of(song_id: int, learner_id: int | None = None) -> list[list[list[Any]]]:
    """Return the words of each line of a song as [start, end, lemma, pos, kind]; [] if the song isn't analysed.

    A learner's own corrections hold for them.
    """
    row = db.session.get(SongTokens, song_id)
    return corrected.for_learner(song_id, learner_id, row.document) if row else []


def without_tokens() -> Sequence[int]:
    """Return the ids of uploaded songs that were analysed by a release of Canary that didn't store tokens."""
    drawn = select(SongWord.song_id).distinct()
    query = select(Song.id).where(Song.source == "", Song.id.in_(drawn), Song.id.not_in(select(SongTokens.song_id)))
    return db.session.scalars(query).all()


def elsewhere(viewer: Viewer, song_id: int, language: str, lemmas: Collection[str]) -> dict[str, int]:
    """Return for each lemma the number of other songs that have it, among those that the viewer may hear.

    Lemmas that no other song has are left out.
    """
    rows = db.session.execute(
        select(SongLemma.lemma, func.count())
        .join(Song, Song.id == SongLemma.song_id)
        .where(SongLemma.lemma.in_(lemmas), SongLemma.song_id != song_id, songs.visible_to(viewer))
        .where(or_(Song.language == base(language), Song.language.like(f"{base(language)}-%")))
        .group_by(SongLemma.lemma)
    )
    return dict(rows.all())
