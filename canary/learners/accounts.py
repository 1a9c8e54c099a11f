"""EDGE: the one file that imports Flask-Security: who is logged in, passwords, sessions."""

import secrets

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

# Checked when the name is unknown, so that an answer's time does not tell whether a name exists.
_nobody: dict[str, str] = {}


def init(app: Flask) -> None:
    """Sessions and password hashing (argon2); the pages are our own."""
    app.config.setdefault("SECURITY_JOIN_USER_ROLES", False)
    security = Security()
    hooks = app.before_request_funcs.setdefault(None, [])
    ours = list(hooks)
    security.init_app(app, SQLAlchemyUserDatastore(db, Learner, RoleMixin), register_blueprint=False)
    # It would load the learner before every request, to know their roles: Canary has none, and asks `session_key()`.
    hooks[:] = ours


def session_key() -> str | None:
    """What this session names its learner by (`fs_uniquifier`), without a look at the database; None: logged out."""
    return session.get("_user_id")


def remembered() -> Learner | None:
    """The learner whom the long-lived cookie names, when the session names nobody (any more); begins a session."""
    if "remember_token" not in request.cookies:
        return None
    return current_user if current_user.is_authenticated else None


def hashed(password: str) -> str:
    """The password's hash, as stored."""
    return str(hash_password(password))


def matches(password: str, learner: Learner | None) -> bool:
    """Whether the password is the learner's; takes as long when there is no such learner."""
    if learner is None:
        stored = _nobody.setdefault("hash", hashed(secrets.token_hex()))
        verify_password(password, stored)
        return False
    return bool(verify_password(password, learner.password))


def log_in(learner: Learner) -> None:
    """Begin a session that lasts beyond the browser's."""
    login_user(learner, remember=True)


def log_out() -> None:
    """End this session."""
    logout_user()
