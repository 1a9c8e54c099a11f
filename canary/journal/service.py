"""Use cases of the journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, delete, or_, select

from canary.circles import service as circles
from canary.circles.models import Circle, Membership
from canary.content.paths import path_to
from canary.content.service import sent_before
from canary.db import db, lock_row, writing, writing_once
from canary.journal.drafts import QUESTIONS, Draft, problems
from canary.journal.models import Entry
from canary.learners.models import Learner
from canary.notices import service as notices
from canary.notices.models import Notice
from canary.overtaking import unless_overtaken
from canary.problems import Invalid, NotFound
from canary.sentences import N_, Messages
from canary.songs import service as songs
from canary.songs.models import Song
from canary.viewer import Viewer
from canary.weeks.calendar import days_left, this_week
from canary.weeks.models import Week

PAGE = 20
ALREADY = N_("You’ve already written about this week. Open that text in your journal and add to it.")


@dataclass(frozen=True, slots=True)
class Written:
    """An entry with its author, and with its song if the viewer may see the song."""

    entry: Entry
    author: Learner
    song: Song | None


def may_read(viewer: Viewer, entry: Entry) -> bool:
    """Return whether the viewer may know of an entry.

    They may if they wrote it, or if it's shared with them and neither of the two has blocked the other.
    """
    if viewer.id is None:
        return False
    if entry.author_id == viewer.id:
        return True
    shared = entry.visibility == "everyone" or (entry.visibility == "circle" and viewer.is_in(entry.circle_id))
    return shared and entry.author_id not in viewer.blocked


def may_see(viewer: Viewer, entry: Entry) -> bool:
    """Return whether the viewer may see an entry's text. If a host hid it, only its author and the hosts may."""
    return entry.hidden_at is None or entry.author_id == viewer.id or viewer.hosts(entry.circle_id) or viewer.is_host


def find(viewer: Viewer, entry_id: int) -> Entry:
    """Return an entry that is shared with the viewer; its text may be hidden (`may_see`). Raises NotFound."""
    entry = db.session.get(Entry, entry_id)
    if entry is None or not may_read(viewer, entry):
        raise NotFound(N_("This text doesn’t exist, or it isn’t shared with you."))
    return entry


def find_own(viewer: Viewer, entry_id: int) -> Entry:
    """Return the viewer's own entry. Raises NotFound."""
    entry = find(viewer, entry_id)
    if entry.author_id != viewer.id:
        raise NotFound()
    return entry


def with_song(viewer: Viewer, entry: Entry) -> Written:
    """Return an entry with its author and song."""
    song = db.session.get(Song, entry.song_id) if entry.song_id else None
    author = db.session.get_one(Learner, entry.author_id)
    return Written(entry, author, song if song and songs.may_see(viewer, song) else None)


def own(viewer: Viewer, before: int | None = None) -> tuple[Sequence[Written], int | None]:
    """Return the viewer's own entries, newest first, and the id to continue from; None at the end."""
    return _page(viewer, Entry.author_id == viewer.learner_id, before)


def of_others(viewer: Viewer, before: int | None = None) -> tuple[Sequence[Written], int | None]:
    """Return the entries that others share with the viewer, in the same way as `own`."""
    circles = [own.circle_id for own in viewer.memberships]
    shared = or_(Entry.visibility == "everyone", and_(Entry.visibility == "circle", Entry.circle_id.in_(circles)))
    others = and_(Entry.author_id != viewer.learner_id, Entry.author_id.not_in(viewer.blocked))
    return _page(viewer, and_(shared, others, Entry.hidden_at.is_(None)), before)


def write(viewer: Viewer, draft: Draft, song: Song | None, week: Week | None, now: datetime) -> Entry:
    """Save an entry about a song, a week or neither. If the viewer already sent this `client_id`, return the saved one.

    Raises Invalid, also if the viewer already reflected on the week, and NotFound if they aren't in its circle.
    """
    _raise(problems(draft))
    circle_id = _circle_of(viewer, song, week)
    _check_shared(viewer, draft, circle_id, now)
    values = {
        "kind": draft.kind, "language": draft.language, "visibility": draft.visibility, "body": draft.body.strip(),
        "answers": _answers(draft), "circle_id": circle_id, "song_id": song.id if song else None,
        "week_id": week.id if week else None, "created_at": now,
        "shared_at": now if draft.visibility != "me" else None,
    }  # fmt: skip
    with writing_once() as outcome:
        entry = sent_before(Entry, Entry.author_id, viewer, draft.client_id)
        if entry is None:
            _check_new(viewer, "me", draft, now)
            entry = Entry(author_id=viewer.learner_id, client_id=draft.client_id, **values)
            db.session.add(entry)
    if outcome.lost:  # the same form was sent twice at once
        entry = sent_before(Entry, Entry.author_id, viewer, draft.client_id)
        if entry is None:
            raise Invalid({"body": ALREADY})
    return entry


def form_of(entry: Entry) -> dict[str, str]:
    """Return the values that the form to edit an entry shows."""
    answers = {name: entry.answers.get(name, "") for name in QUESTIONS}
    return {"body": entry.body, "language": entry.language, "visibility": entry.visibility, **answers}


