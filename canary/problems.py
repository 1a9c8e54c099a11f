"""What services raise; `web/errors.py` turns each into an answer with the sentence it carries."""

from collections.abc import Mapping


class Problem(Exception):
    """Something a person can act on: `sentence` says what is wrong and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotFound(Problem):
    """The thing does not exist, or the viewer may not know that it does."""

    def __init__(self, sentence: str = "This page does not exist, or it is not open to you.") -> None:
        super().__init__(sentence)


class NotAllowed(Problem):
    """The viewer may see the thing, but not do this with it."""


class Conflict(Problem):
    """The thing is already there, or somebody else changed it first."""


class Invalid(Problem):
    """What was typed cannot be taken: `errors` maps a field's name to its sentence."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = dict(errors)
