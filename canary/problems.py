"""Exceptions that services raise. `web/errors.py` translates their sentences and chooses the HTTP status."""

from typing import TypeVar

from canary.sentences import N_, Message, Messages, joined

T = TypeVar("T")
NOT_FOUND = N_("This page doesn’t exist, or you can’t see it.")


class Problem(Exception):
    """Something that a person can act on: `sentence` says what is wrong and what to do.

    `str(problem)` is the English sentence, for logs and the command line.
    """

    def __init__(self, sentence: Message) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Unusable(ValueError):
    """An input can't be used: `sentence` says why. Plain code raises this, and services turn it into a Problem."""

    def __init__(self, sentence: Message) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotFound(Problem):
    """The thing doesn't exist, or the viewer may not know that it exists."""

    def __init__(self, sentence: Message = NOT_FOUND) -> None:
        super().__init__(sentence)


class NotAllowed(Problem):
    """The viewer may see the thing but may not do this with it."""


class Conflict(Problem):
    """The thing already exists, or somebody else changed it first."""


class Invalid(Problem):
    """A form has mistakes: `errors` maps each field's name to what is wrong with it.

    Raise it with the fields as keywords, `Invalid(name=N_("Choose a name."))`, or with a mapping collected before.
    """

    def __init__(self, errors: Messages | None = None, /, **fields: Message) -> None:
        self.errors: dict[str, Message] = {**(errors or {}), **fields}
        super().__init__(joined(self.errors.values()))


def still_there(row: T | None) -> T:
    """Return a row that another request created at the same moment. Raises Conflict if it's None."""
    if row is None:
        raise Conflict(N_("This was changed or removed at the same moment. Go back and reload the page."))
    return row
