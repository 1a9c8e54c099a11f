"""The addresses that this server answers to, and absolute addresses of its pages.

A request's Host header is whatever its sender wrote, so join links, feeds and decks made from it could lead to another
site. With CANARY_URL set, it's never used.
"""

import logging
from typing import Any

from flask import Flask, request, url_for
from flask.typing import ResponseReturnValue

from canary.config import Settings, host_of
from canary.sentences import N_
from canary.web.context import settings
from canary.web.errors import answer

log = logging.getLogger(__name__)
ELSEWHERE = N_("This site isn’t at the address that you opened. Open %(url)s instead.")
UNKNOWN = N_("This server doesn’t answer to the address that you opened. Ask whoever runs it for the right one.")


def init(app: Flask, chosen: Settings) -> None:
    """Refuse requests for hosts that the settings don't name with 400. Call it before anything else reads requests."""
    allowed = chosen.allowed_hosts

    @app.before_request
    def _check() -> ResponseReturnValue | None:
        if not allowed or host_of(f"//{request.host}") in allowed:
            return None
        log.warning("refused a request for %r: set CANARY_HOSTS if it's a name of this server", request.host[:200])
        return answer(400, ELSEWHERE.fill(url=chosen.url) if chosen.url else UNKNOWN)


def whole_url(endpoint: str, **values: Any) -> str:
    """Return a page's absolute address, for links that leave the site. It begins with CANARY_URL if that is set."""
    site = settings().url
    return site + url_for(endpoint, **values) if site else url_for(endpoint, _external=True, **values)
