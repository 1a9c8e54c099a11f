"""Who is looking at this request, and the doors that only some may pass."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import Flask, current_app, flash, g, redirect, request, url_for
from werkzeug.wrappers import Response

from canary.problems import NotFound, Problem
from canary.sentences import N_
from canary.viewer import Viewer
from canary.web.sentences import _
from canary.web.typed import typed

P = ParamSpec("P")
R = TypeVar("R")


class LoginNeeded(Problem):
    """Only for people with an account."""


def init(app: Flask, load: Callable[[], Viewer]) -> None:
    """Let `load` tell who is looking; templates see it as `viewer` (None for a visitor) and `circle`."""
    app.extensions["canary.viewer"] = load

    @app.context_processor
    def _viewer() -> dict[str, Any]:
        who = viewer()
        return {"viewer": who if who.id else None, "circle": who.seat, "theme": who.theme}


def viewer() -> Viewer:
    """Who is looking, asked once a request."""
    who: Viewer | None = g.get("viewer")
    if who is None:
        who = g.viewer = current_app.extensions["canary.viewer"]()
    return who


def wants_json() -> bool:
    """Whether a script asks, and not a page."""
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def login_required(view: Callable[P, R]) -> Callable[P, R | Response]:
    """Send visitors to the log-in page and back; scripts get 401, and so does a form with a text, to give it back."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | Response:
        if viewer().id is not None:
            return view(*args, **kwargs)
        if wants_json() or "HX-Request" in request.headers or typed():
            raise LoginNeeded(N_("Log in to keep this: nothing that you typed or sang is lost."))
        flash(_("Log in, or make an account, to go on."))
        return redirect(url_for("learners.login", next=page_of_request()))

    return guarded


def host_required(view: Callable[P, R]) -> Callable[P, R]:
    """For everybody but the server's host the page does not exist."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        who = viewer()
        if not (who.is_host or (who.seat and who.seat.is_host)):
            raise NotFound()
        return view(*args, **kwargs)

    return guarded


def page_of_request() -> str:
    """The path of the page that this request asks for, or of the one whose form it sends."""
    return local_path(request.full_path.rstrip("?") if request.method == "GET" else request.referrer or "/")


def local_path(target: str) -> str:
    """`target` when it is a path on this site, else `/`: a link must not send people elsewhere after logging in."""
    if target.startswith(request.host_url):
        target = "/" + target[len(request.host_url) :]
    # Browsers drop tabs and line breaks from addresses and read a backslash as a slash: "/\t/evil" is "//evil".
    if not target.startswith("/") or target.startswith("//") or "\\" in target or not target.isprintable():
        return "/"
    return target
