"""Languages that people choose or type in forms, as names or codes."""

import re

from flask import request
from werkzeug.wrappers import Response

from canary.language_tags import base
from canary.web import cookies
from canary.web.context import context, settings

COMMAS = re.compile("[,;،、，/\n]")
MEANINGS = "meanings"  # the cookie with the code of the language in which a browser's people read meanings
YEAR = 365 * 24 * 3600  # s


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


def asked_for() -> list[str]:
    """Return the languages that the browser asks for (Accept-Language, RFC 9110), the preferred one first.

    They have no regions, and there may be some that we don't know.
    """
    return list(dict.fromkeys(base(tag) for tag, quality in request.accept_languages if quality > 0 and tag != "*"))


def meanings_in() -> str:
    """Return the code of the language in which this browser's people chose to read meanings; "" if they haven't."""
    found = cookies.sent(MEANINGS)
    return found if re.fullmatch("[a-z]{2,3}", found) else ""


def prefer_meanings_in(answer: Response, code: str) -> None:
    """Remember on this browser in which language its people read meanings; forget it for ""."""
    if code:
        name, secure = cookies.name_of(MEANINGS), settings().https
        answer.set_cookie(name, code, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
    else:
        answer.delete_cookie(cookies.name_of(MEANINGS), secure=settings().https)
