"""Files on the local disk, named by the hash of their content; the S3 store will answer the same calls."""

import hashlib
import os
import shutil
import tempfile
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

    def delete(self, key: str) -> None:
        """Forget the file; it is no error if it is gone already."""
        self.path(key).unlink(missing_ok=True)
