"""Use cases of accounts."""

import hashlib
import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.exc import IntegrityError

from canary.db import db, lock_row, writing
from canary.language_tags import LEVELS
from canary.learners import accounts, links, lookalikes, names
from canary.learners.models import EndedLogin, HostLink, Learner
from canary.overtaking import unless_overtaken
from canary.problems import Conflict, Invalid, NotFound
from canary.sentences import N_, Message

PASSWORD_LINK_LASTS, PASSWORD_LINK_EVERY = timedelta(hours=1), timedelta(minutes=10)
PASSWORD_LINK_BY_HAND_LASTS = timedelta(days=1)  # made by a host, who has to pass it on
ENDED_KEPT = timedelta(days=150)  # more than a session and the cookie that remembers it last together
LANGUAGE = re.compile("[a-z]{2,3}(-[a-z0-9]{2,8})*")


def by_username(username: str) -> Learner | None:
    """Return the learner with a username, ignoring case; None if there is none."""
    keys = {names.key(username), names.former_key(username)}
    found = db.session.scalars(select(Learner).where(Learner.username_key.in_(keys))).all()
    return min(found, key=lambda learner: learner.username_key != names.key(username), default=None)


def register(username: str, password: str, email: str, now: datetime, *, host_token: str = "") -> Learner:
    """Create an account. An unused `host_token` makes it the host's. Raises Invalid, and Conflict for a used token."""
    errors = _problems(username, password, email)
    if "username" not in errors and (problem := _lookalike_problem(username, is_host=bool(host_token))):
        errors["username"] = problem
    if errors:
        raise Invalid(errors)
    password_hash = accounts.hashed(password)  # slow by design, so before the write lock
    learner = Learner(
        username=names.shown(username),
        username_key=names.key(username),
        email=_address(email) or None,
        password=password_hash,
        fs_uniquifier=secrets.token_hex(32),
        created_at=now,
    )
    try:
        with writing():
            if host_token:
                _use(host_token)
                learner.is_host = True
            db.session.add(learner)
    except IntegrityError as error:
        raise Invalid({"username": N_("That username is taken. Choose another.")}) from error
    return learner


def check(username: str, password: str) -> Learner:
    """Return the learner with this username and password. Raises Invalid, which doesn't tell which one is wrong."""
    learner = by_username(username)
    if not accounts.matches(password, learner) or learner is None or not learner.active:
        raise Invalid({"password": N_("Wrong username or password. Check both and try again.")})
    return learner


def change_password(learner_id: int, old: str, new: str) -> Learner:
    """Set a new password and end every open session. Raises Invalid."""
    learner = _get(learner_id)
    if not accounts.matches(old, learner):
        raise Invalid({"password": N_("That isn’t your current password.")})
    if problem := _password_problem(new, learner):
        raise Invalid({"new_password": problem})
    password_hash = accounts.hashed(new)
    with writing():
        learner = _get(learner_id)
        learner.password = password_hash
        learner.fs_uniquifier = secrets.token_hex(32)
    return learner


def forgetful(typed: str) -> list[int]:
    """Return the ids of the learners who get a password link for a username or e-mail address; three at most.

    They need a confirmed address: any other may be somebody else's.
    """
    mine = or_(Learner.username_key == names.key(typed), func.lower(Learner.email) == typed.strip().lower())
    query = select(Learner.id).where(mine, Learner.email_confirmed_at.is_not(None), Learner.active.is_(True))
    return list(db.session.scalars(query.order_by(Learner.id).limit(3)))


def claim_password_email(learner_id: int, now: datetime) -> Learner | None:
    """Mark a password link as sent before sending it, and return the learner.

    Returns None if they have no confirmed address, or were sent one less than PASSWORD_LINK_EVERY ago.
    """
    learner = db.session.get(Learner, learner_id)
    if learner is None or not learner.email or learner.email_confirmed_at is None:
        return None
    asked = Learner.password_asked_at
    due = or_(asked.is_(None), asked <= now - PASSWORD_LINK_EVERY)
    with writing():
        claimed = update(Learner).where(Learner.id == learner_id, due).values(password_asked_at=now)
        count: int = db.session.execute(claimed).rowcount  # type: ignore[attr-defined]
    return db.session.get(Learner, learner_id) if count else None


