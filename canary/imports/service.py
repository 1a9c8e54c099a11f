"""Use cases of imports: one file, the songbook, a lyrics look-up."""

import io
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import IntegrityError

from canary.audio import media, stems
from canary.content.files import discard
from canary.db import writing
from canary.imports import names, songbook
from canary.jobs.service import Step
from canary.lyrics import origins, sources
from canary.lyrics import service as lyrics_of
from canary.lyrics.formats import detect, embedded, encodings, tag_bytes
from canary.lyrics.model import Lyrics, LyricsError
from canary.problems import Conflict, Invalid, Problem
from canary.sentences import N_, Message
from canary.songs import covers, languages, tags
from canary.songs import service as songs
from canary.songs.licences import LICENCES
from canary.songs.models import Song
from canary.storage.local import LocalStore
from canary.vocab import service as vocab

UNUSED = {
    origins.SIDECAR: N_("The lyrics file couldn’t be used: %(reason)s"),
    origins.EMBEDDED: N_("The lyrics in the sound file couldn’t be used: %(reason)s"),
}


@dataclass(frozen=True, slots=True)
class Options:
    """What the importer chose; "" means to detect it.

    Attributes:
        circle_id: the song's circle; None makes the song public.
        encoding: one of `encodings.CHOICES`, for lyrics files that aren't Unicode.
    """

    language: str = ""
    licence: str = ""
    credits: str = ""
    circle_id: int | None = None
    owner_id: int | None = None
    encoding: str = ""


@dataclass(slots=True)
class Imported:
    """The result of an import: the song, and warnings about what couldn't be used."""

    song: Song
    warnings: list[Message] = field(default_factory=list)
    has_lyrics: bool = False


def receive(
    path: Path,
    name: str,
    store: LocalStore,
    now: datetime,
    options: Options = Options(),
    sidecar: bytes | None = None,
) -> Imported:
    """Create a song from an audio file called `name`. If this raises Problem, nothing is stored.

    Lyrics come from `sidecar` (a lyrics file's bytes), or else from the file's tags.
    """
    _check(options)
    try:
        info, audio_hash = media.inspect(path)
    except media.AudioError as error:
        raise Problem(error.sentence) from error
    if twin := songs.same_audio(audio_hash, options.circle_id):
        raise Conflict(N_("This sound has been added already, as “%(title)s”.", title=twin.title))
    warnings: list[Message] = []
    found = _tags(path, warnings)
    text, source = _lyrics(found, sidecar, options.encoding, warnings)
    title, artist = _named(name, text)
    code = languages.code(options.language) or _language(found, text)
    ready = lyrics_of.ready(text, code, info.duration_ms) if text else None
    words = vocab.draw(ready, code) if ready and code else vocab.NOTHING
    cover = _cover(found, store, warnings)
    audio_key = _put_bare(path, info.extension, store, warnings)
    try:
        with writing():
            song = songs.add(
                found.title or title, now, artist=found.artist or ("" if found.title else artist), album=found.album,
                language=code, licence=_licence(options, found), credits=_credits(options, found),
                duration_ms=info.duration_ms, audio_key=audio_key, audio_mime=info.mime, audio_hash=audio_hash,
                cover_key=cover,
                circle_id=options.circle_id, owner_id=options.owner_id, original_name=names.bare(name)[:300],
                visibility="circle" if options.circle_id else "public",
            )  # fmt: skip
            if ready:
                lyrics_of.put(song.id, ready, source, now)
                vocab.keep(song.id, words)
    except Exception as error:
        discard(store, audio_key, cover)
        if isinstance(error, IntegrityError):
            raise Conflict(N_("Somebody has just added this sound.")) from error
        raise
    return Imported(song, warnings, ready is not None)


def _put_bare(path: Path, extension: str, store: LocalStore, warnings: list[Message]) -> str:
    """Store a sound without its tags, pictures and comments, and return its key."""
    with tempfile.NamedTemporaryFile(suffix=extension) as copy:
        with path.open("rb") as file:
            shutil.copyfileobj(file, copy, 1 << 20)
        copy.flush()
        try:
            tags.strip(Path(copy.name))
        except tags.TagsUnreadable as error:
            warnings.append(error.sentence)
        with Path(copy.name).open("rb") as file:
            return store.put(file, extension)


def _named(name: str, text: Lyrics | None) -> tuple[str, str]:
    """Return a title and an artist for a file without tags: those in its lyrics file, or else those in its name."""
    meta = text.meta if text else {}
    if meta.get("ti"):
        return " ".join(meta["ti"].split())[:200], " ".join(meta.get("ar", "").split())[:200]
    return names.title_and_artist(name)


def _check(options: Options) -> None:
    if options.licence not in LICENCES:
        raise Invalid(licence=N_("Choose a licence from the list."))
    if options.encoding and options.encoding not in encodings.CHOICES:
        raise Invalid(encoding=N_("Choose a text encoding from the list."))


def look_up(song_id: int, step: Step, now: datetime) -> str:
    """Look up a song's lyrics on the network and save them; returns the source's name. Raises Problem."""
    song = songs.get(song_id)
    step(10, N_("Looking for “%(title)s” …", title=song.title))
    try:
        found = sources.look_up(song.title, song.artist, song.duration_ms)
    except sources.LookUpError as error:
        raise Problem(error.sentence) from error
    step(80, N_("Lyrics found at %(source)s. Finding the words …", source=found.source))
    lyrics_of.save(song_id, found.lyrics, origins.found_at(found.source), now)
    return found.source


