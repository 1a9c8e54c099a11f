"""Forms that edit what is there: nobody overwrites unknowingly what was saved after their form was loaded.

A form carries a mark of the values that it showed when it was loaded. If others are stored when it's sent, the change
is undone, and its page shows what was saved meanwhile beside what was typed, with a new mark: sending it again replaces
what was saved. A form that changes nothing of what is stored, such as one that was sent twice, overtakes nobody.

A form without a mark doesn't say what it was loaded with, so it's saved as it is. Only scripts and pages that were
opened before forms had marks send none.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from canary.problems import Conflict
from canary.sentences import N_

Shown = Mapping[str, str]


class Overtaken(Conflict):
    """Other values were saved after the form was loaded. `saved` are those, by the form's field."""

    def __init__(self, saved: Shown) -> None:
        super().__init__(N_("This was changed in the meantime. Reload the page to see it, then try again."))
        self.saved = dict(saved)


def mark(shown: Shown) -> str:
    """Return a short text that differs if a value differs."""
    return hashlib.blake2b(json.dumps(sorted(shown.items())).encode(), digest_size=12).hexdigest()


@contextmanager
def unless_overtaken(loaded: str, shown: Callable[[], Shown]) -> Iterator[None]:
    """Change rows in the block, which belongs into `writing()`, after the row was locked.

    `loaded` is the form's mark, and `shown` returns the values that the form shows of what is stored. Raises Overtaken,
    which undoes the block, if the form was loaded with other values than are stored and would replace them.
    """
    before = dict(shown())
    yield
    if loaded not in {"", mark(before)} and dict(shown()) != before:
        raise Overtaken(before)
