"""Files on the local disk, named by the hash of their content; the S3 store will answer the same calls."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO


class LocalStore:
    """Files below `root`. A key such as `ab/cdef….mp3` names one; equal content has one key and one file."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, source: IO[bytes], extension: str) -> str:
        """Keep what `source` holds, whole and on disk when this returns; the key ends in `extension` (with its dot)."""
        self.root.mkdir(parents=True, exist_ok=True)
        source.seek(0)
        hashed = hashlib.sha256()
        while piece := source.read(1 << 20):
            hashed.update(piece)
        digest = hashed.hexdigest()
        key = f"{digest[:2]}/{digest[2:40]}{extension}"
        target = self.path(key)
        if target.exists():
            target.touch()  # whoever removes old files that nothing names sees that this one is wanted again
            return key
        target.parent.mkdir(exist_ok=True)
        source.seek(0)
        with tempfile.NamedTemporaryFile(dir=self.root, delete=False) as file:
            try:
                shutil.copyfileobj(source, file, 1 << 20)
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).replace(target)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
        target.chmod(0o640)
        return key

    def path(self, key: str) -> Path:
        """Where the file of `key` lies; raises ValueError for anything that `put` cannot have returned."""
        folder, _, name = key.partition("/")
        if len(folder) != 2 or not name or "/" in name or name.startswith(".") or not folder.isalnum():
            raise ValueError(f"no such key: {key!r}")
        return self.root / folder / name

    def older_than(self, seconds: float) -> Iterator[str]:
        """Keys of the files that were last put before this moment (seconds since 1970)."""
        for folder in self.root.glob("[0-9a-f][0-9a-f]"):
            for path in folder.iterdir():
                with suppress(FileNotFoundError):
                    if path.stat().st_mtime < seconds:
                        yield f"{folder.name}/{path.name}"

    def sweep(self, seconds: float) -> int:
        """Remove what a server that was killed while it wrote has left before this moment; how many files."""
        count = 0
        for path in self.root.glob("tmp*"):
            with suppress(FileNotFoundError):
                if path.is_file() and path.stat().st_mtime < seconds:
                    path.unlink()
                    count += 1
        return count

    def delete(self, key: str) -> None:
        """Forget the file; it is no error if it is gone already."""
        self.path(key).unlink(missing_ok=True)
