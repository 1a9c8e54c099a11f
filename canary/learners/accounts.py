"""EDGE: the one file that imports Flask-Security. Handles log-ins, passwords and sessions."""

import secrets
import unicodedata
from typing import Any

from flask import Flask, request, session
from flask_login import current_user, user_logged_in, user_logged_out
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

LONGEST = 1000  # characters of a password
ACCOUNT = "account"  # the session's key for the learner's `fs_uniquifier`
# A hash to check when the name is unknown, so that response times don't tell which names exist.
_dummy: dict[str, str] = {}


def init(app: Flask) -> None:
    """Set up sessions and password hashing (argon2). Flask-Security's own pages aren't used."""
    app.config.setdefault("SECURITY_JOIN_USER_ROLES", False)
    # Argon2 adds its own salt. Flask-Security's second hash depends on the secret key, and changing a leaked key would
    # lock everybody out.
    app.config["SECURITY_PASSWORD_SINGLE_HASH"] = ["argon2"]
    security = Security(app, SQLAlchemyUserDatastore(db, Learner, RoleMixin), register_blueprint=False)
    # Without loaders, Flask-Principal doesn't load the learner's roles before each request. We have no roles.
    security.principal.identity_loaders.clear()
    user_logged_in.connect(_remember_account, app)
    user_logged_out.connect(_forget_account, app)


def session_key() -> str | None:
    """Return the `fs_uniquifier` of the session's learner without asking the database; None if nobody is logged in."""
    return session.get(ACCOUNT)


def remembered() -> Learner | None:
    """Return the learner in the remember-me cookie and start a session for them, or return None without a cookie."""
    if "remember_token" not in request.cookies or not current_user.is_authenticated:
        return None
    _remember_account(None, current_user)
    learner: Learner = current_user
    return learner


def _remember_account(_: object, user: Any) -> None:
    session[ACCOUNT] = user.fs_uniquifier


def _forget_account(_: object, **__: object) -> None:
    session.pop(ACCOUNT, None)


def hashed(password: str) -> str:
    """Return the password's hash, as stored. Composed and decomposed letters are the same (NFKC)."""
    return str(hash_password(unicodedata.normalize("NFKC", password)))


def matches(password: str, learner: Learner | None) -> bool:
    """Return whether the password is the learner's. This takes equally long if `learner` is None."""
    if len(password) > LONGEST:  # hashing it would take long or fail
        return False
    if learner is None:
        stored = _dummy.setdefault("hash", hashed(secrets.token_hex()))
        verify_password(password, stored)
        return False
    normal = unicodedata.normalize("NFKC", password)
    # Older hashes are of the password as it was typed.
    return any(verify_password(typed, learner.password) for typed in dict.fromkeys((normal, password)))


def log_in(learner: Learner) -> None:
    """Start a session that stays after the browser is closed. Its form token is new: others may know the old one."""
    session.pop("csrf_token", None)
    login_user(learner, remember=True)


def log_out() -> None:
    """End this session."""
    logout_user()
