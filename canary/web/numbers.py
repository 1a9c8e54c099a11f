"""Numbers from addresses and forms: only those that a column of the database can hold."""

from typing import Any

from werkzeug.routing import IntegerConverter

LARGEST = 2**31 - 1


class Number(IntegerConverter):
    """`<int:...>` in an address; what is larger than any id is an address that does not exist."""

    regex = r"\d{1,10}"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max": LARGEST, **kwargs})


def number(text: str) -> int:
    """A number from a form, as `type=number`; raises ValueError for what is none or larger than any id."""
    value = int(text[:20])
    if not -LARGEST <= value <= LARGEST:
        raise ValueError("no number of ours")
    return value
