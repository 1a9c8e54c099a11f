"""Modules that are loaded when they are first needed: they stand on heavy libraries, or on those of extras."""

import importlib
from functools import cache
from types import ModuleType


@cache
def load(name: str) -> ModuleType | None:
    """Return a module of ours by its full name; None when the library it needs is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None
