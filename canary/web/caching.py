"""Responses without rendering: cached pieces of pages, ETags, and 304 if the browser has the current page."""

import hashlib
from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache

from flask import Response, g, get_flashed_messages, request

from canary.web.context import context
from canary.web.csrf import form_token, token_secret
from canary.web.fragments import Piece
from canary.web.guard import viewer
from canary.web.headers import VARY, csp_nonce
from canary.web.sentences import locale


def piece(key: Hashable, render: Callable[[], str]) -> Piece:
    """Return a cached piece of HTML. `key` is its name and all versions it depends on; `render` makes a new one.

    All responses in one language share the piece, so it has slots for the nonce and the form token.
    """
    return context().fragments.get((locale(), key), lambda: _with_slots(render))


def etag(*versions: object) -> str:
    """Return the ETag of a page.

    It depends on the build, the viewer, their language, their session's form token, and `versions`, the versions of
    everything that the page shows.
    """
    return _tag(context().build, locale(), viewer(), token_secret(), versions)


@lru_cache(4096)
def _tag(*parts: object) -> str:
    return hashlib.blake2b(repr(parts).encode(), digest_size=12).hexdigest()


def unchanged(tag: str) -> Response | None:
    """Return a 304 if the browser has the page with this tag and no flashed message has to be shown, or else None."""
    if "If-None-Match" not in request.headers or get_flashed_messages():
        return None
    if not request.if_none_match.contains_weak(tag):
        return None
    return Response(status=304, headers=_headers(tag))


def tagged(body: bytes, tag: str) -> Response:
    """Return an HTML response that the browser caches and revalidates each time."""
    return Response(body, content_type="text/html; charset=utf-8", headers=_headers(tag))


def frame(key: Hashable, render: Callable[[], str], slots: Mapping[str, bytes]) -> bytes:
    """Return a page that is cached for this viewer under `key`, with its slots filled.

    Every page has slots for the nonce and the form token, and those in `slots`. Don't use this if there are flashed
    messages to show, because they belong to one response.
    """
    who = viewer()
    kept = piece(("frame", who, key), render)
    token = _form_token() if who.id else b""
    return kept.fill({"nonce": csp_nonce().encode(), "token": token, **slots})


def _with_slots(render: Callable[[], str]) -> str:
    g.leaves_slots = True
    try:
        return render()
    finally:
        g.leaves_slots = False


def _form_token() -> bytes:
    """Return the session's form token. It's signed once and cached, since it doesn't expire before the session."""
    secret = token_secret()
    return context().fragments.get(("form token", secret), form_token).fill({}) if secret else form_token().encode()


def _headers(tag: str) -> list[tuple[str, str]]:
    # The tag is weak because the compressed page counts as the same page.
    return [("Cache-Control", "private, no-cache"), ("ETag", f'W/"{tag}"'), ("Vary", VARY)]
