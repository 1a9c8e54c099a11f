"""Stores files on the local disk, named by the SHA-256 of their content."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO


class LocalStore:
    """A store of files below the folder `root`, each with a key such as `ab/cdef….mp3`.

    The key is made from the content, so the same content with the same extension is stored only once.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, source: IO[bytes], extension: str) -> str:
        """Store the content of `source`, and return its key, which ends in `extension` (including the dot).

        When this returns, the whole file has been written to disk.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        source.seek(0)
        hashed = hashlib.sha256()
        while piece := source.read(1 << 20):
            hashed.update(piece)
        digest = hashed.hexdigest()
        key = f"{digest[:2]}/{digest[2:40]}{extension}"
        target = self.path(key)
        if target.exists():
            target.touch()  # a new date keeps the file from being removed as old and unused
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
        """Return the path of the file with this key. Raises ValueError if the key isn't one that `put` could return."""
        folder, _, name = key.partition("/")
        if len(folder) != 2 or not name or "/" in name or name.startswith(".") or not folder.isalnum():
            raise ValueError(f"no such key: {key!r}")
        return self.root / folder / name

    def older_than(self, seconds: float) -> Iterator[str]:
        """Yield the keys of the files that were last stored before a time, given in seconds since 1970."""
        for folder in self.root.glob("[0-9a-f][0-9a-f]"):
            for path in folder.iterdir():
                with suppress(FileNotFoundError):
                    if path.stat().st_mtime < seconds:
                        yield f"{folder.name}/{path.name}"

    def sweep(self, seconds: float) -> int:
        """Delete temporary files that a killed server left behind, and return how many.

        Only files from before `seconds` (since 1970) are deleted, because newer ones may still be in use.
        """
        count = 0
        for path in self.root.glob("tmp*"):
            with suppress(FileNotFoundError):
                if path.is_file() and path.stat().st_mtime < seconds:
                    path.unlink()
                    count += 1
        return count

    def delete(self, key: str) -> None:
        """Delete the file with this key, if it exists. Raises ValueError as `path` does."""
        self.path(key).unlink(missing_ok=True)
