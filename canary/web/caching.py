"""What is kept in memory between requests, by the version of what it shows, and answers that need no rendering."""

import hashlib
from collections.abc import Callable, Hashable
from threading import Lock

from cachetools import LRUCache
from flask import Response, current_app, g, make_response, request, session
from markupsafe import Markup

from canary.web.context import context
from canary.web.guard import viewer
from canary.web.headers import csp_nonce

CACHE_BYTES = 32 * 2**20
# Stands for the nonce in pages kept whole; replaced in each answer.
NONCE = "nonce-of-this-answer"


class Fragments:
    """Rendered pieces of pages by name, ids and versions; the least used go first when 32 MB are full."""

    def __init__(self) -> None:
        self._kept: LRUCache[Hashable, str] = LRUCache(CACHE_BYTES, getsizeof=len)
        self._lock = Lock()

    def get(self, key: Hashable, build: Callable[[], str]) -> Markup:
        """The piece kept under `key`, else built; `build` runs unlocked: twice at worst, never stale."""
        with self._lock:
            kept = self._kept.get(key)
        if kept is None:
            kept = build()
            if len(kept) < CACHE_BYTES // 8:
                with self._lock:
                    self._kept[key] = kept
        return Markup(kept)  # noqa: S704  (rendered by our own templates)


def fragment(key: Hashable, build: Callable[[], str]) -> Markup:
    """A piece of HTML from memory, built by `build` when the key (with all its versions) is new."""
    fragments: Fragments = current_app.extensions["canary.fragments"]
    return fragments.get(key, build)


def etag(*versions: object) -> str:
    """A tag over the build, the viewer, their session and the versions of all that the page shows."""
    who = viewer()
    parts = (context().build, who.id, who.theme, who.seats, session.get("csrf_token"), *versions)
    return hashlib.blake2b(repr(parts).encode(), digest_size=12).hexdigest()


def unchanged(tag: str) -> Response | None:
    """304 when the browser already has the page of this tag; None when it has to be rendered."""
    if "_flashes" in session or not request.if_none_match.contains_weak(tag):
        return None
    return _tagged(make_response("", 304), tag)


def tagged(body: str, tag: str) -> Response:
    """An HTML answer that the browser may keep but asks about each time."""
    return _tagged(make_response(body), tag)


def whole_page(key: Hashable, build: Callable[[], str]) -> str:
    """A visitor's page kept whole, with this answer's nonce put where the kept page holds a stand-in."""
    nonce = csp_nonce()

    def build_without_nonce() -> str:
        g.nonce = NONCE
        try:
            return build()
        finally:
            g.nonce = nonce

    return fragment(("page", context().build, key), build_without_nonce).replace(NONCE, nonce)


def _tagged(response: Response, tag: str) -> Response:
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(tag, weak=True)  # weak: the compressed page is the same page
    return response
