"""The kind of content that this room adds: proposals."""

from datetime import datetime

from sqlalchemy import update

from canary.content.kinds import Kind, Place
from canary.db import db
from canary.sentences import N_, NN_
from canary.weeks.models import Proposal

FIRST_DAY = 5


def leave(learner_id: int, _: datetime) -> None:
    """Clear the reasons that a learner gave; their proposals stay, without a name."""
    db.session.execute(update(Proposal).where(Proposal.learner_id == learner_id).values(why=""))


PROPOSAL = Kind(
    name="proposal",
    label=N_("proposal"),
    model=Proposal,
    author="learner_id",
    may_see=lambda viewer, proposal: viewer.is_in(proposal.circle_id) and proposal.learner_id not in viewer.blocked,
    excerpt=lambda proposal: proposal.why,
    place=lambda proposal: Place(proposal.circle_id, proposal.song_id),
    page=("proposals.index", ""),
    first_day=(
        FIRST_DAY,
        NN_(
            "You can propose %(num)s song on your first day here. Propose more tomorrow.",
            "You can propose %(num)s songs on your first day here. Propose more tomorrow.",
            FIRST_DAY,
        ),
    ),
    leave=leave,
)
