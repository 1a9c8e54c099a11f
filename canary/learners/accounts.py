"""EDGE: the one file that imports Flask-Security. Handles log-ins, passwords and sessions."""

import hashlib
import secrets
import unicodedata
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, current_app, session
from flask_login import user_logged_in, user_logged_out
from flask_security import (
    RoleMixin,
    Security,
    SQLAlchemyUserDatastore,
    hash_password,
    login_user,
    logout_user,
    verify_password,
)
from flask_security.utils import _pwd_context  # type: ignore[attr-defined]
from itsdangerous import BadSignature, URLSafeTimedSerializer

from canary.db import db
from canary.learners.models import Learner
from canary.web import cookies
from canary.web.clock import now

LONGEST = 1000  # characters of a password or a cookie
DEVICE, MOST_KNOWN = "device", 5  # the cookie of a browser that was logged in before, and how many accounts are in it
LOGIN, RENEWED = "login", "renewed"  # the session's keys for the log-in and the day of its cookies
REMEMBER, REMEMBERED = "remember_token", timedelta(days=60)  # the cookie of a log-in, and how long it lasts unused
ACCOUNT = "account"  # the session's key for the learner's `fs_uniquifier`


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


def session_key() -> tuple[str, str]:
    """Return the `fs_uniquifier` of the session's learner and the hash of their log-in, without asking the database.

    Both are "" if nobody is logged in.
    """
    return session.get(ACCOUNT, ""), login_hash(session.get(LOGIN, ""))


def remembered_key() -> tuple[str, str]:
    """Return the same from the cookie that remembers a log-in; "" if it's missing, forged or 60 days old."""
    key, login = _remembered()
    return key, login_hash(login)


def resume() -> None:
    """Start a session for the log-in that the cookie remembers, once we know that it hasn't ended."""
    session[ACCOUNT], session[LOGIN] = _remembered()
    session["_user_id"] = session[ACCOUNT]
    _renew()


def login_hash(login: str) -> str:
    """Return what a log-in is known by in the database; "" for none."""
    return hashlib.sha256(login.encode()).hexdigest() if login else ""


def renew() -> None:
    """Let the session and the cookie that remembers it last 60 more days, if they are a day old."""
    if session.get(LOGIN) and session.get(RENEWED) != _today():
        _renew()


def _renew() -> None:
    session[RENEWED] = _today()
    value = _signer(REMEMBER).dumps([session[ACCOUNT], session[LOGIN]])
    cookies.send(REMEMBER, str(value), REMEMBERED)


def _today() -> int:
    return now().date().toordinal()


def _remembered() -> tuple[str, str]:
    cookie = cookies.sent(REMEMBER)
    try:
        found = _signer(REMEMBER).loads(cookie, return_timestamp=True) if 0 < len(cookie) < LONGEST else None
    except BadSignature:
        return "", ""
    match found:
        case [[str(key), str(login)], datetime() as signed_at] if now() - signed_at < REMEMBERED:
            return key, login
    return "", ""


def _remember_account(_: object, user: Any) -> None:
    session[ACCOUNT] = user.fs_uniquifier


def _forget_account(_: object, **__: object) -> None:
    session.pop(ACCOUNT, None)


def hashed(password: str) -> str:
    """Return the password's hash, as stored. Composed and decomposed letters are the same (NFKC)."""
    return str(hash_password(unicodedata.normalize("NFKC", password)))


def matches(password: str, learner: Learner | None) -> bool:
    """Return whether the password is the learner's.

    As many hashes are checked if `learner` is None, and all of them always: one, or two for a password that isn't NFKC.
    So the time doesn't tell which names exist.
    """
    if len(password) > LONGEST:  # hashing it would take long or fail
        return False
    stored = learner.password if learner else _nobodys_hash()
    normal = unicodedata.normalize("NFKC", password)
    # Older hashes are of the password as it was typed.
    found = [verify_password(typed, stored) for typed in dict.fromkeys((normal, password))]
    return learner is not None and any(found)


def _nobodys_hash() -> str:
    """Return a hash that no password has, in the form and at the cost of ours, without computing one."""
    argon2: Any = _pwd_context.handler("argon2")
    return str(argon2(use_defaults=True, salt=secrets.token_bytes(16), checksum=secrets.token_bytes(32)).to_string())


def known_here(learner: Learner | None) -> str:
    """Return the name of this browser among those in which the learner was logged in before; "" for any other."""
    named = _devices().get(str(learner.id)) if learner else None
    return named if isinstance(named, str) else ""


def _devices() -> dict[str, Any]:
    cookie = cookies.sent(DEVICE)
    try:
        found = _signer(DEVICE).loads(cookie) if len(cookie) < LONGEST else {}
    except BadSignature:
        return {}
    return found if isinstance(found, dict) else {}


def _know_here(learner: Learner) -> None:
    """Let this browser be known as one of the learner's. The cookie opens nothing, and stays after a log-out."""
    learner_id, devices = str(learner.id), _devices()
    others = [(key, name) for key, name in devices.items() if key != learner_id][-MOST_KNOWN + 1 :]
    named = devices.get(learner_id) or secrets.token_hex(8)
    cookies.send(DEVICE, str(_signer(DEVICE).dumps(dict([*others, (learner_id, named)]))), timedelta(days=365))


def _signer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.config["SECRET_KEY"]), salt=f"cookie {purpose}")


def log_in(learner: Learner) -> None:
    """Start a session that stays after the browser is closed. Its form token is new: others may know the old one."""
    session.pop("csrf_token", None)
    login_user(learner)
    session[LOGIN] = secrets.token_urlsafe(18)
    _renew()
    _know_here(learner)


def log_out() -> str:
    """Forget the log-in in this browser.

    Returns its hash, with which its copies can be ended; "" for a session without one.
    """
    login = login_hash(session.get(LOGIN, "") or _remembered()[1])
    for name in (LOGIN, RENEWED, "csrf_token"):
        session.pop(name, None)
    logout_user()
    cookies.send(REMEMBER, "", timedelta())
    return login
