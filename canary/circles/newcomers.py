"""What somebody may do in their first day here, so that an account made to disturb cannot disturb much. Plain."""

from datetime import datetime, timedelta

from canary.problems import NotAllowed

FIRST_DAY = timedelta(days=1)
MOST = {"post": (10, "posts"), "take": (5, "recordings")}


def check(created_at: datetime, kind: str, count: int, now: datetime) -> None:
    """Raises NotAllowed where an account younger than a day has made `count` of `kind` ("post", "take") already."""
    most, words = MOST[kind]
    if count >= most and now - created_at < FIRST_DAY:
        raise NotAllowed(
            f"In your first day here there is room for {most} {words}. Tomorrow you can go on; what you made is still"
            " in the box."
        )
