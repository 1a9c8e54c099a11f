"""Use cases of the list of what needs an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from canary.content.kinds import Asking, Unanswered, askings
from canary.learners import service as learners
from canary.unanswered.fair import Helper, Waiting, author_level, offer, own_levels, usual
from canary.viewer import Viewer

MOST = 500  # the maximum number of things of each kind
RECENT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Listed:
    """Something that needs an answer, with the `Asking` of its kind. `can_help` is whether the viewer can answer it."""

    waiting: Waiting
    asking: Asking
    found: Unanswered
    can_help: bool


def helper(viewer: Viewer) -> Helper:
    """Return the viewer as a helper."""
    who = learners.find(viewer.learner_id)
    return Helper(who.id, own_levels(who.speaks, who.learns, who.levels))


def waiting(viewer: Viewer, helper: Helper, *, own: bool = False) -> list[Listed]:
    """Return what nobody has answered, longest wait first: what the viewer may see or, with `own`, what they made."""
    found = [_listed(asking, one, helper) for asking in askings() for one in asking.waiting(viewer, own, MOST)]
    return sorted(found, key=lambda each: (each.waiting.since, each.waiting.id))


def offered(found: Sequence[Listed], helper: Helper, now: datetime) -> list[Listed]:
    """Return up to three things to offer the viewer to answer."""
    by_item = {each.waiting: each for each in found}
    return [by_item[item] for item in offer(by_item, helper, now)]


def usual_wait(viewer: Viewer, now: datetime) -> timedelta | None:
    """Return the median wait for a first answer in the viewer's circles in the last 30 days.

    None with fewer than three answers.
    """
    circles, since = [own.circle_id for own in viewer.memberships], now - RECENT
    rows = [row for asking in askings() for row in asking.waits(circles, since, MOST)]
    return usual([max(answered - asked, timedelta(0)) for asked, answered in rows])


def _listed(asking: Asking, found: Unanswered, helper: Helper) -> Listed:
    level = author_level(found.language, found.speaks, found.levels)
    item = Waiting(asking.kind, found.id, found.author_id, found.language, level, found.since)
    return Listed(item, asking, found, helper.can_help(item))
