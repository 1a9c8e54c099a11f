"""The link that confirms an e-mail address."""

from datetime import UTC, datetime

from itsdangerous import BadSignature, URLSafeSerializer

_LONGEST = 200  # in characters; a longer token can't be ours


def sign(secret: str, learner_id: int, address: str, until: datetime) -> str:
    """Return a link's token: the learner's id and the expiry time, signed together with the address.

    The token doesn't contain the address.
    """
    return str(_serializer(secret, address).dumps([learner_id, int(until.timestamp())]))


def claimed_learner_id(token: str) -> int | None:
    """Return the learner's id in a token without verifying its signature, or None if it isn't a token."""
    found = _content(URLSafeSerializer("").loads_unsafe(token)[1]) if len(token) <= _LONGEST else None
    return found[0] if found else None


def is_genuine(secret: str, token: str, learner_id: int, address: str, now: datetime) -> bool:
    """Return whether we signed this token for the learner and the address, and it hasn't expired."""
    try:
        found = _content(_serializer(secret, address).loads(token))
    except BadSignature:
        return False
    return found is not None and found[0] == learner_id and now <= datetime.fromtimestamp(found[1], UTC)


def _serializer(secret: str, address: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt=f"confirm {address}")


def _content(payload: object) -> tuple[int, int] | None:
    match payload:
        case [int(learner_id), int(until)] if 0 < learner_id < 2**31:
            return learner_id, until
    return None
