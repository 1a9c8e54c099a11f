"""Paths of pages, for rows and background work: services name an endpoint, and the app knows its address."""

from collections.abc import Callable
from typing import Any

_build: Callable[[str, dict[str, Any]], str] | None = None


def use(build: Callable[[str, dict[str, Any]], str]) -> None:
    """Have `build(endpoint, values)` make the paths; the app calls this once with its own table of addresses."""
    global _build
    _build = build


def path_to(endpoint: str, /, *, anchor: str = "", **values: Any) -> str:
    """Return the path of a page on this site, such as `/takes/7#mark-3`."""
    if _build is None:
        raise RuntimeError("no app has said how addresses are made")
    return _build(endpoint, values) + (f"#{anchor}" if anchor else "")
