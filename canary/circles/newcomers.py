"""What an account may do in its first day, so that one made to disturb cannot disturb much. Plain."""

from datetime import datetime, timedelta

from canary.content.kinds import kind_of
from canary.problems import NotAllowed

FIRST_DAY = timedelta(days=1)


def is_new(created_at: datetime, now: datetime) -> bool:
    """Whether an account is in its first day."""
    return now - created_at < FIRST_DAY


def check(created_at: datetime, kind: str, count: int, now: datetime) -> None:
    """Check that an account in its first day may make one more of a kind, having made `count`. Raises NotAllowed."""
    described = kind_of(kind)
    if described is None or described.first_day is None or not is_new(created_at, now):
        return
    most, sentence = described.first_day
    if count >= most:
        raise NotAllowed(sentence)
