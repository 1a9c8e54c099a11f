"""EDGE: the only file that imports uroman. It romanises the scripts for which this package has no other file."""

from functools import cache

import uroman


@cache
def _tables() -> uroman.Uroman:
    # Loading the tables takes seconds, so it happens on first use.
    return uroman.Uroman()


def romanise(line: str) -> str:
    """Return a line in Latin letters; uroman romanises it character by character."""
    return str(_tables().romanize_string(line))
