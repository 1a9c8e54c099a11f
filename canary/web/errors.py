"""Problems become answers: the right status and one sentence, as a page, a fragment or JSON."""

import logging
import sqlite3

import psycopg
from flask import Flask, Response, g, jsonify, make_response, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, IntegrityError, NoResultFound, OperationalError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from werkzeug.exceptions import HTTPException, TooManyRequests

from canary.problems import Conflict, Invalid, NotAllowed, NotFound, Problem
from canary.viewer import VISITOR
from canary.web.guard import LoginNeeded, page_of_request, viewer, wants_json
from canary.web.limits import wait_s
from canary.web.typed import typed

log = logging.getLogger(__name__)

STATUS: dict[type[Problem], int] = {
    NotFound: 404,
    NotAllowed: 403,
    Conflict: 409,
    LoginNeeded: 401,
    Invalid: 422,
}
SENTENCES = {
    400: "The server could not read what was sent. Go back and try once more.",
    404: "This page does not exist, or it is not open to you.",
    405: "This address cannot be used like that. Go back and use the button on the page.",
    413: "That is larger than this server takes. Choose a smaller file.",
    416: "The player asked for a part of the sound that does not exist. Reload the page.",
    500: "Something broke on the server. It has been written down; what you sent before is safe.",
    503: "The server is busy for a moment. Try again; nothing is lost.",
}
TITLES = {
    401: "Log in first",
    403: "Not for you to change",
    404: "Not found",
    409: "Changed meanwhile",
    422: "Not quite",
}


def init(app: Flask) -> None:
    """Answer every problem and error with a sentence."""
    app.register_error_handler(Problem, _problem)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    # What every request asks goes straight to the driver, whose errors are its own.
    for gone in (OperationalError, sqlite3.OperationalError, psycopg.OperationalError):
        app.register_error_handler(gone, _database)
    for removed in (NoResultFound, ObjectDeletedError, StaleDataError):
        app.register_error_handler(removed, _removed)
    app.register_error_handler(IntegrityError, _overtaken)
    for unfit in (DataError, psycopg.DataError):
        app.register_error_handler(unfit, _unfit)
    app.register_error_handler(Exception, _crash)


def answer(status: int, sentence: str, **more: object) -> Response:
    """The sentence with its status, in the form that was asked for."""
    if wants_json():
        response = jsonify({"error": sentence, **more})
    elif "HX-Request" in request.headers:
        response = make_response(render_template("web/_problem.html", sentence=sentence))
    else:
        title = TITLES.get(status, "That did not work")
        page = render_template(
            "web/error.html", code=status, title=title, sentence=sentence, action=_way_on(status), typed=typed()
        )
        response = make_response(page)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response


def _way_on(status: int) -> dict[str, str] | None:
    """The button below the sentence, where there is a better one than the way home."""
    back = page_of_request()
    if status in {400, 401} and not viewer().id:
        return {"label": "Log in", "url": url_for("learners.login", next=back)}
    if request.method == "POST" and back != "/":
        return {"label": "Back to the page", "url": back}
    return None


def _problem(error: Problem) -> Response:
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 422)
    more = {"errors": error.errors} if isinstance(error, Invalid) else {}
    return answer(status, error.sentence, **more)


def _csrf(_: CSRFError) -> Response:
    return answer(
        400, "You were logged out meanwhile, or logged in elsewhere. Open the page again and send it once more."
    )


def _http(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return make_response(error.get_response())
    if error.code == TooManyRequests.code:
        return _too_often()
    response = answer(error.code, SENTENCES.get(error.code, "That did not work. Go back and try again."))
    for name in ("Allow", "Retry-After", "Content-Range"):
        if value := dict(error.get_headers()).get(name):
            response.headers[name] = value
    return response


def _too_often() -> Response:
    wait = wait_s()
    minutes = max(1, round(wait / 60))
    length = "a minute" if minutes == 1 else f"{minutes} minutes"
    response = answer(429, f"That was a lot in a short time. Wait {length}, then try again.")
    response.headers["Retry-After"] = str(wait)
    return response


def _database(_: Exception) -> Response:
    log.exception("the database did not answer")
    g.viewer = VISITOR  # who is looking stands in the database too
    return answer(503, SENTENCES[503])


def _removed(_: Exception) -> Response:
    # It was there when the request asked for it: the same button pressed twice, or somebody else's.
    log.info("removed meanwhile on %s", request.path, exc_info=True)
    return answer(404, "This was removed meanwhile. Go back and reload the page.")


def _overtaken(_: Exception) -> Response:
    # Services answer the races that they know; this is a song or a text that went while something was said about it.
    log.warning("the database refused what was sent to %s", request.path, exc_info=True)
    return answer(409, "This was changed or removed at the same moment. Go back and reload the page.")


def _unfit(_: Exception) -> Response:
    # PostgreSQL refuses what no page of ours sends: a zero byte within a text.
    return answer(400, SENTENCES[400])


def _crash(_: Exception) -> Response:
    log.exception("unhandled error on %s", request.path)
    if "viewer" not in g:
        g.viewer = VISITOR  # to ask who is looking may be what broke
    return answer(500, SENTENCES[500])
