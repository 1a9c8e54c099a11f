"""Subjects of reports (content of any kind, or a person), and the reasons for reporting them."""

from dataclasses import dataclass

from canary.circles.models import Membership
from canary.content import service as content
from canary.content.kinds import kind_of
from canary.db import db
from canary.learners.departed import LEFT
from canary.learners.models import Learner
from canary.sentences import N_, Message, Sentence
from canary.viewer import Viewer

PERSON = "person"
# Why somebody reports a thing.
REASONS = {
    "unkind": N_("Unkind or insulting"),
    "hate": N_("Hateful towards a group of people"),
    "sexual": N_("Sexual, or not suitable for everybody"),
    "private": N_("Shares something private"),
    "rights": N_("Somebody else’s work"),
    "spam": N_("Advertising, or repeatedly off topic"),
    "other": N_("Something else"),
}


@dataclass(frozen=True, slots=True)
class Thing:
    """The subject of a report: its author, text and place.

    `subject` is the name of its kind, or "person". `page` is the kind and id of the thing whose page shows it.
    """

    subject: str
    id: int
    person_id: int | None
    name: Message
    circle_id: int | None
    song_id: int | None
    excerpt: str
    page: tuple[str, int]
    hidden: bool


def label_of(subject: str) -> Sentence:
    """Return the word for a thing in reports, such as "take"."""
    kind = kind_of(subject)
    return kind.label if kind else N_("person")


def sees(viewer: Viewer, subject: str, number: int) -> bool:
    """Return whether a logged-in viewer may see a thing. People are visible to members of their circles."""
    if subject == PERSON:
        return any(db.session.get(Membership, (own.circle_id, number)) for own in viewer.memberships)
    return content.sees(viewer, subject, number)


def thing_of(subject: str, number: int) -> Thing | None:
    """Return a thing without checking permission; None if it's gone."""
    if subject == PERSON:
        person = db.session.get(Learner, number)
        return Thing(subject, number, number, "", None, None, "", (subject, number), False) if person else None
    found = content.find(subject, number)
    if found is None:
        return None
    author = db.session.get(Learner, found.author_id) if found.author_id else None
    name = author.name if author else LEFT
    return Thing(
        subject, number, found.author_id, name, found.circle_id, found.song_id, found.excerpt, found.page, found.hidden
    )
