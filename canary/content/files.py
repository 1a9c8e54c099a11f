"""Deletion of stored files that no row refers to."""

from canary.db import files_in_use
from canary.storage.local import LocalStore


def unused(*keys: str) -> list[str]:
    """Return the keys that no row refers to any more. Empty keys are left out."""
    needed = files_in_use(keys)
    return [key for key in keys if key and key not in needed]


def discard(store: LocalStore, *keys: str) -> None:
    """Delete the files of the keys that no row refers to any more. Call this after the commit."""
    for key in unused(*keys):
        store.delete(key)