def songbook_changed(folder: Path) -> bool:
    """Return whether a song of the songbook is new or has changed, so that `load_songbook` would load it."""
    for path in songbook.folders(folder):
        there = songs.by_slug(path.name)
        if there is None or (there.source and there.source != songbook.source_of(path)):
            return True
    return False


def load_songbook(folder: Path, store: LocalStore, now: datetime) -> Iterator[str]:
    """Create and update the songbook's songs; yields a sentence for the log about each new, changed or broken song."""
    for path in songbook.folders(folder):
        source = songbook.source_of(path)
        there = songs.by_slug(path.name)
        if there is not None and there.source == source:
            continue
        if there is not None and not there.source:
            yield f"{path.name}: an uploaded song has this name, so the songbook's was left out."
            continue
        try:
            yield _load(songbook.read(path), store, now, there)
        except (songbook.SongFolderError, media.AudioError) as error:
            yield f"{error} The song was left out."  # a broken folder mustn't stop the server


def _load(book: songbook.SongFolder, store: LocalStore, now: datetime, there: Song | None) -> str:
    info, audio_hash = media.inspect(book.audio)
    text = lyrics_of.ready(book.lyrics, book.values["language"], info.duration_ms)
    words = vocab.draw(text, book.values["language"], book.glossary)
    with book.audio.open("rb") as file:
        values = book.values | {"audio_key": store.put(file, info.extension), "audio_mime": info.mime}
    if book.cover:
        values["cover_key"] = store.put(io.BytesIO(covers.square(book.cover.read_bytes())), ".jpg")
    values |= {
        "audio_hash": audio_hash,
        "duration_ms": info.duration_ms,
        "source": book.source,
        "visibility": "public",
    }
    values["stems_key"] = None  # a background job makes them again: see `make_stems`
    with writing():
        if there is None:
            song = songs.add(values.pop("title"), now, slug=book.slug, **values)
        else:
            song = songs.get(there.id)
            for name, value in values.items():
                setattr(song, name, value)
        lyrics_of.put(song.id, text, origins.SONGBOOK, now)
        vocab.keep(song.id, words)
        vocab.keep_glossary(song.id, book.glossary)
        return f"Song loaded: {song.title} ({languages.name(song.language)})"  # untranslated: for the log


def without_stems(songbook_folder: Path) -> list[Path]:
    """Return the folders of the songbook's songs that have a separate voice and no stems yet."""
    lacking = songs.without_stems()
    paths = songbook.folders(songbook_folder)
    return [path for path in paths if path.name in lacking and (path / "voice.mp3").is_file()]


def make_stems(path: Path, store: LocalStore) -> None:
    """Combine the backing and voice files of a song's folder into stems, for the voice slider. Raises AudioError."""
    song = songs.by_slug(path.name)
    if song is None or song.stems_key:
        return
    source = song.source
    with tempfile.NamedTemporaryFile(suffix=".m4a") as file:
        stems.pair(path / "backing.mp3", path / "voice.mp3", Path(file.name))
        key = store.put(file.file, ".m4a")
    with writing():
        song = songs.get(song.id)
        if song.source == source:  # the song wasn't loaded again in the meantime
            song.stems_key = key
            song.version += 1


def _tags(path: Path, warnings: list[Message]) -> tags.Tags:
    try:
        return tags.read(path, tag_bytes.encoding)
    except tags.TagsUnreadable as error:
        warnings.append(error.sentence)
        return tags.Tags()


def _lyrics(
    found: tags.Tags, sidecar: bytes | None, encoding: str, warnings: list[Message]
) -> tuple[Lyrics | None, str]:
    tries: list[tuple[str, Callable[[], Lyrics]]] = []
    if sidecar is not None:
        tries.append((origins.SIDECAR, lambda: lyrics_of.parse(sidecar, encoding)))
    if found.synced:
        tries.append((origins.EMBEDDED, lambda: embedded.from_pairs(found.synced)))
    if found.lyrics:
        tries.append((origins.EMBEDDED, lambda: detect.read(found.lyrics.encode())))
    for source, read in tries:
        try:
            text = read()
        except LyricsError as error:
            warnings.append(UNUSED[source].fill(reason=error.sentence))
            continue
        if any(line.text.strip() for line in text.lines):
            return text, source
    return None, ""


def _language(found: tags.Tags, text: Lyrics | None) -> str:
    """Return the language code in the tags or in the lyrics' header, or else the one detected from the words."""
    named = languages.understood(found.language) or languages.understood(text.meta.get("la", "") if text else "")
    return named or (lyrics_of.language_of(text) if text else "")


def _licence(options: Options, found: tags.Tags) -> str:
    """Return the importer's choice, or else the licence that the file states, or else private study."""
    return options.licence or found.licence or "private"


def _credits(options: Options, found: tags.Tags) -> list[dict[str, str]]:
    rows = songs.credits_from(options.credits)
    return rows or ([{"role": "Artist", "name": found.artist}] if found.artist else [])


def _cover(found: tags.Tags, store: LocalStore, warnings: list[Message]) -> str:
    if not found.cover:
        return ""
    try:
        return store.put(io.BytesIO(covers.square(found.cover)), ".jpg")
    except covers.CoverUnreadable as error:
        warnings.append(error.sentence)
        return ""