def release_password_email(learner_id: int) -> None:
    """Unmark a password link that was certainly not sent, so that the learner can ask for another."""
    with writing():
        db.session.execute(update(Learner).where(Learner.id == learner_id).values(password_asked_at=None))


def password_token(learner: Learner, secret: str, until: datetime) -> str:
    """Return the token of a link with which a learner chooses a new password, once and until a time in UTC."""
    return links.sign(secret, links.PASSWORD, learner.id, learner.fs_uniquifier, until)


def by_password_token(token: str, secret: str, now: datetime) -> Learner:
    """Return the learner whose password a link changes. Raises NotFound if it was used, has expired or isn't ours."""
    learner = db.session.get(Learner, links.claimed_learner_id(token) or 0)
    if (
        learner is None
        or not learner.active
        or not links.is_genuine(secret, links.PASSWORD, token, learner.id, learner.fs_uniquifier, now)
    ):
        raise NotFound(
            N_(
                "This link has already been used or has expired. If you’ve just chosen a new password, log in with it. "
                "Otherwise, ask for a new link on the login page."
            )
        )
    return learner


def reset_password(token: str, new: str, secret: str, now: datetime) -> Learner:
    """Set a new password with a link's token, and end every open session.

    Raises NotFound as `by_password_token` does, and Invalid for a weak password.
    """
    learner = by_password_token(token, secret, now)
    if problem := _password_problem(new, learner):
        raise Invalid({"new_password": problem})
    password_hash = accounts.hashed(new)  # slow by design, so before the write lock
    with writing():
        learner = by_password_token(token, secret, now)  # a second request with the same link fails here
        learner.password = password_hash
        learner.fs_uniquifier = secrets.token_hex(32)
    return learner


def profile_form(learner: Learner) -> dict[str, str]:
    """Return the values that the form with a learner's profile shows; a level is "level-" and its language."""
    levels = {f"level-{code}": learner.levels.get(code, "") for code in learner.learns}
    return {
        "display_name": learner.display_name, "theme": learner.theme, "learns": ",".join(learner.learns),
        "speaks": ",".join(learner.speaks), **levels,
    }  # fmt: skip


def set_profile(
    learner_id: int, display_name: str, theme: str, learns: Sequence[str], speaks: Sequence[str],
    levels: Mapping[str, str], beside: Sequence[str] = (), loaded: str = "",
) -> None:  # fmt: skip
    """Change a learner's profile and how pages look to them.

    `loaded` is the mark of the form. Raises Invalid, and Overtaken if the profile has changed since.

    `beside` are the names of the others in their circles, which a new display name may not look like.

    `levels` are their own estimates for the languages that they learn; "" for none.
    """
    errors: dict[str, Message] = {}
    before = _get(learner_id)
    if names.display_name(display_name) != before.display_name or not names.display_name(display_name):
        problem = names.display_name_problem(display_name, beside, is_host=before.is_host)
        errors |= {"display_name": problem} if problem else {}
    if theme not in {"auto", "light", "dark"}:
        errors["theme"] = N_("Choose automatic, light or dark.")
    for field, languages in (("learns", learns), ("speaks", speaks)):
        if wrong := next((language for language in languages if not LANGUAGE.fullmatch(language)), None):
            errors[field] = N_(
                "We don’t know the language “%(language)s”. Choose one from the list.", language=wrong[:40]
            )
    if errors:
        raise Invalid(errors)
    with writing():
        lock_row(Learner, learner_id)
        learner = _get(learner_id)
        with unless_overtaken(loaded, lambda: profile_form(learner)):
            learner.display_name = names.display_name(display_name)
            learner.theme = theme
            learner.learns, learner.speaks = list(learns)[:20], list(speaks)[:20]
            merged = dict(learner.levels) | dict(levels)
            learner.levels = {code: merged[code] for code in learner.learns if merged.get(code) in LEVELS}


def set_email(learner_id: int, email: str, now: datetime) -> None:
    """Change a learner's e-mail address ("" for none). A new address has to be confirmed. Raises Invalid.

    Nobody is told whether another learner has the same address.
    """
    if problem := _email_problem(email):
        raise Invalid({"email": problem})
    address = _address(email)
    with writing():
        learner = _get(learner_id)
        if address != (learner.email or ""):
            learner.email, learner.email_wanted_at, learner.email_confirmed_at = address or None, now, None


