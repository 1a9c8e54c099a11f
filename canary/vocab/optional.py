"""Libraries that are extras: heavy, for one language each, loaded when that language is first met."""

import importlib
from functools import cache
from types import ModuleType


@cache
def load(name: str) -> ModuleType | None:
    """Return a module of ours by its full name, None where the library that it stands on is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None
