"""Pages of the journal: the viewer's entries, entries that others share, and reflections on weeks."""

from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from canary.journal import service as journal
from canary.journal.drafts import QUESTIONS, VISIBILITIES, Draft
from canary.journal.models import Entry
from canary.journal.service import Written
from canary.overtaking import Overtaken
from canary.problems import Invalid, NotFound
from canary.sentences import N_, Messages
from canary.songs import languages
from canary.songs import service as songs
from canary.songs.models import Song
from canary.songs.routes import card
from canary.web.clock import now
from canary.web.guard import login_required, viewer
from canary.web.languages import chosen
from canary.web.limits import POST, limit
from canary.web.numbers import number
from canary.web.overtaken import loaded, mark_of
from canary.web.sentences import _
from canary.weeks.models import Week

blueprint = Blueprint("journal", __name__)


@blueprint.get("/journal")
@login_required
def index() -> str:
    """Show the viewer's entries, or those that others share."""
    who, before = viewer(), request.args.get("before", type=number)
    others = request.args.get("show") == "others"
    found, more = journal.of_others(who, before) if others else journal.own(who, before)
    return render_template(
        "journal/index.html", entries=[_values(row) for row in found], more=more, others=others, first=before is None
    )


@blueprint.get("/journal/new")
@login_required
def new() -> ResponseReturnValue:
    """Show the form for a new entry: about a song, a week, or anything."""
    who = viewer()
    if request.args.get("kind") == "reflection":
        week, song = journal.week_of(who, _week(request.args.get("week", "")), _circle())
        existing = journal.reflection_of(who, week.id)
        if existing is not None:
            return redirect(url_for("journal.edit", entry_id=existing.id))
        return _form("reflection", song, week, {}, {})
    slug = request.args.get("song", "")
    return _form("journal", songs.find(who, slug) if slug else None, None, {}, {})


@blueprint.post("/journal/new")
@login_required
@limit(POST)
def write() -> ResponseReturnValue:
    """Save a new entry."""
    who, form = viewer(), request.form
    song, week = None, None
    if form.get("kind") == "reflection":
        week, song = journal.week_of(who, _week(form.get("week", "")), _circle())
    elif slug := form.get("song", ""):
        song = songs.find(who, slug)
    draft = _draft(song)
    try:
        entry = journal.write(who, draft, song, week, now())
    except Invalid as invalid:
        return _form(draft.kind, song, week, invalid.errors, form.to_dict()), 422
    if entry.visibility != "me" and entry.kind == "journal":
        sentence = _(
            'Others can read and correct it now. While you wait, <a href="%(url)s">help somebody else</a>?',
            url="/unanswered",
        )
        flash(Markup(sentence), "good")  # noqa: S704  (our own sentence and address)
    else:
        flash(_("Saved."), "good")
    return redirect(url_for("journal.show", entry_id=entry.id), 303)


@blueprint.get("/journal/<int:entry_id>")
def show(entry_id: int) -> str:
    """Show an entry."""
    who = viewer()
    entry = journal.find(who, entry_id)
    return render_template(
        "journal/show.html",
        entry=_values(journal.with_song(who, entry)),
        seen=journal.may_see(who, entry),
        by_host=entry.hidden_at is not None,
        mine=entry.author_id == who.id,
    )


@blueprint.get("/journal/<int:entry_id>/edit")
@login_required
def edit(entry_id: int) -> str:
    """Show the form to edit the viewer's own entry."""
    return _edit(journal.find_own(viewer(), entry_id), {}, {})


@blueprint.post("/journal/<int:entry_id>/edit")
@login_required
@limit(POST)
def change(entry_id: int) -> ResponseReturnValue:
    """Edit the viewer's own entry."""
    who = viewer()
    entry = journal.find_own(who, entry_id)
    song = journal.with_song(who, entry).song
    try:
        journal.change(who, entry_id, _draft(song, entry), now(), loaded())
    except Invalid as invalid:
        return _edit(journal.find_own(who, entry_id), invalid.errors, request.form.to_dict()), 422
    except Overtaken as overtaken:
        return _edit(journal.find_own(who, entry_id), {}, request.form.to_dict(), overtaken), 409
    flash(_("Saved."), "good")
    return redirect(url_for("journal.show", entry_id=entry_id), 303)


@blueprint.post("/journal/<int:entry_id>/remove")
@login_required
def remove(entry_id: int) -> ResponseReturnValue:
    """Delete the viewer's own entry."""
    journal.remove(viewer(), entry_id)
    flash(_("Your text and its corrections were deleted."))
    return redirect(url_for("journal.index"))


def _draft(song: Song | None, entry: Entry | None = None) -> Draft:
    form = request.form
    kind = entry.kind if entry else "reflection" if form.get("kind") == "reflection" else "journal"
    fallback = entry.language if entry else languages.code(song.language) if song else ""
    return Draft(
        entry.client_id if entry else form.get("client_id", ""),
        kind,
        chosen() or fallback,
        form.get("visibility", "me"),
        form.get("body", ""),
        {name: form.get(name, "") for name in QUESTIONS},
    )


def _circle() -> int:
    return request.values.get("circle", 0, type=number)


def _form(kind: str, song: Song | None, week: Week | None, errors: Messages, values: dict[str, str]) -> str:
    monday = week.monday if week else None
    start = {"language": languages.code(song.language)} if song else {}
    return render_template(
        "journal/write.html",
        kind=kind,
        song=card(song) if song else None,
        week=monday,
        circle_id=week.circle_id if week else None,
        action=url_for("journal.write"),
        key=f"{kind}/{monday or (song.slug if song else '')}",
        errors=errors,
        values=start | values,
        questions=QUESTIONS,
        visibilities=VISIBILITIES,
        entry_id=None,
        name="",
    )


def _edit(entry: Entry, errors: Messages, values: dict[str, str], overtaken: Overtaken | None = None) -> str:
    start = journal.form_of(entry)
    written = journal.with_song(viewer(), entry)
    return render_template(
        "journal/write.html",
        kind=entry.kind,
        song=card(written.song) if written.song else None,
        week=None,
        action=url_for("journal.change", entry_id=entry.id),
        key=f"entry/{entry.id}",
        errors=errors,
        values=start | values,
        questions=QUESTIONS,
        visibilities=VISIBILITIES,
        entry_id=entry.id,
        name=entry.client_id,
        mark=mark_of(start, errors, overtaken),
        saved=overtaken.saved if overtaken else None,
    )


def _values(row: Written) -> dict[str, Any]:
    entry = row.entry
    return {
        "id": entry.id,
        "client_id": entry.client_id,
        "kind": entry.kind,
        "author": row.author.name,
        "language": entry.language,
        "direction": languages.direction(entry.language),
        "language_name": languages.name(entry.language),
        "visibility": VISIBILITIES[entry.visibility],
        "shared": entry.visibility != "me",
        "body": entry.body,
        "answers": [(QUESTIONS[name], entry.answers[name]) for name in QUESTIONS if entry.answers.get(name)],
        "created_at": entry.created_at,
        "edited": entry.edited_at is not None,
        "song": card(row.song) if row.song else None,
        "url": url_for("journal.show", entry_id=entry.id),
    }


def _week(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise NotFound(N_("Your circle had no song that week.")) from error
