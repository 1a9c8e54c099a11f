"""JSON from outside, read with bounds, so that what it holds can be stored, written again and searched."""

import json
from typing import Any

DEEPEST = 100  # levels of lists and objects in each other
LARGEST = 2**63  # no column holds a larger whole number


class Unkeepable(ValueError):
    """JSON that can be read or nearly so, but holds what can't be stored."""


def read(text: str | bytes) -> Any:
    """Return what a JSON text says.

    Raises Unkeepable if it is nested deeper than DEEPEST, or has something that no column holds: half of a surrogate
    pair, a number that is too large, or one of the words NaN and Infinity, which JSON doesn't know. Raises another
    ValueError if it isn't JSON.
    """
    try:
        found = json.loads(text, parse_constant=_refuse)
    except RecursionError as error:
        raise Unkeepable("nested too deeply") from error
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise
    except ValueError as error:
        raise Unkeepable("a number is too large") from error
    _check(found)
    return found


def _refuse(word: str) -> None:
    raise Unkeepable(f"{word} isn't JSON")


def _check(found: Any) -> None:
    """Raise Unkeepable for a value that can't be kept. Goes level by level, without recursion."""
    level = [found]
    for _ in range(DEEPEST):
        inside: list[Any] = []
        for value in level:
            match value:
                case dict():
                    inside += [*value.keys(), *value.values()]
                case list():
                    inside += value
                case str():
                    _check_text(value)
                case int() | float() if not -LARGEST <= value < LARGEST:
                    raise Unkeepable("a number is too large")
        if not inside:
            return
        level = inside
    raise Unkeepable("nested too deeply")


def _check_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Unkeepable("half of a surrogate pair") from error