def change(viewer: Viewer, entry_id: int, draft: Draft, now: datetime, loaded: str = "") -> Entry:
    """Edit the viewer's own entry and who may read it.

    `loaded` is the mark of the form. Raises Invalid, NotFound, and Overtaken if the entry has changed since.
    """
    entry = find_own(viewer, entry_id)
    _raise(problems(draft))
    circle_id = entry.circle_id or (viewer.membership.circle_id if viewer.membership else None)
    _check_shared(viewer, draft, circle_id, now)
    body, answers = draft.body.strip(), _answers(draft)
    with writing():
        lock_row(Entry, entry_id)
        with unless_overtaken(loaded, lambda: form_of(entry)):
            _check_new(viewer, entry.visibility, draft, now)
            if entry.visibility == "me" != draft.visibility:
                entry.shared_at = now
            if (entry.body, entry.answers) != (body, answers):
                entry.body, entry.answers, entry.edited_at = body, answers, now
            entry.visibility, entry.language, entry.circle_id = draft.visibility, draft.language, circle_id
    return entry


def remove(viewer: Viewer, entry_id: int) -> None:
    """Delete the viewer's own entry with its corrections. Raises NotFound."""
    find_own(viewer, entry_id)
    with writing():
        db.session.execute(delete(Entry).where(Entry.id == entry_id))


def week_of(viewer: Viewer, monday: date, circle_id: int = 0) -> tuple[Week, Song]:
    """Return the week that begins on `monday`, and its song.

    It's the week of `circle_id` or, if that circle has none, the week of another of the viewer's circles.

    Raises NotFound.
    """
    query = (
        select(Week, Song)
        .join(Song, Song.id == Week.song_id)
        .where(Week.monday == monday, Week.circle_id.in_([own.circle_id for own in viewer.memberships]))
        .where(songs.visible_to(viewer))
    )
    found = {week.circle_id: (week, song) for week, song in db.session.execute(query)}
    for place in (circle_id, *(own.circle_id for own in viewer.memberships)):
        if place in found:
            return found[place]
    raise NotFound(N_("Your circle had no song that week."))


def reflection_of(viewer: Viewer, week_id: int) -> Entry | None:
    """Return the viewer's reflection on a week; None if there is none."""
    query = select(Entry).where(Entry.author_id == viewer.id, Entry.week_id == week_id)
    return db.session.scalar(query.where(Entry.kind == "reflection").limit(1))


def notify_about_weeks(now: datetime) -> None:
    """Notify each circle's members twice a week: once after the week has begun, and once on its last day."""
    for circle in db.session.scalars(select(Circle).order_by(Circle.id)).all():
        monday = this_week(now, circle.time_zone)
        row = db.session.execute(
            select(Week.id, Song.title)
            .join(Song, Song.id == Week.song_id)
            .where(Week.circle_id == circle.id, Week.monday == monday)
        ).first()
        if row is None:
            continue
        week_id, title = row
        circle_id, name, zone = circle.id, circle.name, circle.time_zone
        left = days_left(now, monday, zone)
        if left > 1:  # on its last day it's too late to announce that the week begins
            address = path_to("weeks.show", week=monday, circle=circle_id)
            about = {"circle": name, "song": title}
            _notify(circle_id, "week_begins", f"week {week_id} begins", about, address, now)
        else:
            address = path_to("journal.new", kind="reflection", week=monday, circle=circle_id)
            _notify(circle_id, "week_ends", f"week {week_id} ends", {"song": title}, address, now)


def _notify(circle_id: int, event: str, name: str, params: dict[str, str], url: str, now: datetime) -> None:
    notified = select(Notice.learner_id).where(Notice.name == name, Notice.learner_id == Membership.learner_id).exists()
    who = db.session.scalars(select(Membership.learner_id).where(Membership.circle_id == circle_id, ~notified)).all()
    if who:
        with writing():
            for learner_id in who:
                notices.tell(learner_id, event, name, params, url, now)


def _page(viewer: Viewer, which: ColumnElement[bool], before: int | None) -> tuple[Sequence[Written], int | None]:
    query = (
        select(Entry, Learner, Song)
        .join(Learner, Learner.id == Entry.author_id)
        .outerjoin(Song, Song.id == Entry.song_id)
        .where(which)
        .order_by(Entry.id.desc())
        .limit(PAGE + 1)
    )
    if before is not None:
        query = query.where(Entry.id < before)
    rows = [
        Written(entry, author, song if song is not None and songs.may_see(viewer, song) else None)
        for entry, author, song in db.session.execute(query)
    ]
    return rows[:PAGE], rows[PAGE - 1].entry.id if len(rows) > PAGE else None


def _circle_of(viewer: Viewer, song: Song | None, week: Week | None) -> int | None:
    if week is not None:
        return week.circle_id
    if song is not None and viewer.is_in(song.circle_id):
        return song.circle_id
    return viewer.membership.circle_id if viewer.membership else None


def _check_shared(viewer: Viewer, draft: Draft, circle_id: int | None, now: datetime) -> None:
    if draft.visibility == "circle":
        if circle_id is None:
            raise Invalid(
                {"visibility": N_("You aren’t in a circle yet. Keep your text private, or join a circle first.")}
            )
        circles.check_may_write(viewer, circle_id, now)


def _check_new(viewer: Viewer, before: str, draft: Draft, now: datetime) -> None:
    if before == "me" != draft.visibility:
        circles.check_new(viewer, "entry", now, Entry.author_id == viewer.id, Entry.visibility != "me")


def _answers(draft: Draft) -> dict[str, str]:
    return {name: draft.answers[name].strip() for name in QUESTIONS if draft.answers.get(name, "").strip()}


def _raise(errors: Messages) -> None:
    if errors:
        raise Invalid(errors)