def request_confirmation(learner_id: int, now: datetime) -> None:
    """Request that the link to confirm a learner's address is sent again."""
    with writing():
        _get(learner_id).email_wanted_at = now


def end_login(learner_id: int, login_hash: str, now: datetime) -> None:
    """End one log-in, whoever has copied its cookies. Forgets those whose cookies have expired anyway."""
    with writing():
        db.session.execute(delete(EndedLogin).where(EndedLogin.ended_at < now - ENDED_KEPT))
        if db.session.get(EndedLogin, login_hash) is None:
            db.session.add(EndedLogin(login_hash=login_hash, learner_id=learner_id, ended_at=now))


def end_logins(learner_id: int) -> None:
    """End all log-ins of a learner, on every device."""
    with writing():
        _get(learner_id).fs_uniquifier = secrets.token_hex(32)


def named_like(words: str) -> list[ColumnElement[bool]]:
    """Return the SQL conditions for learners whose username or display name has all these words in it."""
    return [
        or_(
            Learner.username_key.contains(names.key(word), autoescape=True),
            func.lower(Learner.display_name).contains(word.lower(), autoescape=True),
            Learner.display_name.contains(word, autoescape=True),
        )
        for word in words.split()[:8]
    ]


def find(learner_id: int) -> Learner:
    """Return a learner by id. Raises NotFound."""
    return _get(learner_id)


def new_host_link(now: datetime) -> str | None:
    """Return a token for a new host link, which replaces any older one; None once there is a host."""
    if db.session.scalar(select(Learner.id).where(Learner.is_host).limit(1)) is not None:
        return None
    token = secrets.token_urlsafe(24)
    with writing():
        db.session.execute(delete(HostLink))
        db.session.add(HostLink(token_hash=_hash(token), created_at=now))
    return token


def check_host_token(token: str) -> None:
    """Raise NotFound if the link was used, replaced or never created."""
    if db.session.get(HostLink, _hash(token)) is None:
        raise NotFound(N_("This link has already been used or replaced. Ask whoever runs the server for a new one."))


def claim_host(learner_id: int, token: str) -> None:
    """Make an existing learner the host. Raises Conflict if the link was used, NotFound if there is no such learner."""
    with writing():
        _use(token)
        _get(learner_id).is_host = True


def _use(token: str) -> None:
    used = db.session.execute(delete(HostLink).where(HostLink.token_hash == _hash(token)))
    if used.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict(N_("This link has already been used. Ask whoever runs the server for a new one."))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _get(learner_id: int) -> Learner:
    learner = db.session.get(Learner, learner_id)
    if learner is None:
        raise NotFound()
    return learner


def _problems(username: str, password: str, email: str) -> dict[str, Message]:
    errors: dict[str, Message | None] = {
        "username": names.username_problem(username.strip()),
        "password": names.password_problem(password, username, email.partition("@")[0]),
    }
    errors["email"] = _email_problem(email)
    return {field: sentence for field, sentence in errors.items() if sentence}


def _lookalike_problem(username: str, *, is_host: bool) -> Message | None:
    if lookalikes.is_reserved(username) and not is_host:
        return N_("That name could be taken for somebody who runs this site. Choose another.")
    key, looks = names.key(username), lookalikes.looks(username)
    for taken in db.session.scalars(select(Learner.username)):
        if names.key(taken) != key and looks & lookalikes.looks(taken):
            return N_("That username looks like somebody else’s. Choose another.")
    return None


def _password_problem(password: str, learner: Learner) -> Message | None:
    mailbox = (learner.email or "").partition("@")[0]
    return names.password_problem(password, learner.username, learner.display_name, mailbox)


def _email_problem(typed: str) -> Message | None:
    try:
        _address(typed)
    except (EmailNotValidError, UnicodeError):
        return N_("That isn’t an e-mail address. Correct it or leave the field empty.")
    return None


def _address(typed: str) -> str:
    """Return the address with its domain in ASCII, as mail servers expect; "" for none. Raises EmailNotValidError."""
    plain = typed.strip()
    found = validate_email(plain, check_deliverability=False, allow_smtputf8=False) if plain else None
    return (found.ascii_email or "") if found else ""
