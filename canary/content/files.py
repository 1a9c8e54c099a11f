"""Files that rows no longer name."""

from canary.db import files_in_use
from canary.storage.local import LocalStore


def unused(*keys: str) -> list[str]:
    """Return those of the files that no row names any more; "" is no file."""
    needed = files_in_use(keys)
    return [key for key in keys if key and key not in needed]


def discard(store: LocalStore, *keys: str) -> None:
    """Delete those of the files that no row names any more. Call it after the rows are committed."""
    for key in unused(*keys):
        store.delete(key)
