"""EDGE: the one file that imports Flask-Security: who is logged in, passwords, sessions."""

import secrets
from typing import Any

from flask import Flask, request, session
from flask_login import current_user
from flask_security import (
    RoleMixin,
    Security,
    SQLAlchemyUserDatastore,
    hash_password,
    login_user,
    logout_user,
    verify_password,
)

from canary.db import db
from canary.learners.models import Learner

LONGEST = 1000  # characters that are looked at at all
# Checked when the name is unknown, so that an answer's time does not tell whether a name exists.
_nobody: dict[str, str] = {}


def init(app: Flask) -> None:
    """Sessions and password hashing (argon2); the pages are our own."""
    app.config.setdefault("SECURITY_JOIN_USER_ROLES", False)
    # Argon2 salts by itself. The extension would mix in a salt of ours as well, and whoever changes a leaked secret key
    # would lock everybody out.
    app.config["SECURITY_PASSWORD_SINGLE_HASH"] = ["argon2"]
    security = Security()
    # It would load the learner before every request, to know their roles, and again for every template. Canary has no
    # roles, and asks `session_key()`.
    hooks: tuple[dict[Any, list[Any]], ...] = (app.before_request_funcs, app.template_context_processors)
    ours = [list(kind.setdefault(None, [])) for kind in hooks]
    security.init_app(app, SQLAlchemyUserDatastore(db, Learner, RoleMixin), register_blueprint=False)
    for kind, before in zip(hooks, ours, strict=True):
        kind[None][:] = before


def session_key() -> str | None:
    """What this session names its learner by (`fs_uniquifier`), without a look at the database; None: logged out."""
    return session.get("_user_id")


def remembered() -> Learner | None:
    """The learner whom the long-lived cookie names, when the session names nobody (any more); begins a session."""
    if "remember_token" not in request.environ.get("HTTP_COOKIE", ""):
        return None
    return current_user if current_user.is_authenticated else None


def hashed(password: str) -> str:
    """The password's hash, as stored."""
    return str(hash_password(password))


def matches(password: str, learner: Learner | None) -> bool:
    """Whether the password is the learner's; takes as long when there is no such learner."""
    if len(password) > LONGEST:  # nobody has one, and hashing it would take long or fail
        return False
    if learner is None:
        stored = _nobody.setdefault("hash", hashed(secrets.token_hex()))
        verify_password(password, stored)
        return False
    return bool(verify_password(password, learner.password))


def log_in(learner: Learner) -> None:
    """Begin a session that lasts beyond the browser's; a form token from before it, which others may know, ends."""
    session.pop("csrf_token", None)
    login_user(learner, remember=True)


def log_out() -> None:
    """End this session."""
    logout_user()
