"""Imports modules of this room on first use, if they're slow to import or need optional libraries."""

import importlib
from functools import cache
from types import ModuleType


@cache
def load(name: str) -> ModuleType | None:
    """Return a module of this room by its short name; None if its library isn't installed."""
    try:
        return importlib.import_module(f"canary.lyrics.{name}")
    except ImportError:
        return None
