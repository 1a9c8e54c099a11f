"""The kind of content that this room adds: journal entries."""

from datetime import datetime
from typing import Any

from sqlalchemy import String, delete, literal, select

from canary.content.kinds import Kind, Place
from canary.content.service import is_open
from canary.db import db
from canary.journal import service as journal
from canary.journal.models import Entry
from canary.sentences import N_, NN_
from canary.viewer import Viewer
from canary.weeks.models import Week

FIRST_DAY = 5


def may_see(viewer: Viewer, entry: Entry) -> bool:
    """Return whether an entry is shared with the viewer and not hidden."""
    return journal.may_read(viewer, entry) and is_open(viewer, entry.author_id, entry)


def leave(learner_id: int, _: datetime) -> None:
    """Delete a learner's entries."""
    db.session.execute(delete(Entry).where(Entry.author_id == learner_id))


def reflected(week: Week, learner_ids: Any) -> Any:
    """Select (step, learner_id) of the learners who wrote a reflection on a week, to tick their step "reflect"."""
    return select(literal("reflect", String).label("step"), Entry.author_id.label("learner_id")).where(
        Entry.author_id.in_(learner_ids), Entry.week_id == week.id, Entry.kind == "reflection"
    )


ENTRY = Kind(
    name="entry",
    label=N_("text"),
    model=Entry,
    may_see=may_see,
    excerpt=lambda entry: entry.body or " · ".join(entry.answers.values()),
    place=lambda entry: Place(entry.circle_id, entry.song_id),
    page=("journal.show", "entry_id"),
    first_day=(
        FIRST_DAY,
        NN_(
            "You can share %(num)s text on your first day here. What you wrote is still in the box.",
            "You can share %(num)s texts on your first day here. What you wrote is still in the box.",
            FIRST_DAY,
        ),
    ),
    leave=leave,
)
