"""Sentences before translation: a message id and its named parameters.

`canary.web.sentences` translates them for the reader. All modules below it make sentences with these functions, and
`make sentences` collects them for translators:

    N_("Choose a name.")
    N_("This song has lines 1 to %(count)s.", count=12)
    NN_("You host %(num)s circle.", "You host %(num)s circles.", 3)
    NC_("verb", "Record")

A parameter is text, a number, a date, or another sentence. Numbers and dates are written as in the reader's
language, so pass an id or a code as text. Write a percent sign as `%%`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Sentence:
    """A message id with its parameters; `str()` gives the English sentence, for logs and the command line."""

    msgid: str
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)
    plural: str = ""
    context: str = ""

    def __str__(self) -> str:
        text = self.plural if self.plural and self.params["num"] != 1 else self.msgid
        return text % {name: _in_english(value) for name, value in self.params.items()}

    def fill(self, **params: Any) -> "Sentence":
        """Return this sentence with more parameters."""
        return Sentence(self.msgid, {**self.params, **params}, self.plural, self.context)


# Text for people: a sentence to translate, or plain text in any language, such as a song's title.
Message = Sentence | str
Messages = Mapping[str, Message]


def N_(msgid: str, /, **params: Any) -> Sentence:
    """Make a sentence."""
    return Sentence(msgid, params)


def NN_(singular: str, plural: str, num: int, /, **params: Any) -> Sentence:
    """Make a sentence that depends on a number; both forms may use it as `%(num)s`."""
    return Sentence(singular, {"num": num, **params}, plural)


def NC_(context: str, msgid: str, /, **params: Any) -> Sentence:
    """Make a sentence whose English words have several meanings; `context` tells translators which one."""
    return Sentence(msgid, params, context=context)


def joined(messages: Iterable[Message]) -> Message:
    """Return several whole sentences as one message, or "" if there are none."""
    parts = {f"part{number}": message for number, message in enumerate(messages)}
    if len(parts) < 2:
        return next(iter(parts.values()), "")
    return Sentence(" ".join(f"%({name})s" for name in parts), parts)


def to_json(message: Message) -> Any:
    """Return the message as a JSON value: text as a string, a sentence as an object."""
    if isinstance(message, str):
        return message
    found: dict[str, Any] = {"msgid": message.msgid}
    if message.params:
        found["params"] = {name: _stored(value) for name, value in message.params.items()}
    if message.plural:
        found["plural"] = message.plural
    if message.context:
        found["context"] = message.context
    return found


def from_json(stored: Any) -> Message:
    """Return the message that `to_json` wrote."""
    if isinstance(stored, str):
        return stored
    params = {name: _restored(value) for name, value in stored.get("params", {}).items()}
    return Sentence(stored["msgid"], params, stored.get("plural", ""), stored.get("context", ""))


def _in_english(value: Any) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, date):
        return f"{value.day} {value:%B}"
    return str(value)


def _stored(value: Any) -> Any:
    if isinstance(value, Sentence):
        return to_json(value)
    return {"date": value.isoformat()[:10]} if isinstance(value, date) else value


def _restored(value: Any) -> Any:
    if isinstance(value, dict):
        return date.fromisoformat(value["date"]) if "date" in value else from_json(value)
    return value
