"""Load modules that need optional libraries, which are large and for one language each, when first needed."""

import importlib
from functools import cache
from types import ModuleType


@cache
def load(name: str) -> ModuleType | None:
    """Return a module of ours by its full name, or None if the library it needs isn't installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None
