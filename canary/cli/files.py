"""File handling for the command line: import songs and dictionaries, write decks, convert lyrics."""

import glob
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from canary.circles import service as circles
from canary.dictionaries import service as dictionaries
from canary.dictionaries.headword import About
from canary.dictionaries.models import Dictionary
from canary.imports import names
from canary.imports import service as imports
from canary.lyrics import service as lyrics
from canary.lyrics import timing
from canary.lyrics.formats import detect, lrc, lyricsfile, plainjson, subtitles, text, ttml_out, ultrastar_out
from canary.lyrics.model import Lyrics, LyricsError
from canary.problems import Problem
from canary.web.clock import now
from canary.web.context import Context


def environment() -> Mapping[str, str]:
    """Return the environment variables that settings are read from."""
    return os.environ


def sounds(patterns: tuple[str, ...]) -> Iterator[Path]:
    """Yield the sound files that these files, folders and patterns stand for, without duplicates."""
    seen: set[Path] = set()
    for pattern in patterns:
        found = (
            [Path(pattern)] if Path(pattern).exists() else [Path(x) for x in sorted(glob.glob(pattern, recursive=True))]
        )
        for path in found or [Path(pattern)]:
            inside = (
                sorted(p for p in path.rglob("*") if names.ending(p.name) in names.AUDIO) if path.is_dir() else [path]
            )
            for file in inside:
                if file.resolve() not in seen:
                    seen.add(file.resolve())
                    yield file


def add(patterns: tuple[str, ...], context: Context, options: dict[str, Any]) -> int:
    """Import files with a progress bar, and return how many failed. Failed files don't stop the others."""
    paths = list(sounds(patterns))
    circle = circles.first()
    chosen = imports.Options(
        options["language"], options["licence"] or "", options["credits_text"],
        None if options["public"] or circle is None else circle.id,
    )  # fmt: skip
    failed = 0
    with tqdm(paths, unit="song", disable=None) as bar:
        for path in bar:
            try:
                sentences = _add_one(path, context, chosen, options)
            except (Problem, OSError) as error:
                failed += 1
                bar.write(f"{path.name}: {error}")
            else:
                for sentence in sentences:
                    bar.write(sentence)
    click.echo(f"{len(paths) - failed} of {len(paths)} added.")
    return failed


def _add_one(path: Path, context: Context, chosen: imports.Options, options: dict[str, Any]) -> list[str]:
    if not path.is_file():
        raise Problem("There's no such file.")
    beside = options["lyrics"] or _beside(path)
    made = imports.receive(path, path.name, context.store, now(), chosen, beside.read_bytes() if beside else None)
    lines = [f"{path.name}: {warning}" for warning in made.warnings]
    slug, has_lyrics = made.song.slug, made.has_lyrics
    if not has_lyrics and (options["look_up"] or context.settings.look_up):
        try:
            imports.look_up(made.song.id, lambda *_: None, now())
            has_lyrics = True
        except Problem as problem:
            lines.append(f"{path.name}: {problem}")
    return [*lines, f"{path.name} -> {slug}" + ("" if has_lyrics else " (no lyrics yet)")]


def _beside(path: Path) -> Path | None:
    """Return the lyrics file that belongs to a sound file in its folder; None if there is none."""
    files = {p.name: p for p in path.parent.iterdir() if names.ending(p.name) in names.LYRICS and p.is_file()}
    lyrics = {name: names.sound_named_in(_head(file)) for name, file in files.items()}
    return files.get(names.beside(path.name, lyrics))


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(names.HEAD)


def install(path: Path, chosen: Mapping[str, str], now: datetime) -> Dictionary:
    """Install a dictionary with a progress bar. Raises Problem."""
    with tqdm(unit="B", unit_scale=True, disable=None) as bar:

        def step(done: int, total: int) -> None:
            bar.total = total or None
            bar.update(done - bar.n)

        return dictionaries.install(path, About(**chosen), now, step)


def lines_of(path: Path) -> list[str]:
    """Return a text file's lines, in any encoding. Raises LyricsError if it isn't text."""
    return text.clean(text.decode(path.read_bytes())).split("\n")


def convert(path: Path, form: str, estimate_words: bool, encoding: str = "") -> tuple[str, str]:
    """Return a lyrics file's text in another format, and an error message ("" if there's none)."""
    try:
        found, format = detect.read_with_format(path.read_bytes(), encoding)
        if estimate_words:
            code = found.meta.get("la", "") or lyrics.language_of(found)
            found = timing.estimate(found, code)
        if form == "json":
            return json.dumps(plainjson.write(found, str(path), format), ensure_ascii=False), ""
        return _WRITERS[form](found), ""
    except (LyricsError, OSError) as error:
        problem = f"{path}: {error}" if isinstance(error, LyricsError) else f"{path}: {error.strerror}."
        return (
            json.dumps({"file": str(path), "error": problem}, ensure_ascii=False) if form == "json" else ""
        ), problem


_WRITERS: Mapping[str, Callable[[Lyrics], str]] = {
    "lrc": partial(lrc.write, words=False),
    "elrc": partial(lrc.write, words=True),
    "ultrastar": ultrastar_out.write,
    "ttml": ttml_out.write,
    "vtt": subtitles.write_vtt,
    "lyricsfile": lyricsfile.write,
    "lyricsfile-json": lyricsfile.write_json,
}
FORMS = ("json", *_WRITERS)


def move(path: Path, target: Path) -> None:
    """Move a finished file to its target, and create the folder if necessary."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(path, target)
