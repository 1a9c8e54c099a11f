"""What can be reported: a thing of any kind, or a person."""

from dataclasses import dataclass

from canary.circles.models import Membership
from canary.content import service as content
from canary.content.kinds import kind_of
from canary.db import db
from canary.learners.models import Learner
from canary.sentences import N_, Sentence
from canary.viewer import Viewer

PERSON = "person"


@dataclass(frozen=True, slots=True)
class Thing:
    """What a report is about: whose it is, what it says, where it stands.

    `subject` is the name of its kind, or "person"; `page` is the kind and id of the thing on whose page it is seen.
    """

    subject: str
    id: int
    person_id: int | None
    name: str
    circle_id: int | None
    song_id: int | None
    excerpt: str
    page: tuple[str, int]
    hidden: bool


def label_of(subject: str) -> Sentence:
    """Return what a report calls the thing, such as "recording"."""
    kind = kind_of(subject)
    return kind.label if kind else N_("person")


def sees(viewer: Viewer, subject: str, number: int) -> bool:
    """Whether the viewer, who is logged in, sees the thing; a person is seen by those of one of their circles."""
    if subject == PERSON:
        return any(db.session.get(Membership, (own.circle_id, number)) for own in viewer.memberships)
    return content.sees(viewer, subject, number)


def thing_of(subject: str, number: int) -> Thing | None:
    """Return the thing, whoever asks; None when it's gone."""
    if subject == PERSON:
        person = db.session.get(Learner, number)
        return Thing(subject, number, number, "", None, None, "", (subject, number), False) if person else None
    found = content.find(subject, number)
    if found is None:
        return None
    author = db.session.get(Learner, found.author_id) if found.author_id else None
    name = author.name if author else "somebody who left"
    return Thing(
        subject, number, found.author_id, name, found.circle_id, found.song_id, found.excerpt, found.page, found.hidden
    )
