"""Pages of accounts: registration, login, profile and password."""

import math
from datetime import timedelta

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from canary.jobs import service as jobs
from canary.language_tags import LEVELS
from canary.learners import accounts, names
from canary.learners import service as learners
from canary.overtaking import Overtaken
from canary.problems import Invalid, NotFound
from canary.sentences import N_, Messages
from canary.web.clock import now
from canary.web.context import context, settings
from canary.web.filters import duration
from canary.web.guard import local_path, login_required, viewer
from canary.web.languages import codes
from canary.web.limits import LOGIN, POST, REGISTER, limit
from canary.web.overtaken import loaded, mark_of
from canary.web.sentences import _

blueprint = Blueprint("learners", __name__)


@blueprint.get("/login")
def login() -> str:
    """Show the login form."""
    return render_template("learners/login.html", errors={}, values={}, next=local_path(request.args.get("next", "/")))


@blueprint.post("/login")
@limit(LOGIN)
def log_in() -> ResponseReturnValue:
    """Log in with username and password."""
    form, back = request.form, local_path(request.form.get("next", "/"))
    tries, limits = _tries(form.get("username", "")), context().rate_limits
    may_retry_at = limits.attempt(tries) if limits else None
    if may_retry_at is not None:
        return _too_many_tries(may_retry_at, back)
    try:
        learner = learners.check(form.get("username", ""), form.get("password", ""))
    except Invalid as invalid:
        page = render_template("learners/login.html", errors=invalid.errors, values=form.to_dict(), next=back)
        return page, 422
    if limits:
        limits.forgive(tries)
    accounts.log_in(learner)
    return redirect(back)


def _tries(username: str) -> str:
    """Return whose wrong passwords count together: a name's, or those from one browser that it was logged in in.

    So nobody else's tries keep people out of an account where they use it. Names that nobody has are counted alike.
    """
    known = accounts.known_here(learners.by_username(username))
    return f"device {known}" if known else f"name {names.key(username)}"


def _too_many_tries(may_retry_at: float, back: str) -> ResponseReturnValue:
    wait = max(1, math.ceil(may_retry_at - now().timestamp()))
    sentence = _(
        "There were too many wrong passwords for this name. Try again in %(time)s. If it’s yours, “Forgot your "
        "password?” gets you in at once, and a browser in which you were logged in before still works.",
        time=duration(timedelta(minutes=math.ceil(wait / 60))),
    )
    values = {"username": request.form.get("username", "")}
    page = render_template("learners/login.html", errors={"password": sentence}, values=values, next=back)
    return page, 429, {"Retry-After": str(wait)}


@blueprint.get("/password/forgot")
def forgot() -> str:
    """Show who can help with a forgotten password, and the form to get a link by e-mail if the server sends e-mails."""
    return _forgot(sent=False, typed="")


@blueprint.post("/password/forgot")
@limit(LOGIN)
def send_password_link() -> ResponseReturnValue:
    """E-mail a password link. The response and its duration are the same whether or not there is such an account."""
    typed = request.form.get("name", "").strip()[:255]
    if not typed or not settings().smtp:
        errors = {"name": _("Type your username or your e-mail address.")} if settings().smtp else {}
        return _forgot(sent=False, typed=typed, errors=errors), 422
    jobs.ask(context().put_job, "send password links", None, now(), learner_ids=learners.forgetful(typed))
    return _forgot(sent=True, typed=typed)


@blueprint.get("/password/new/<token>")
def new_password(token: str) -> str:
    """Show the form for a new password."""
    learner = learners.by_password_token(token, _secret(), now())
    return render_template("learners/new_password.html", errors={}, token=token, username=learner.username)


@blueprint.post("/password/new/<token>")
@limit(LOGIN)
def set_new_password(token: str) -> ResponseReturnValue:
    """Set a new password with a password link, end every other session and log in."""
    username = learners.by_password_token(token, _secret(), now()).username
    try:
        learner = learners.reset_password(token, request.form.get("new_password", ""), _secret(), now())
    except Invalid as invalid:
        page = render_template("learners/new_password.html", errors=invalid.errors, token=token, username=username)
        return page, 422
    if limits := context().rate_limits:
        for tries in {_tries(username), f"name {names.key(username)}"}:
            limits.forgive(tries)
    accounts.log_in(learner)
    jobs.ask(
        context().put_job, "tell about password", learner.id, now(),
        learner_id=learner.id, event="password_reset", params={},
    )  # fmt: skip
    flash(_("Password changed. You’ve been logged out everywhere else."), "good")
    return redirect(url_for("home.index"))


@blueprint.post("/logout")
def logout() -> ResponseReturnValue:
    """End this log-in: copies of its cookies no longer work either."""
    learner_id, login = viewer().id, accounts.log_out()
    if learner_id is None:
        return redirect(url_for("home.index"))
    if login:
        learners.end_login(learner_id, login, now())
    else:  # a session from before log-ins had names can only be ended with all others
        learners.end_logins(learner_id)
    return redirect(url_for("home.index"))


