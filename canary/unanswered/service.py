"""Use cases of what waits for an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from canary.content.kinds import Asking, Unanswered, askings
from canary.learners import service as learners
from canary.unanswered.fair import Helper, Waiting, offer, rung, rungs, usual
from canary.viewer import Viewer

MOST = 500  # of a kind; nobody reads further
RECENT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that waits, with how its kind does so; `mine_to_help`: the viewer has the language well enough."""

    waiting: Waiting
    asking: Asking
    found: Unanswered
    mine_to_help: bool


def helper(viewer: Viewer) -> Helper:
    """Return what the viewer can help with."""
    who = learners.find(viewer.learner_id)
    return Helper(who.id, rungs(who.speaks, who.learns, who.levels))


def waiting(viewer: Viewer, able: Helper, *, own: bool = False) -> list[Asked]:
    """Return all that the viewer may see and nobody has answered, longest waiting first; or only their own."""
    found = [_asked(asking, one, able) for asking in askings() for one in asking.waiting(viewer, own, MOST)]
    return sorted(found, key=lambda asked: (asked.waiting.since, asked.waiting.id))


def offered(found: Sequence[Asked], able: Helper, now: datetime) -> list[Asked]:
    """Return the three of what waits that somebody is asked to look at."""
    by_item = {asked.waiting: asked for asked in found}
    return [by_item[item] for item in offer(by_item, able, now)]


def usual_wait(viewer: Viewer, now: datetime) -> timedelta | None:
    """Return how long the first answer took in the viewer's circles in the last month (median).

    None with fewer than three answers.
    """
    circles, since = [own.circle_id for own in viewer.memberships], now - RECENT
    rows = [row for asking in askings() for row in asking.waits(circles, since, MOST)]
    return usual([max(answered - asked, timedelta(0)) for asked, answered in rows])


def _asked(asking: Asking, found: Unanswered, able: Helper) -> Asked:
    level = rung(found.language, found.speaks, found.levels)
    item = Waiting(asking.kind, found.id, found.author_id, found.language, level, found.since)
    return Asked(item, asking, found, able.can_help(item))
