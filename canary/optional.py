"""Loading of optional libraries, only when they are needed: each is large and serves one language."""

import importlib
from functools import cache
from types import ModuleType


@cache
def load(name: str) -> ModuleType | None:
    """Return one of Canary's modules by its full name, or None if the library that it needs isn't installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None
