"""Modules of this room that are loaded when a song first needs them: heavy ones, and those of extras."""

import importlib
from functools import cache
from types import ModuleType


@cache
def load(name: str) -> ModuleType | None:
    """Return a module of this room by its short name, None where the library that it stands on is not installed."""
    try:
        return importlib.import_module(f"canary.lyrics.{name}")
    except ImportError:
        return None
