"""Redirects from former addresses, for old bookmarks, feeds and e-mails, and for answers given offline."""

from collections.abc import Callable

from flask import Flask, redirect, request
from werkzeug.wrappers import Response

# The old and the new form of each address. Values in the old address are filled into the new one.
MOVED = (
    ("/attempts/<take_id>/<path:rest>", "/takes/{take_id}/{rest}"),
    ("/practise", "/reviews"),
    ("/practise/<path:rest>", "/reviews/{rest}"),
    ("/weeks/ideas", "/weeks/proposals"),
    ("/answer", "/unanswered"),
    ("/songs/<slug>/attempts", "/songs/{slug}/takes"),
)


def init(app: Flask) -> None:
    """Redirect each old address with 308, so that browsers send posted forms to the new address too."""
    for number, (old, new) in enumerate(MOVED):
        app.add_url_rule(old, f"moved_{number}", _view(new), methods=["GET", "POST"])


def _view(new: str) -> Callable[..., Response]:
    def view(**values: str) -> Response:
        query = request.query_string.decode()
        return redirect(new.format(**values) + (f"?{query}" if query else ""), 308)

    return view
