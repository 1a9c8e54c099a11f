"""Turn problems and errors into responses: a status and one sentence, as a page, a fragment or JSON."""

import logging
from datetime import timedelta

from flask import Flask, Response, current_app, g, jsonify, make_response, request, url_for
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, NoResultFound, OperationalError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from werkzeug.exceptions import HTTPException, TooManyRequests

from canary.problems import NOT_FOUND, Conflict, Invalid, NotAllowed, NotFound, Problem
from canary.sentences import N_, Message
from canary.trouble import Trouble, trouble
from canary.viewer import VISITOR
from canary.web.context import settings
from canary.web.filters import duration
from canary.web.guard import LoginNeeded, page_of_request, template_values, viewer, wants_fragment, wants_json
from canary.web.limits import wait_s
from canary.web.sentences import _, translate
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
    400: N_("The server couldn’t read what you sent. Go back and try again."),
    404: NOT_FOUND,
    405: N_("This address can’t be opened directly. Go back and use the button on the page."),
    413: N_("That’s larger than this server accepts. Choose a smaller file."),
    416: N_("We couldn’t play that part of the sound. Reload the page."),
    500: N_("Something broke on the server. We’ve logged the error, and what you saved before is safe."),
    503: N_("The server is busy. Nothing is lost: try again in a moment."),
}
TROUBLES = {
    Trouble.FULL: N_(
        "The server’s disk is full, so nothing can be saved now. Reading still works. Keep what you wrote, tell "
        "whoever runs this server, and try again later."
    ),
    Trouble.READ_ONLY: N_(
        "The server can’t write to its disk, so nothing can be saved now. Reading still works. Keep what you wrote, "
        "tell whoever runs this server, and try again later."
    ),
    Trouble.BUSY: SENTENCES[503],
    Trouble.AWAY: N_("The server’s database doesn’t answer. Nothing that was saved is lost: try again in a moment."),
}
RETRY_S = {Trouble.FULL: 300, Trouble.READ_ONLY: 60, Trouble.BUSY: 5, Trouble.AWAY: 10}
FAILED = N_("That didn’t work. Go back and try again.")
TITLES = {
    401: N_("Log in first"),
    403: N_("You can’t do this now"),
    404: N_("Not found"),
    409: N_("Changed in the meantime"),
    507: N_("The disk is full"),
    422: N_("Not quite"),
}


def init(app: Flask) -> None:
    """Register the error handlers."""
    app.register_error_handler(Problem, _problem)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(OSError, _database)
    for removed in (NoResultFound, ObjectDeletedError, StaleDataError):
        app.register_error_handler(removed, _removed)
    app.register_error_handler(IntegrityError, _overtaken)
    app.register_error_handler(DataError, _unfit)
    app.register_error_handler(Exception, _crash)


def answer(status: int, message: Message, **more: object) -> Response:
    """Return a response with the message in the reader's language: JSON, a fragment or a page, as requested."""
    sentence = translate(message)
    if wants_json():
        response = jsonify({"error": sentence, **more})
    elif wants_fragment():
        response = make_response(_render("web/_problem.html", sentence=sentence))
    else:
        title = TITLES.get(status, N_("That didn’t work"))
        page = _render(
            "web/error.html", code=status, title=title, sentence=sentence, action=_way_on(status), typed=typed()
        )
        response = make_response(page)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response


def _render(template: str, **values: object) -> str:
    # Don't run context processors: Flask-Login's loads the learner from the database, which may have failed.
    page = current_app.jinja_env.get_template(template)
    return page.render(request=request, **template_values(), **values)


def _way_on(status: int) -> dict[str, str] | None:
    """Return the button to show below the sentence; None for the usual one to the home page."""
    back = page_of_request()
    if status in {400, 401} and not viewer().id:
        return {"label": _("Log in"), "url": url_for("learners.login", next=back)}
    if request.method == "POST" and back != "/":
        return {"label": _("Back to the page"), "url": back}
    return None


def _problem(error: Problem) -> Response:
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 422)
    more = {"errors": error.errors} if isinstance(error, Invalid) else {}
    return answer(status, error.sentence, **more)


def _csrf(_error: CSRFError) -> Response:
    return answer(
        400, N_("You’ve been logged out, or you logged in again in another tab. Reload the page, then try again.")
    )


def _http(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return make_response(error.get_response())
    if error.code == TooManyRequests.code:
        return _too_often()
    response = answer(error.code, SENTENCES.get(error.code, FAILED))
    for name in ("Allow", "Retry-After", "Content-Range"):
        if value := dict(error.get_headers()).get(name):
            response.headers[name] = value
    return response


def _too_often() -> Response:
    wait = wait_s()
    time = duration(timedelta(minutes=round(wait / 60)))
    response = answer(429, N_("That was a lot in a short time. Wait %(time)s, then try again.", time=time))
    response.headers["Retry-After"] = str(wait)
    return response


def _database(error: Exception) -> Response:
    return _trouble(error) or _crash(error)


def _trouble(error: Exception) -> Response | None:
    """Return the answer to trouble with the disk, the data folder or the database; None for other errors."""
    why = trouble(error, settings().data) or (Trouble.AWAY if isinstance(error, OperationalError) else None)
    if why is None:
        return None
    cause = getattr(error, "orig", None) or error
    reason = getattr(cause, "sqlite_errorname", "") or cause
    log.error("trouble (%s) on %s: %s", why.value, request.path, reason, exc_info=why is Trouble.AWAY)
    g.viewer = VISITOR  # looking up the viewer would need the database
    response = answer(507 if why is Trouble.FULL else 503, TROUBLES[why])
    response.headers["Retry-After"] = str(RETRY_S[why])
    return response


def _removed(_error: Exception) -> Response:
    # Another request, such as a second press of the same button, deleted the row while this one was using it.
    log.info("removed meanwhile on %s", request.path, exc_info=True)
    return answer(404, N_("This was deleted in the meantime. Go back and reload the page."))


def _overtaken(_error: Exception) -> Response:
    # Services handle the conflicts that they expect. This one is unexpected: for example, somebody posted about a song
    # at the moment when it was deleted.
    log.warning("the database refused what was sent to %s", request.path, exc_info=True)
    return answer(409, N_("This was changed or removed at the same moment. Go back and reload the page."))


def _unfit(_error: Exception) -> Response:
    # PostgreSQL refuses text that contains a zero byte. None of our pages sends one.
    return answer(400, SENTENCES[400])


def _crash(_error: Exception) -> Response:
    log.exception("unhandled error on %s", request.path)
    if "viewer" not in g:
        g.viewer = VISITOR  # looking up the viewer may have failed
    return answer(500, SENTENCES[500])
