"""Protection against cross-site request forgery, with Flask-WTF's form token."""

from collections.abc import Iterable

from flask import Flask, g, request, session
from flask.typing import RouteCallable
from flask_wtf.csrf import CSRFProtect, generate_csrf

from canary.web.fragments import slot

SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}


def init(app: Flask, exempt: Iterable[RouteCallable]) -> None:
    """Check the token of every request that may change something, except for the views in `exempt`.

    Templates get the token from `form_token()`.
    """
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False  # the extension would run its check for GET requests too
    protection = CSRFProtect(app)
    for view in exempt:
        protection.exempt(view)
    app.jinja_env.globals["form_token"] = form_token

    @app.before_request
    def _check() -> None:
        if request.method not in SAFE and app.config["WTF_CSRF_ENABLED"]:
            protection.protect(apply_exemptions=True)


def form_token() -> str:
    """Return the session's form token, or a slot for it while HTML for several responses is rendered."""
    return slot("token") if g.get("leaves_slots") else generate_csrf()


def token_secret() -> str | None:
    """Return the secret that the session's form tokens are made from; None before the first. A log-in changes it."""
    return session.get("csrf_token")
