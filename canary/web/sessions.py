"""Flask's session cookie and app, with less to do for each request."""

from collections.abc import Callable
from threading import Lock
from typing import Any

from cachetools import LRUCache
from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin

from canary.web.clock import now

MOST = 4096


class Sessions(SecureCookieSessionInterface):
    """Flask's own signed cookies. The keys do not change while the app runs, so the signer is made once, and a cookie
    whose signature was right is not checked again: its age is.
    """

    def __init__(self) -> None:
        self._signer: Any = None
        self._read: LRUCache[str, tuple[str, float]] = LRUCache(MOST)
        self._lock = Lock()

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of the request's cookie; an empty one when there is none, or it is not ours, or too old."""
        # Most visitors send no cookie at all, and to look for one in none takes Werkzeug a while.
        cookie = request.cookies.get(self.get_cookie_name(app)) if "HTTP_COOKIE" in request.environ else None
        if not cookie:
            return self.session_class()
        with self._lock:
            known = self._read.get(cookie)
        if known is None:
            return self._verified(app, request, cookie)
        payload, signed_at = known
        age = now().timestamp() - signed_at
        return self.session_class(self.serializer.loads(payload) if age <= _longest(app) else None)

    def _verified(self, app: Flask, request: Request, cookie: str) -> SecureCookieSession | None:
        found = super().open_session(app, request)
        if found:
            _, signed_at = self.get_signing_serializer(app).loads(cookie, return_timestamp=True)
            with self._lock:
                self._read[cookie] = (self.serializer.dumps(dict(found)), signed_at.timestamp())
        return found

    def get_signing_serializer(self, app: Flask) -> Any:
        """The signer, made on first use."""
        if self._signer is None:
            self._signer = super().get_signing_serializer(app)
        return self._signer

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the cookie; nothing to do while nobody changed the session and it does not end later by being used."""
        used = session.accessed  # to look at `permanent` is to use it
        if session.modified or session.permanent:
            super().save_session(app, session, response)
        elif used and "Cookie" not in response.headers.get("Vary", ""):
            response.vary.add("Cookie")


def _longest(app: Flask) -> float:
    return app.permanent_session_lifetime.total_seconds()


class App(Flask):
    """Flask with plain functions only: no need to look at each, eight times a request, whether it is a coroutine."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself."""
        return func
