"""The name of somebody who left, in texts that stay."""

import re
from collections.abc import Collection
from typing import Any

from canary.learners import names
from canary.learners.departed import LEFT_NAME

# Who is named by the values with these keys: in news, in what jobs have to do, in credits.
KEYS = {"name", "host", "partner"}
_NAMED = re.compile(r"@([\w.-]{2,})")


class Left:
    """Takes the names of somebody who left out of texts. `username` and `display_name` are theirs."""

    def __init__(self, username: str, display_name: str) -> None:
        self._username = names.key(username)
        self.names = sorted({username, display_name} - {""}, key=len, reverse=True)
        self._keys = {names.key(name) for name in self.names}
        words = "|".join(re.escape(name) for name in self.names)
        self._words = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)

    def text(self, text: str, *, about: bool) -> str:
        """Return a text in which nobody is mentioned (`@name`) who left and, if it's `about` them, nor named."""
        text = _NAMED.sub(self._mention, text)
        return self._words.sub(LEFT_NAME, text) if about else text

    def json(self, value: Any, *, about: bool, alone: bool, key: str = "") -> Any:
        """Return JSON without their names: as `text` does and, if `alone`, where a value is nothing but their name."""
        if isinstance(value, dict):
            return {name: self.json(one, about=about, alone=alone, key=name) for name, one in value.items()}
        if isinstance(value, list):
            return [self.json(one, about=about, alone=alone, key=key) for one in value]
        if not isinstance(value, str):
            return value
        if alone and key in KEYS and names.key(value) in self._keys:
            return LEFT_NAME
        return self.text(value, about=about)

    def _mention(self, match: re.Match[str]) -> str:
        """Return what stands for a mention; full stops and dashes at its end may not belong to the name."""
        name = match[1]
        for mentioned in (name, name.rstrip(".-")):
            if names.key(mentioned) == self._username:
                return f"@{LEFT_NAME}{name[len(mentioned) :]}"
        return match[0]


def patterns(username: str, display_name: str, write: Collection[Any]) -> set[str]:
    """Return what to look for: each name as it is, in small letters, and as each of `write` writes it in a column."""
    plain = {name for name in (username, username.lower(), names.key(username), display_name) if name}
    return plain | {function(name)[1:-1] for name in plain for function in write}
