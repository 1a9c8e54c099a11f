"""Languages as people type them into one field: names or codes, with commas of any script."""

import re

from flask import current_app

COMMAS = re.compile("[,;،、，/\n]")


def codes(text: str) -> list[str]:
    """The codes of what was typed, each once; what is no language stays as it stands."""
    parts = [part.strip() for part in COMMAS.split(text) if part.strip()]
    return list(dict.fromkeys(current_app.extensions["canary.language"](part) for part in parts))
