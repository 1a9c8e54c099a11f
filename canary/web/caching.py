"""What is kept in memory between requests, by the version of what it shows, and answers that need no rendering."""

import hashlib
import secrets
from collections.abc import Callable, Hashable
from functools import lru_cache
from threading import Lock

from cachetools import LRUCache
from flask import Response, current_app, g, request, session
from flask_wtf.csrf import generate_csrf

from canary.web.context import context
from canary.web.guard import viewer
from canary.web.headers import VARY, csp_nonce
from canary.web.sentences import locale

CACHE_BYTES = 32 * 2**20
# Stand for the nonce and the form token in kept pages. Nobody can guess them, so nobody can write them into a title.
NONCE, TOKEN = f"nonce-{secrets.token_hex(16)}", f"token-{secrets.token_hex(16)}"


class Fragments:
    """Rendered pieces of pages by name, ids and versions; the least used go first when 32 MB are full.

    They are kept as they are sent, in UTF-8: to encode a page of 60 kB takes as long as all else that its answer needs.
    """

    def __init__(self) -> None:
        self._kept: LRUCache[Hashable, bytes] = LRUCache(CACHE_BYTES, getsizeof=len)
        self._lock = Lock()

    def get(self, key: Hashable, build: Callable[[], str]) -> bytes:
        """The piece kept under `key`, built when it is not there, and that unlocked: twice at worst, never stale."""
        with self._lock:
            kept = self._kept.get(key)
        if kept is None:
            kept = build().encode()
            if len(kept) < CACHE_BYTES // 8:
                with self._lock:
                    self._kept[key] = kept
        return kept


def piece(key: Hashable, build: Callable[[], str]) -> bytes:
    """A piece of HTML from memory, to be sent; built by `build` when the key (with all its versions) is new.

    It is kept for each of the readers' languages.
    """
    fragments: Fragments = current_app.extensions["canary.fragments"]
    return fragments.get((locale(), key), build)


def etag(*versions: object) -> str:
    """A tag over the build, the viewer, their language and session, and the versions of all that the page shows."""
    return _tag(context().build, locale(), viewer(), session.get("csrf_token"), versions)


@lru_cache(4096)
def _tag(*parts: object) -> str:
    return hashlib.blake2b(repr(parts).encode(), digest_size=12).hexdigest()


def unchanged(tag: str) -> Response | None:
    """304 when the browser already has the page of this tag; None when it has to be rendered."""
    asked = request.headers.get("If-None-Match")
    if asked is None or "_flashes" in session or not request.if_none_match.contains_weak(tag):
        return None
    return Response(status=304, headers=_headers(tag))


def tagged(body: bytes, tag: str) -> Response:
    """An HTML answer that the browser may keep but asks about each time."""
    return Response(body, content_type="text/html; charset=utf-8", headers=_headers(tag))


def frame(key: Hashable, build: Callable[[], str]) -> bytes:
    """A page, or all of it but its large pieces, kept for this viewer; `build` runs when the key is new.

    Put into each answer are its nonce and the session's form token, of which the kept page holds stand-ins.
    Only for requests without flashes, which belong to one answer.
    """
    who = viewer()
    kept = piece(("frame", who, key), lambda: _with_stand_ins(build)).replace(NONCE.encode(), csp_nonce().encode())
    return kept.replace(TOKEN.encode(), _form_token()) if who.id else kept


def _with_stand_ins(build: Callable[[], str]) -> str:
    nonce, token = g.pop("nonce", None), g.pop("csrf_token", None)
    g.nonce, g.csrf_token = NONCE, TOKEN
    try:
        return build()
    finally:
        for name, value in (("nonce", nonce), ("csrf_token", token)):
            g.pop(name)
            if value is not None:
                setattr(g, name, value)


def _form_token() -> bytes:
    """The session's form token, signed once: it does not expire before the session does."""
    secret = session.get("csrf_token")
    return piece(("form token", secret), generate_csrf) if secret else generate_csrf().encode()


def _headers(tag: str) -> list[tuple[str, str]]:
    # At once, for one after the other takes longer. The tag is weak: the compressed page is the same page.
    return [("Cache-Control", "private, no-cache"), ("ETag", f'W/"{tag}"'), ("Vary", VARY)]
