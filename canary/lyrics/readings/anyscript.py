"""EDGE: the only file that imports uroman. It romanises scripts that have no file here."""

from functools import cache

import uroman


@cache
def _tables() -> uroman.Uroman:
    # Loading the tables takes seconds, so it happens on first use.
    return uroman.Uroman()


def romanise(line: str) -> str:
    """Return a line in Latin letters, romanised character by character."""
    return str(_tables().romanize_string(line))
