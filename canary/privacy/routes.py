"""Export of the viewer's data, and deletion of their account."""

import shutil

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from canary.anki import exports
from canary.learners import accounts
from canary.privacy import service as privacy
from canary.privacy.archive import stream
from canary.problems import Invalid
from canary.web.clock import now
from canary.web.context import settings, store
from canary.web.guard import login_required, viewer
from canary.web.limits import HEAVY, LOGIN, limit
from canary.web.sentences import _

blueprint = Blueprint("privacy", __name__)


@blueprint.get("/account/export.zip")
@login_required
@limit(HEAVY)
def export() -> Response:
    """Send the viewer's data as a zip, while it is written."""
    who, files = viewer(), store()
    parts = [(name, part if isinstance(part, bytes) else files.path(part)) for name, part in privacy.export(who)]
    name = f"canary-{who.username}.zip".encode("ascii", "replace").decode().replace("?", "-").replace('"', "-")
    return Response(
        stream(parts, now()),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


@blueprint.get("/account/delete")
@login_required
def ask() -> str:
    """Show what deleting the account does, with the form for it."""
    return render_template("privacy/delete.html", errors={})


@blueprint.post("/account/delete")
@login_required
@limit(LOGIN)
def delete() -> ResponseReturnValue:
    """Delete the viewer's account and everything that belongs to it."""
    learner_id = viewer().learner_id
    try:
        unused = privacy.delete_account(viewer(), request.form.get("password", ""), now())
    except Invalid as invalid:
        return render_template("privacy/delete.html", errors=invalid.errors), 422
    for key in unused:
        store().delete(key)
    shutil.rmtree(exports.folder_of(settings().data, learner_id), ignore_errors=True)
    accounts.log_out()
    flash(_("Your account has been deleted. Thank you for singing with us."), "good")
    return redirect(url_for("home.index"))
