"""First-day limits for new accounts, so that accounts made for spam can't post much."""

from datetime import datetime, timedelta

from canary.content.kinds import kind_of
from canary.problems import NotAllowed

FIRST_DAY = timedelta(days=1)


def is_new(created_at: datetime, now: datetime) -> bool:
    """Return whether an account is less than a day old."""
    return now - created_at < FIRST_DAY


def check(created_at: datetime, kind: str, count: int, now: datetime) -> None:
    """Raise NotAllowed if a new account that has made `count` things of a kind may not make another yet."""
    described = kind_of(kind)
    if described is None or described.first_day is None or not is_new(created_at, now):
        return
    most, sentence = described.first_day
    if count >= most:
        raise NotAllowed(sentence)
