"""Languages typed into one field, as names or codes, separated by commas of any script."""

import re

from canary.web.context import context

COMMAS = re.compile("[,;،、，/\n]")


def codes(text: str) -> list[str]:
    """Return the code of each language in `text`, each once. A part that isn't a language stays as it was typed."""
    parts = [part.strip() for part in COMMAS.split(text) if part.strip()]
    return list(dict.fromkeys(context().language_code(part) for part in parts))
