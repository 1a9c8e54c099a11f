"""Client ids: a browser makes one for each form, so that a form that is sent twice is saved once."""

import hashlib


def is_client_id(text: str, most: int = 64) -> bool:
    """Return whether a text can be a client id: it has 8 to `most` characters."""
    return 8 <= len(text) <= most


def made_from(*parts: object) -> str:
    """Return a client id for a form whose values are enough to recognise it. The same parts give the same id."""
    return hashlib.blake2b(" ".join(map(str, parts)).encode(), digest_size=16).hexdigest()
