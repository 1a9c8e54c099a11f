"""The address that shows a job's progress: as JSON for scripts, or as a fragment of a page that htmx polls."""

from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue

from canary.jobs import service as jobs
from canary.web.guard import login_required, viewer, wants_json

blueprint = Blueprint("jobs", __name__)


@blueprint.get("/jobs/<job_id>")
@login_required
def show(job_id: str) -> ResponseReturnValue:
    """Return a job's state, progress in percent, message, and the URL of its result (null in JSON if there's none)."""
    job = jobs.find(viewer(), job_id)
    if wants_json():
        return jsonify(state=job.state, progress=job.progress, message=job.message, url=job.url or None)
    return render_template("jobs/_progress.html", job=job)
