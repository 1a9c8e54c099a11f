"""Decks of a thousand and ten thousand notes, against genanki alone writing the same fields and sounds."""

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import genanki

from canary.anki import deck, note
from canary.anki.templates import CSS, templates
from tests.bench.table import Row, at_most
from tests.bench.timing import ratio, turn_by_turn

# (notes, different sounds, rounds): each note with a sound of its own, and a learner's whole life on a shared server.
DECKS = ((1000, 1000, 5), (10_000, 2000, 3))
CLIP_BYTES = 24_000  # a line of three seconds
MADE_AT = 1_772_000_000.0
ASKS = ("meaning", "word")


def rows() -> Iterator[Row]:
    """A row a size: the whole file, from notes in memory to the package on disk."""
    for count, sounds, rounds in DECKS:
        with tempfile.TemporaryDirectory() as name:
            yield _row(Path(name), count, sounds, rounds)


def _row(folder: Path, count: int, sounds: int, rounds: int) -> Row:
    notes = _notes(folder, count, sounds)
    model = genanki.Model(1_731_904_266, "Song word", [{"name": field} for field in note.FIELDS], templates(), CSS)
    values = [(note.fields(n, ASKS, n.audio.name if n.audio else ""), n.tags, n.guid_parts) for n in notes]
    media = sorted({str(n.audio) for n in notes})

    def bare() -> None:
        made = genanki.Deck(1_400_000_000, "Bench")
        for fields, tags, parts in values:
            made.add_note(genanki.Note(model=model, fields=fields, tags=list(tags), guid=genanki.guid_for(*parts)))
        genanki.Package(made, media_files=media).write_to_file(str(folder / "bare.apkg"), timestamp=MADE_AT)

    def ours() -> None:
        deck.write(folder / "ours.apkg", "Bench", notes, made_at=MADE_AT, asks=ASKS)

    us, them = turn_by_turn([ours, bare], rounds=rounds)
    what = f"deck of {count:,} notes, {sounds:,} sounds of {CLIP_BYTES / 1000:.0f} kB"
    return at_most(what, f"{median(us):.2f} s", f"{median(them):.2f} s genanki", ratio(us, them), 1.25)


def _notes(folder: Path, count: int, sounds: int) -> list[deck.Note]:
    chance = random.Random(5)
    found = []
    for n in range(sounds):
        (folder / f"{n:024x}-{n}.mp3").write_bytes(chance.randbytes(CLIP_BYTES))
    for n in range(count):
        clip = folder / f"{n % sounds:024x}-{n % sounds}.mp3"
        line = f"la noche {n} es larga y la luna no se va"
        found.append(
            deck.Note(
                ("ana", "es", f"palabra-{n}", ""), f"palabra-{n}", "a word & its <meaning>", line=line, line_start=3,
                line_end=8, line_translation="the night is long and the moon stays", song=f"Song {n // 40}",
                artist="Ana Ruiz", level="about A2", url=f"https://example.org/songs/s-{n // 40}#line-{n % 40}", audio=clip,
                tags=("canary", f"song-{n // 40}", "language-es"), language="es",
            )
        )  # fmt: skip
    return found
