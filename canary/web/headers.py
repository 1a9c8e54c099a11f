"""Security headers on every answer: nothing runs that we did not serve, nobody frames us, nothing leaks a referrer."""

import secrets
from typing import Any

from flask import Flask, Response, g

from canary.web.guard import viewer

POLICY = (
    "default-src 'self'; script-src 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; connect-src 'self'{connect}; worker-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
# On what a page depends: flask-compress adds nothing to it.
VARY = "Accept-Encoding, Accept-Language, Cookie"
HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(self)"),
)


def init(app: Flask, *, https: bool) -> None:
    """Add the headers to every answer and `csp_nonce()` to every template."""
    app.jinja_env.globals["csp_nonce"] = csp_nonce

    @app.after_request
    def _headers(response: Response) -> Response:
        headers = response.headers
        # A 304 keeps the page that the browser has, whose scripts carry an older nonce: a new policy would stop them.
        if response.status_code != 304:
            headers.add("Content-Security-Policy", _policy())
        if https:
            headers["Strict-Transport-Security"] = "max-age=31536000"
        if "Cache-Control" not in headers:
            headers["Cache-Control"] = "no-store" if viewer().id else "private, no-cache"
        if headers.get("Content-Type", "").startswith("text/html"):
            vary = headers.get("Vary")
            if vary is None:
                headers.add("Vary", VARY)
            elif vary != VARY:
                response.vary.update(("Accept-Language", "Cookie"))
        return response

    inner = app.wsgi_app

    def stamped(environ: dict[str, Any], start_response: Any) -> Any:
        # What is the same for all is added last and as it is: through Flask it takes ten times as long.
        def start(status: str, headers: list[tuple[str, str]], error: Any = None) -> Any:
            return start_response(status, [*headers, *HEADERS], error)

        return inner(environ, start)

    app.wsgi_app = stamped  # type: ignore[method-assign]


def allow_connection(address: str) -> None:
    """Let this answer's scripts speak to one more address, such as a program on the reader's own machine."""
    g.connect = f" {address}"


def _policy() -> str:
    return POLICY.replace("{nonce}", csp_nonce()).replace("{connect}", g.get("connect", ""))


def csp_nonce() -> str:
    """This answer's nonce, made on first use."""
    nonce: str | None = g.get("nonce")
    if nonce is None:
        nonce = g.nonce = secrets.token_urlsafe(16)
    return nonce
