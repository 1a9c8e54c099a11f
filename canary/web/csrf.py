"""Forms are taken from our own pages only: Flask-WTF's token, asked for where something changes."""

from flask import Flask, request
from flask_wtf.csrf import CSRFProtect

SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}


def init(app: Flask) -> None:
    """Check the token of every request that may change something."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False  # the extension's own check looks at each page that is only read
    protection = CSRFProtect(app)

    @app.before_request
    def _check() -> None:
        if request.method not in SAFE and app.config["WTF_CSRF_ENABLED"]:
            protection.protect(apply_exemptions=True)
