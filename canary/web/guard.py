"""The viewer who made the request, and decorators for views that aren't for everybody."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import Flask, flash, g, redirect, request, url_for
from werkzeug.wrappers import Response

from canary.problems import NotFound, Problem
from canary.sentences import N_
from canary.viewer import Viewer
from canary.web.context import context
from canary.web.sentences import _
from canary.web.typed import typed

P = ParamSpec("P")
R = TypeVar("R")


class LoginNeeded(Problem):
    """Raised when a visitor requests something that needs an account."""


def init(app: Flask) -> None:
    """Give templates `viewer` (None for a visitor), `circle` (the one that pages show, or None) and `theme`."""
    app.context_processor(template_values)


def template_values() -> dict[str, Any]:
    """Return the values about the viewer that every template gets."""
    who = viewer()
    return {"viewer": who if who.id else None, "circle": who.membership, "theme": who.theme}


def viewer() -> Viewer:
    """Return the viewer who made this request, looked up once per request."""
    who: Viewer | None = g.get("viewer")
    if who is None:
        who = g.viewer = context().load_viewer()
    return who


def wants_fragment() -> bool:
    """Return whether htmx made the request: it replaces a part of the page with the response."""
    return "HX-Request" in request.headers


def wants_json() -> bool:
    """Return whether the request prefers JSON to HTML."""
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def login_required(view: Callable[P, R]) -> Callable[P, R | Response]:
    """Decorate a view so that visitors log in first.

    Pages redirect to the log-in page and back. Scripts get 401. So do forms with text, because the error page shows the
    text again.
    """

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | Response:
        if viewer().id is not None:
            return view(*args, **kwargs)
        if wants_json() or wants_fragment() or typed():
            raise LoginNeeded(N_("Log in to save this. Nothing that you typed or sang is lost."))
        flash(_("Log in or create an account to continue."))
        return redirect(url_for("learners.login", next=page_of_request()))

    return guarded


def host_required(view: Callable[P, R]) -> Callable[P, R]:
    """Decorate a view so that it answers 404 to all but the server's host and the hosts of the viewer's circle."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        who = viewer()
        if not (who.is_host or (who.membership and who.membership.is_host)):
            raise NotFound()
        return view(*args, **kwargs)

    return guarded


def page_of_request() -> str:
    """Return the path of the requested page or, for a form, of the page that the form is on."""
    return local_path(request.full_path.rstrip("?") if request.method == "GET" else request.referrer or "/")


def local_path(target: str) -> str:
    """Return `target` if it's a path on this site, or else `/`, since a log-in link must not lead to other sites."""
    if target.startswith(request.host_url):
        target = "/" + target[len(request.host_url) :]
    # Browsers drop tabs and line breaks from addresses and read a backslash as a slash: "/\t/evil" is "//evil".
    if not target.startswith("/") or target.startswith("//") or "\\" in target or not target.isprintable():
        return "/"
    return target
