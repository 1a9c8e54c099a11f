"""EDGE: the one file that imports uroman: Latin letters for scripts that have no file of their own here."""

from functools import cache

import uroman


@cache
def _tables() -> uroman.Uroman:
    # Reading the tables takes seconds, so not before a song needs them.
    return uroman.Uroman()


def romanise(line: str) -> str:
    """Return a line in Latin letters, as a machine spells it that knows letters and no words."""
    return str(_tables().romanize_string(line))
