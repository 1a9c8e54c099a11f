"""News: the bell, the page, what comes by e-mail and what ends it."""

from flask import Blueprint, current_app, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from canary.learners import service as learners
from canary.notices import service as notices
from canary.notices.letters import KINDS, WEEKLY
from canary.problems import Invalid
from canary.sentences import Messages
from canary.web.clock import now
from canary.web.context import settings
from canary.web.guard import login_required, viewer
from canary.web.limits import POST, limiter
from canary.web.numbers import number

blueprint = Blueprint("notices", __name__)


@blueprint.get("/news")
@login_required
def index() -> str:
    """What happened since, the newest first; opening it is having read it."""
    before = request.args.get("before", type=number)
    found, more = notices.read(viewer(), now(), before)
    return render_template(
        "notices/index.html",
        news=[
            {"sentence": n.sentence, "url": n.url, "kind": n.kind, "created_at": n.created_at, "fresh": fresh}
            for n, fresh in found
        ],
        more=more,
        first=before is None,
    )


@blueprint.get("/news/unread")
@login_required
def unread() -> ResponseReturnValue:
    """How much is new, for the bell; asked after the page is there, so that no page waits for it or keeps it."""
    response = jsonify(unread=notices.unread(viewer()))
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/news/settings")
@login_required
def choose() -> str:
    """Which news come by e-mail."""
    email, confirmed, kinds = notices.mails(viewer())
    return _settings(email, confirmed, set(kinds), {})


@blueprint.post("/news/settings")
@login_required
@limiter.limit(POST)
def save() -> ResponseReturnValue:
    """Say which news come by e-mail."""
    form, who = request.form, viewer()
    kinds = set(form.getlist("kind")) | ({WEEKLY} if form.get("when") == WEEKLY else set())
    try:
        notices.set_mails(who, form.get("email", ""), kinds, now())
    except Invalid as invalid:
        return _settings(form.get("email", ""), False, kinds, invalid.errors), 422
    email, confirmed, _ = notices.mails(who)
    asks = settings().smtp and email and not confirmed and kinds - {WEEKLY}
    flash(f"Saved. Now look into the mailbox of {email}: a link comes there." if asks else "Saved.", "good")
    return redirect(url_for("notices.choose"))


@blueprint.post("/news/settings/again")
@login_required
@limiter.limit(POST)
def again() -> ResponseReturnValue:
    """Send the link that confirms the viewer's address once more."""
    learners.ask_again(viewer().learner_id, now())
    flash("The link comes again, within ten minutes.", "good")
    return redirect(url_for("notices.choose"))


@blueprint.get("/mail/confirm/<token>")
def confirm(token: str) -> str:
    """The page behind the link that confirms an address, with one press. Mail programs look, so a look does nothing."""
    address = notices.check_link(token, _secret(), now())
    return render_template("notices/confirm.html", token=token, address=address, done=False)


@blueprint.post("/mail/confirm/<token>")
def confirmed(token: str) -> str:
    """Believe that the address is theirs."""
    notices.confirm(token, _secret(), now())
    return render_template("notices/confirm.html", done=True)


@blueprint.get("/mail/off/<key>")
def off(key: str) -> str:
    """The page behind an e-mail's last link: one press ends them. Mail programs look, so a look ends nothing."""
    notices.by_mail_key(key)
    return render_template("notices/off.html", key=key, done=False)


@blueprint.post("/mail/off/<key>")
def stop(key: str) -> str:
    """End somebody's e-mails; a mail program's own button comes here without a page of ours, so without its token."""
    notices.end_mails(key)
    return render_template("notices/off.html", key=key, done=True)


def _secret() -> str:
    return str(current_app.config["SECRET_KEY"])


def _settings(email: str, confirmed: bool, kinds: set[str], errors: Messages) -> str:
    return render_template(
        "notices/settings.html",
        kinds=KINDS,
        chosen=kinds,
        weekly=WEEKLY in kinds,
        email=email,
        confirmed=confirmed,
        by_mail=bool(settings().smtp),
        errors=errors,
    )
