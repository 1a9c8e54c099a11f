"""Links that let whoever has them do one thing for one learner, such as confirm an address.

A link is signed and names the learner and when it expires; nothing is stored. What it is bound to, such as the address,
is part of the signature but not in the link: once that has changed, the link no longer works.
"""

from datetime import UTC, datetime

from itsdangerous import BadSignature, URLSafeSerializer

CONFIRM, PASSWORD = "confirm", "password"  # the purposes of links
_LONGEST = 200  # characters of a link


def sign(secret: str, purpose: str, learner_id: int, bound_to: str, until: datetime) -> str:
    """Return a link's token, which works until a time in UTC and while the learner's `bound_to` stays the same."""
    return str(_serializer(secret, purpose, bound_to).dumps([learner_id, int(until.timestamp())]))


def claimed_learner_id(token: str) -> int | None:
    """Return whose link a token claims to be, without verifying it; None if it isn't a token."""
    found = _content(URLSafeSerializer("").loads_unsafe(token)[1]) if len(token) <= _LONGEST else None
    return found[0] if found else None


def is_genuine(secret: str, purpose: str, token: str, learner_id: int, bound_to: str, now: datetime) -> bool:
    """Return whether we signed this token for the learner, with the same purpose and binding, and it hasn't expired."""
    try:
        found = _content(_serializer(secret, purpose, bound_to).loads(token))
    except BadSignature:
        return False
    return found is not None and found[0] == learner_id and now <= datetime.fromtimestamp(found[1], UTC)


def _serializer(secret: str, purpose: str, bound_to: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt=f"{purpose} {bound_to}")


def _content(payload: object) -> tuple[int, int] | None:
    match payload:
        case [int(learner_id), int(until)] if 0 < learner_id < 2**31:
            return learner_id, until
    return None
