"""`python -m tools.songbook [SONG ...]`: rebuilds the songbook, or only checks it with `--check`."""

import argparse
import sys
from pathlib import Path

from tqdm import tqdm

from tools.songbook.build import build
from tools.songbook.check import problems
from tools.songbook.render import RenderError, missing_packages
from tools.songbook.song import SongError

SONGS = Path(__file__).resolve().parents[2] / "songs"


def song_folders(root: Path, names: list[str]) -> list[Path]:
    """Return the folders of the songs named, or of all songs; SystemExit for a name that is none."""
    found = sorted(folder for folder in root.iterdir() if folder.is_dir())
    unknown = set(names) - {folder.name for folder in found}
    if unknown:
        raise SystemExit(f"There is no song called {', '.join(sorted(unknown))} in {root.name}/.")
    return [folder for folder in found if not names or folder.name in names]


def main(arguments: list[str]) -> int:
    """Build or check the songs; return 0 when every song is sound."""
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
    for folder in tqdm(folders, unit="song", disable=wishes.check):
        try:
            if not wishes.check:
                loudness = build(folder)
                tqdm.write(f"{folder.name}: {loudness.integrated:.1f} LUFS, peak {loudness.peak:.1f} dBTP")
        except (SongError, RenderError) as error:
            wrong.append(str(error))
        wrong += problems(folder)
    for line in dict.fromkeys(wrong):
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
