"""Languages that people choose or type in forms, as names or codes."""

import re

from flask import request

from canary.web.context import context

COMMAS = re.compile("[,;،、，/\n]")


def codes(text: str) -> list[str]:
    """Return the code of each language in `text`, each once; commas of any script separate them.

    A part that isn't a language stays as it was typed.
    """
    parts = [part.strip() for part in COMMAS.split(text) if part.strip()]
    return list(dict.fromkeys(context().language_code(part) for part in parts))


def chosen() -> str:
    """Return the code of the language that the request's field `language` names; "" for none.

    Text that isn't a language is returned in lower case.
    """
    return context().language_code(request.values.get("language", "")[:60])
