"""What somebody may do in their first day here, so that an account made to disturb cannot disturb much. Plain."""

from datetime import datetime, timedelta

from canary.problems import NotAllowed

FIRST_DAY = timedelta(days=1)
MOST = {
    "post": (10, "posts"),
    "take": (5, "recordings"),
    "feedback": (10, "answers to recordings"),
    "correction": (30, "corrections"),  # a text has several sentences
    "reply": (30, "answers"),
    "entry": (5, "texts"),
    "song": (5, "proposed songs"),
}


def is_new(created_at: datetime, now: datetime) -> bool:
    """Whether an account is in its first day."""
    return now - created_at < FIRST_DAY


def check(created_at: datetime, kind: str, count: int, now: datetime) -> None:
    """Raises NotAllowed where an account in its first day has made `count` of `kind` (a key of MOST) already."""
    most, words = MOST[kind]
    if count >= most and is_new(created_at, now):
        raise NotAllowed(
            f"In your first day here there is room for {most} {words}. Tomorrow you can go on; what you made is still"
            " in the box."
        )
