"""Builds and checks the songbook (`python -m tools.songbook [SONG ...]`), or only checks it with `--check`."""

import argparse
import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from tqdm import tqdm

from tools.songbook.build import build
from tools.songbook.check import problems
from tools.songbook.render import Loudness, RenderError, missing_packages
from tools.songbook.song import SongError

SONGS = Path(__file__).resolve().parents[2] / "songs"


def song_folders(root: Path, names: list[str]) -> list[Path]:
    """Return the folders of the named songs, or of all songs if `names` is empty.

    Raises SystemExit, with a message, if there's no song of that name.
    """
    found = sorted(folder for folder in root.iterdir() if folder.is_dir())
    unknown = set(names) - {folder.name for folder in found}
    if unknown:
        raise SystemExit(f"There is no song called {', '.join(sorted(unknown))} in {root.name}/.")
    return [folder for folder in found if not names or folder.name in names]


def built(folders: Sequence[Path]) -> Iterator[tuple[Path, Loudness | SongError | RenderError]]:
    """Build songs in parallel, one per core, and yield each finished folder with its loudness or its error.

    Each song is built in a separate process: espeak-ng remembers what it spoke before, but a song must always sound the
    same, whichever song was built before it.
    """
    apart = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(mp_context=apart, max_tasks_per_child=1) as pool:
        waiting = {pool.submit(build, folder): folder for folder in folders}
        for done in as_completed(waiting):
            try:
                yield waiting[done], done.result()
            except (SongError, RenderError) as error:
                yield waiting[done], error


def main(arguments: list[str]) -> int:
    """Build and check the songs, and print what is wrong. Return 0 if nothing is wrong, otherwise 1."""
    parser = argparse.ArgumentParser(prog="python -m tools.songbook", description=__doc__)
    parser.add_argument("song", nargs="*", help="a folder's name under songs/; all songs when left out")
    parser.add_argument("--check", action="store_true", help="build nothing, only look for mistakes")
    wishes = parser.parse_args(arguments)
    folders = song_folders(SONGS, wishes.song)
    missing = [] if wishes.check else missing_packages()
    if missing:
        print(f"The songbook needs these Debian packages: apt install {' '.join(missing)}", file=sys.stderr)
        return 1
    wrong: list[str] = []
    if not wishes.check:
        for folder, result in tqdm(built(folders), total=len(folders), unit="song"):
            if isinstance(result, Loudness):
                tqdm.write(f"{folder.name}: {result.integrated:.1f} LUFS, peak {result.peak:.1f} dBTP")
            else:
                wrong.append(str(result))
    for folder in folders:
        wrong += problems(folder)
    for line in dict.fromkeys(wrong):
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
