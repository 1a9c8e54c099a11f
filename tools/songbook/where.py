"""Helpers for the checks of a song's TOML files: find a row, and read a list or a table."""

from pathlib import Path
from typing import Any


def at(path: Path, start: str) -> str:
    """Return "folder/file, row n" for the first row of a file that begins with `start`, or for row 1 if none does."""
    rows = path.read_text(encoding="utf-8").splitlines()
    row = next((number for number, text in enumerate(rows, 1) if text.startswith(start)), 1)
    return f"{path.parent.name}/{path.name}, row {row}"


def entries(data: dict[str, Any], key: str) -> list[Any]:
    """Return the list with this key, or an empty list if there's none."""
    value = data.get(key)
    return value if isinstance(value, list) else []


def table(data: dict[str, Any], key: str) -> dict[str, Any]:
    """Return the table with this key, or an empty table if there's none."""
    value = data.get(key)
    return value if isinstance(value, dict) else {}