@blueprint.post("/logout/everywhere")
@login_required
def log_out_everywhere() -> ResponseReturnValue:
    """End all log-ins of the account, on every device."""
    learners.end_logins(viewer().learner_id)
    accounts.log_out()
    flash(_("You’ve been logged out on all your devices."), "good")
    return redirect(url_for("home.index"))


@blueprint.get("/register")
def register() -> str:
    """Show the registration form."""
    back = local_path(request.args.get("next", "/"))
    _check_open(back)
    return render_template("learners/register.html", errors={}, values={}, next=back)


@blueprint.post("/register")
@limit(REGISTER)
def make_account() -> ResponseReturnValue:
    """Create an account and log in."""
    form, back = request.form, local_path(request.form.get("next", "/"))
    _check_open(back)
    try:
        learner = learners.register(form.get("username", ""), form.get("password", ""), form.get("email", ""), now())
    except Invalid as invalid:
        page = render_template("learners/register.html", errors=invalid.errors, values=form.to_dict(), next=back)
        return page, 422
    accounts.log_in(learner)
    return redirect(back)


@blueprint.get("/host/<token>")
def host_link(token: str) -> ResponseReturnValue:
    """Show the page of the host's one-time link: create an account, or make the current one the host."""
    learners.check_host_token(token)
    return render_template("learners/host_link.html", errors={}, values={}, token=token)


@blueprint.post("/host/<token>")
@limit(REGISTER)
def become_host(token: str) -> ResponseReturnValue:
    """Use the host's one-time link."""
    learners.check_host_token(token)
    who, form = viewer(), request.form
    if who.id is not None:
        learners.claim_host(who.id, token)
        learner_id = who.id
    else:
        try:
            learner = learners.register(
                form.get("username", ""),
                form.get("password", ""),
                form.get("email", ""),
                now(),
                host_token=token,
            )
        except Invalid as invalid:
            page = render_template("learners/host_link.html", errors=invalid.errors, values=form.to_dict(), token=token)
            return page, 422
        accounts.log_in(learner)
        learner_id = learner.id
    context().make_host(learner_id)
    flash(_("You’re the host now. Send people the link below, and describe your circle in the settings."), "good")
    return redirect(url_for("circles.show"))


@blueprint.get("/account")
@login_required
def account() -> str:
    """Show the profile and password forms."""
    return _account({}, {})


@blueprint.post("/account")
@login_required
@limit(POST)
def save_profile() -> ResponseReturnValue:
    """Save the profile and how pages look."""
    form, prefix = request.form, "level-"
    try:
        learners.set_profile(
            viewer().learner_id, form.get("display_name", ""), form.get("theme", "auto"),
            codes(form.get("learns", "")), codes(form.get("speaks", "")),
            {name.removeprefix(prefix): level for name, level in form.items() if name.startswith(prefix)},
            context().names_beside(viewer().learner_id), loaded(),
        )  # fmt: skip
    except Invalid as invalid:
        return _account(invalid.errors, form.to_dict()), 422
    except Overtaken as overtaken:
        return _account({}, form.to_dict(), overtaken), 409
    flash(_("Saved."), "good")
    return redirect(url_for("learners.account"))


@blueprint.post("/account/password")
@login_required
@limit(LOGIN)
def change_password() -> ResponseReturnValue:
    """Change the password and end every other session."""
    form = request.form
    try:
        learner = learners.change_password(viewer().learner_id, form.get("password", ""), form.get("new_password", ""))
    except Invalid as invalid:
        return _account(invalid.errors, {}), 422
    accounts.log_in(learner)
    flash(_("Password changed. You’ve been logged out everywhere else."), "good")
    return redirect(url_for("learners.account"))


def _forgot(*, sent: bool, typed: str, errors: Messages | None = None) -> str:
    by_email = bool(settings().smtp)
    return render_template("learners/forgot.html", sent=sent, typed=typed, errors=errors or {}, by_email=by_email)


def _secret() -> str:
    return str(current_app.config["SECRET_KEY"])


def _account(errors: Messages, typed: dict[str, str], overtaken: Overtaken | None = None) -> str:
    learner, name_of = learners.find(viewer().learner_id), current_app.jinja_env.filters["own_name"]
    form = learners.profile_form(learner)
    values = {
        "display_name": learner.display_name,
        "learns": ", ".join(map(name_of, learner.learns)),
        "speaks": ", ".join(map(name_of, learner.speaks)),
        "theme": learner.theme,
    } | typed
    levels = {code: typed.get(f"level-{code}", form[f"level-{code}"]) for code in learner.learns}
    return render_template(
        "learners/account.html", errors=errors, values=values, levels=levels, choices=LEVELS,
        mark=mark_of(form, errors, overtaken), saved=overtaken.saved if overtaken else None,
    )  # fmt: skip


def _check_open(back: str) -> None:
    if settings().registration == "invited" and not context().is_invitation(back):
        raise NotFound(N_("You need a join link to create an account here. Ask a circle’s host for one."))
