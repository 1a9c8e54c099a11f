"""Security headers of all responses: no foreign scripts, no frames on other sites, no referrers to other sites."""

import secrets

from flask import Flask, Response, g

from canary.web.fragments import slot
from canary.web.guard import viewer

POLICY = (
    "default-src 'self'; script-src 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; connect-src 'self'{connect}; worker-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
# The request headers that pages depend on. Accept-Encoding is among them, so Flask-Compress adds nothing.
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
    """Add the headers to every response and `csp_nonce()` to every template."""
    app.jinja_env.globals["csp_nonce"] = csp_nonce

    @app.after_request
    def _headers(response: Response) -> Response:
        headers = response.headers
        headers.extend(HEADERS)
        # After a 304 the browser shows its cached copy, whose scripts have an older nonce. A new policy would block
        # them.
        if response.status_code != 304:
            headers.add("Content-Security-Policy", _policy())
        if https:
            headers["Strict-Transport-Security"] = "max-age=31536000"
        if "Cache-Control" not in headers:
            headers["Cache-Control"] = "no-store" if viewer().id else "private, no-cache"
        if headers.get("Content-Type", "").startswith("text/html"):
            _vary(response)
        return response


def _vary(response: Response) -> None:
    vary = response.headers.get("Vary")
    if vary is None:
        response.headers.add("Vary", VARY)
    elif vary != VARY:
        response.vary.update(("Accept-Language", "Cookie"))


def allow_connection(address: str) -> None:
    """Let this response's scripts connect to one more address, such as a program on the reader's own computer."""
    g.connect = f" {address}"


def _policy() -> str:
    return POLICY.replace("{nonce}", _nonce()).replace("{connect}", g.get("connect", ""))


def csp_nonce() -> str:
    """Return this response's nonce, or a slot for it while HTML for several responses is rendered."""
    return slot("nonce") if g.get("leaves_slots") else _nonce()


def _nonce() -> str:
    nonce: str | None = g.get("nonce")
    if nonce is None:
        nonce = g.nonce = secrets.token_urlsafe(16)
    return nonce
