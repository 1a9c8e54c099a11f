"""News: the bell, the page, and the settings and links for e-mails."""

from flask import Blueprint, current_app, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from canary.learners import service as learners
from canary.notices import service as notices
from canary.notices.emails import WEEKLY
from canary.notices.events import KINDS
from canary.overtaking import Overtaken
from canary.problems import Invalid
from canary.sentences import Messages
from canary.web.clock import now
from canary.web.context import settings
from canary.web.guard import login_required, viewer
from canary.web.limits import POST, limit
from canary.web.numbers import number
from canary.web.overtaken import loaded, mark_of
from canary.web.sentences import _

blueprint = Blueprint("notices", __name__)


@blueprint.get("/news")
@login_required
def index() -> str:
    """Show the viewer's news, the newest first, and mark it as seen."""
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
    """Return the number of unread notices, for the bell.

    Pages request it after they have loaded, so they don't wait for it and can be cached.
    """
    response = jsonify(unread=notices.unread(viewer()))
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/news/settings")
@login_required
def choose() -> str:
    """Show which news is sent by e-mail."""
    email, confirmed, kinds = notices.mails(viewer())
    return _settings(email, confirmed, set(kinds), {})


@blueprint.post("/news/settings")
@login_required
@limit(POST)
def save() -> ResponseReturnValue:
    """Set which news is sent by e-mail."""
    form, who = request.form, viewer()
    kinds = set(form.getlist("kind")) | ({WEEKLY} if form.get("when") == WEEKLY else set())
    try:
        notices.set_mails(who, form.get("email", ""), kinds, now(), loaded())
    except Invalid as invalid:
        return _settings(form.get("email", ""), False, kinds, invalid.errors), 422
    except Overtaken as overtaken:
        return _settings(form.get("email", ""), False, kinds, {}, overtaken), 409
    email, confirmed, _kinds = notices.mails(who)
    asks = settings().smtp and email and not confirmed and kinds - {WEEKLY}
    saved = _("Saved. We’re sending a link to %(email)s; open it to confirm the address.", email=email)
    flash(saved if asks else _("Saved."), "good")
    return redirect(url_for("notices.choose"))


@blueprint.post("/news/settings/again")
@login_required
@limit(POST)
def again() -> ResponseReturnValue:
    """Send the viewer another link to confirm their address."""
    learners.request_confirmation(viewer().learner_id, now())
    flash(_("We’ll send the link again within ten minutes."), "good")
    return redirect(url_for("notices.choose"))


@blueprint.get("/mail/confirm/<token>")
def confirm(token: str) -> str:
    """Show the button that confirms an address.

    Mail programs open links automatically, so opening this page confirms nothing.
    """
    address = notices.check_link(token, _secret(), now())
    return render_template("notices/confirm.html", token=token, address=address, done=False)


@blueprint.post("/mail/confirm/<token>")
def confirmed(token: str) -> str:
    """Confirm the address."""
    notices.confirm(token, _secret(), now())
    return render_template("notices/confirm.html", done=True)


@blueprint.get("/mail/off/<key>")
def off(key: str) -> str:
    """Show the button that ends e-mails.

    Mail programs open links automatically, so opening this page ends nothing.
    """
    notices.by_mail_key(key)
    return render_template("notices/off.html", key=key, done=False)


@blueprint.post("/mail/off/<key>")
def stop(key: str) -> str:
    """End a learner's e-mails. Mail programs post to this address too (RFC 8058), without our form token."""
    notices.end_mails(key)
    return render_template("notices/off.html", key=key, done=True)


def _secret() -> str:
    return str(current_app.config["SECRET_KEY"])


def _settings(
    email: str, confirmed: bool, kinds: set[str], errors: Messages, overtaken: Overtaken | None = None
) -> str:
    stored = notices.mails_form(learners.find(viewer().learner_id))
    return render_template(
        "notices/settings.html",
        kinds=KINDS,
        chosen=kinds,
        weekly=WEEKLY in kinds,
        email=email,
        confirmed=confirmed,
        by_mail=bool(settings().smtp),
        errors=errors,
        mark=mark_of(stored, errors, overtaken),
        saved=overtaken.saved if overtaken else None,
    )
