"""Numbers from addresses and forms, limited to those that a database column can store."""

from typing import Any

from flask import request
from werkzeug.routing import IntegerConverter

LARGEST = 2**31 - 1


class Number(IntegerConverter):
    """The converter for `<int:...>` in addresses. A number larger than any id gives 404."""

    regex = r"\d{1,10}"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max": LARGEST, **kwargs})


def number(text: str) -> int:
    """Parse a number from a form. Raises ValueError if it isn't a whole number, or is larger than any id."""
    value = int(text[:20])
    if not -LARGEST <= value <= LARGEST:
        raise ValueError("larger than any id")
    return value


def page_number(name: str = "page") -> int:
    """Return which page of a list, from 1, the address asks for with a parameter."""
    return max(1, request.args.get(name, 1, number))
