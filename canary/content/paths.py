"""Paths of pages for services and background work, which know endpoints but no addresses."""

from collections.abc import Callable
from typing import Any

_build: Callable[[str, dict[str, Any]], str] | None = None


def use(build: Callable[[str, dict[str, Any]], str]) -> None:
    """Set the function that builds paths from endpoints and values; the app calls this once."""
    global _build
    _build = build


def path_to(endpoint: str, /, *, anchor: str = "", **values: Any) -> str:
    """Return the path of a page on this site, such as `/takes/7#mark-3`."""
    if _build is None:
        raise RuntimeError("no app has called use()")
    return _build(endpoint, values) + (f"#{anchor}" if anchor else "")
