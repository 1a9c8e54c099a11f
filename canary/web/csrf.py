"""Cross-site request forgery: Flask-WTF's token is checked wherever something may change."""

from collections.abc import Iterable

from flask import Flask, g, request, session
from flask.typing import RouteCallable
from flask_wtf.csrf import CSRFProtect, generate_csrf

from canary.web.fragments import slot

SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}


def init(app: Flask, exempt: Iterable[RouteCallable]) -> None:
    """Check the token of every request that may change something, except for the views in `exempt`.

    Templates get it from `form_token()`.
    """
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False  # the extension's own check runs on pages that are only read, too
    protection = CSRFProtect(app)
    for view in exempt:
        protection.exempt(view)
    app.jinja_env.globals["form_token"] = form_token

    @app.before_request
    def _check() -> None:
        if request.method not in SAFE and app.config["WTF_CSRF_ENABLED"]:
            protection.protect(apply_exemptions=True)


def form_token() -> str:
    """Return the session's token, or its slot while HTML is rendered that several answers share."""
    return slot("token") if g.get("leaves_slots") else generate_csrf()


def token_secret() -> str | None:
    """Return the secret that the session's tokens are made from, None before the first. Each log-in gets a new one."""
    return session.get("csrf_token")
