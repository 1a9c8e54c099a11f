"""A hundred songs with tags and line-timed lyrics beside them are imported: songs a second and memory at its highest.

Each side runs in a process of its own (`python -m tests.bench.importing ours|bare FOLDER`), for memory is only told a
process. The baseline reads the tags and hashes the file: what no import can do without.
"""

import hashlib
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import av
from mutagen.id3 import ID3, TIT2, TPE1
from mutagen.mp3 import MP3

from canary.circles import service as circles
from canary.config import ROOT
from canary.imports import service as imports
from canary.web.context import context_of
from tests.bench import scene
from tests.bench.table import Row
from tests.factories import NOW

SONGS = 100


def rows() -> Iterator[Row]:
    """One row for speed, one for memory."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        seconds = _make(folder)
        found: dict[str, list[tuple[float, float]]] = {"ours": [], "bare": []}
        for side in ("bare", "ours", "bare", "ours", "bare"):
            done = subprocess.run(
                [sys.executable, "-m", "tests.bench.importing", side, str(folder)],
                capture_output=True, text=True, check=True, cwd=ROOT,
            )  # fmt: skip
            found[side].append(tuple(json.loads(done.stdout)))
    took = {side: median(run[0] for run in runs) for side, runs in found.items()}
    peak = {side: median(run[1] for run in runs) for side, runs in found.items()}
    yield Row(
        f"{SONGS} songs of {seconds:.0f} s imported, with lyrics and words", f"{SONGS / took['ours']:.1f} songs/s",
        f"{SONGS / took['bare']:.0f} songs/s tags + hash", f"{took['ours'] / took['bare']:.1f} x the time",
    )  # fmt: skip
    yield Row(
        "the same: memory at its highest", f"{peak['ours']:.0f} MB", f"{peak['bare']:.0f} MB, the same modules loaded",
        f"+{peak['ours'] - peak['bare']:.0f} MB",
    )  # fmt: skip


def _make(folder: Path) -> float:
    """Write the songs: the songbook's sound from another frame on each time, other tags; returns the mean length in s."""
    backings = sorted((ROOT / "songs").glob("*/backing.mp3"))
    lengths = []
    for k, backing in enumerate(backings):
        data = backing.read_bytes()
        with av.open(str(backing)) as song:
            places = [(p.pos, float(p.dts * p.time_base)) for p in song.demux(audio=0) if p.pos and p.dts is not None]
        for n in range(k, SONGS, len(backings)):
            start, begun = places[5 * n]
            path = folder / f"Singer {n % 7} - Song {n}.mp3"
            path.write_bytes(data[start:])
            tags = ID3()
            tags.add(TIT2(encoding=3, text=f"Canción {n}"))
            tags.add(TPE1(encoding=3, text=f"Singer {n % 7}"))
            tags.save(path)
            lyrics = [f"[00:{2 * i + 1:02}.00]la noche {i} es larga, la luna {n} no se va" for i in range(25)]
            path.with_suffix(".lrc").write_text("\n".join(lyrics), encoding="utf-8")
            lengths.append(places[-1][1] - begun)
    return sum(lengths) / len(lengths)


def _ours(folder: Path) -> float:
    with tempfile.TemporaryDirectory() as data:
        app = scene.make(Path(data))
        with app.app_context():
            options = imports.Options("es", "CC BY 4.0", "", circles.create_first("Bench", "UTC", NOW).id)
            store = context_of(app).store
            begun = perf_counter()
            for path in sorted(folder.glob("*.mp3")):
                beside = path.with_suffix(".lrc").read_bytes()
                made = imports.receive(path, path.name, store, NOW, options, beside)
                assert made.has_lyrics
                assert not made.warnings, made.warnings
            return perf_counter() - begun


def _bare(folder: Path) -> float:
    begun = perf_counter()
    for path in sorted(folder.glob("*.mp3")):
        song: Any = MP3(path)
        assert song.tags
        with path.open("rb") as file:
            hashlib.file_digest(file, "sha256")
    return perf_counter() - begun


def highest() -> float:
    """This process's memory at its highest in MB; what the system tells of its children counts the parent's too."""
    status = Path("/proc/self/status").read_text()
    return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) / 1024


if __name__ == "__main__":
    took = {"ours": _ours, "bare": _bare}[sys.argv[1]](Path(sys.argv[2]))
    print(json.dumps([took, highest()]))
