"""Pages for reporting and blocking, and the reports that hosts handle."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from canary.circles import service as circles
from canary.content.kinds import kind_of
from canary.problems import Invalid
from canary.safety import service as safety
from canary.safety.things import REASONS, Thing, label_of
from canary.sentences import N_, Messages
from canary.web.clock import now
from canary.web.content import page_of
from canary.web.guard import login_required, viewer
from canary.web.limits import POST, limit
from canary.web.numbers import number, page_number
from canary.web.sentences import _, translate

blueprint = Blueprint("safety", __name__)

# The message after each action of a host. LOGGED has the line that each action leaves in the log.
DONE = {
    "hide": N_("Hidden"),
    "show": N_("Shown again"),
    "warn": N_("Message sent"),
    "suspend": N_("Suspended"),
    "lift": N_("Suspension ended"),
    "dismiss": N_("Report closed"),
}
LOGGED = {
    "hide": N_("%(host)s hid it"),
    "show": N_("%(host)s showed it again"),
    "warn": N_("%(host)s sent a message"),
    "suspend": N_("%(host)s suspended its author"),
    "lift": N_("%(host)s ended the suspension"),
    "dismiss": N_("%(host)s closed the report"),
}


@blueprint.get("/report")
@login_required
def report() -> str:
    """Show the form to report something to the hosts."""
    return _report(_requested_thing(), {})


@blueprint.post("/report")
@login_required
@limit(POST)
def send_report() -> ResponseReturnValue:
    """Report a thing, thank the reporter, and offer to block the author."""
    thing, form = _requested_thing(), request.form
    try:
        safety.report(
            viewer(), thing.subject, thing.id, form.get("reason", ""), form.get("words", ""),
            lambda circle_id: url_for("safety.cases", circle=circle_id), now(),
        )  # fmt: skip
    except Invalid as invalid:
        return _report(thing, invalid.errors), 422
    return render_template("safety/thanks.html", thing=thing, subject=label_of(thing.subject))


@blueprint.get("/block")
@login_required
def block() -> str:
    """Show what blocking does, with the button for it."""
    return render_template("safety/block.html", thing=_authored_thing())


@blueprint.post("/block")
@login_required
@limit(POST)
def do_block() -> ResponseReturnValue:
    """Block the author of a thing, immediately and everywhere."""
    thing = _authored_thing()
    circles.block(viewer(), thing.person_id or 0, now())
    flash(_("You blocked %(name)s.", name=thing.name), "good")
    return redirect(url_for("safety.blocked"))


@blueprint.get("/account/blocked")
@login_required
def blocked() -> str:
    """Show whom the viewer has blocked."""
    return render_template("safety/blocked.html", people=circles.blocked_by(viewer(), page_number()))


@blueprint.post("/account/blocked")
@login_required
def unblock() -> ResponseReturnValue:
    """Unblock somebody."""
    circles.unblock(viewer(), request.form.get("person", 0, type=number))
    flash(_("Unblocked."), "good")
    return redirect(url_for("safety.blocked"))


@blueprint.get("/circle/reports")
@login_required
def cases() -> str:
    """Show the circle's open reports and the log of its hosts."""
    return _cases({}, 0)


@blueprint.post("/circle/reports/<int:report_id>")
@login_required
def act(report_id: int) -> ResponseReturnValue:
    """Take a host's action on a report."""
    form, place = request.form, _place()
    try:
        safety.act(
            viewer(), place, report_id, form.get("do", ""), form.get("words", ""),
            form.get("days", 0, type=number), _page, now(),
        )  # fmt: skip
    except Invalid as invalid:
        return _cases(invalid.errors, report_id), 422
    flash(translate(DONE[form["do"]]), "good")
    return redirect(url_for("safety.cases", circle=place))


def _place() -> int | None:
    who = viewer()
    circle_id = request.values.get("circle", 0, type=number) or (who.membership.circle_id if who.membership else 0)
    return safety.place_of(who, circle_id)


def _requested_thing() -> Thing:
    given = request.values
    subject, id = given.get("subject", ""), given.get("id", 0, type=number)
    return safety.find(viewer(), subject, id)


def _authored_thing() -> Thing:
    """Return the requested thing, or 404 if its author left or it's a person: nobody can be blocked by id alone."""
    thing = _requested_thing()
    if thing.person_id is None or thing.subject == "person":
        abort(404)
    return thing


def _report(thing: Thing, errors: Messages) -> str:
    return render_template(
        "safety/report.html",
        thing=thing,
        subject=label_of(thing.subject),
        reasons=REASONS,
        errors=errors,
        values=request.form,
    )


def _cases(errors: Messages, report_id: int) -> str:
    who, circle_id, moment = viewer(), _place(), now()
    found_cases = safety.cases(who, circle_id, page_number())
    rows: list[dict[str, Any]] = [
        {
            "case": found,
            "subject": label_of(found.report.subject),
            "reason": REASONS.get(found.report.reason, ""),
            "url": _page(found.thing) if found.thing and found.thing.subject != "person" else "",
            "suspended": found.until if found.until and found.until > moment else None,
            "done": [DONE[what] for what in found.done],
        }
        for found in found_cases
    ]
    log = safety.log(who, circle_id, page_number("log"))
    return render_template(
        "safety/cases.html",
        cases=found_cases.of(rows),
        place=circle_id,
        name=next((own.name for own in who.memberships if own.circle_id == circle_id), ""),
        log=log.of(_logged(line) for line in log),
        suspensions=safety.SUSPENSIONS,
        errors=errors,
        wrong=report_id,
        words=request.form.get("words", ""),
    )


def _logged(line: safety.Logged) -> dict[str, Any]:
    what = LOGGED[line.measure.what].fill(host=translate(line.host))
    return {"entry": line, "what": what, "subject": label_of(line.measure.subject)}


def _page(thing: Thing | None) -> str:
    """Return the path of the page that shows a thing; the home page if there is none."""
    name, id = thing.page if thing else ("", 0)
    kind = kind_of(name)
    return page_of(kind, id) if kind else url_for("home.index")
