"""Addresses that pages had before, so that bookmarks, feeds, e-mails and answers given offline still arrive."""

from collections.abc import Callable

from flask import Flask, redirect, request
from werkzeug.wrappers import Response

# Old address, new address, both as Flask writes rules; values in the address carry over.
MOVED = (
    ("/attempts/<take_id>/<path:rest>", "/takes/{take_id}/{rest}"),
    ("/practise", "/reviews"),
    ("/practise/<path:rest>", "/reviews/{rest}"),
    ("/weeks/ideas", "/weeks/proposals"),
    ("/answer", "/unanswered"),
    ("/songs/<slug>/attempts", "/songs/{slug}/takes"),
)


def init(app: Flask) -> None:
    """Answer each old address with 308, so that a form or an answer that was posted is posted again."""
    for number, (old, new) in enumerate(MOVED):
        app.add_url_rule(old, f"moved_{number}", _view(new), methods=["GET", "POST"])


def _view(new: str) -> Callable[..., Response]:
    def view(**values: str) -> Response:
        query = request.query_string.decode()
        return redirect(new.format(**values) + (f"?{query}" if query else ""), 308)

    return view
