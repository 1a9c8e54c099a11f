"""The static files, copied and compressed once in a test process: that takes longer than the rest of an app's start."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from canary.web import assets


def lend(data: Path) -> None:
    """Let an app in this data folder serve the static files that the first one published."""
    files = _published()
    place = data / "static" / files.name
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(files)


@cache
def _published() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="canary-static-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return assets.publish(assets.build_id(), folder)
