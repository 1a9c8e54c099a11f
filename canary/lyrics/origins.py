"""The origin of a song's lyrics, as the database stores it and as pages show it.

It's stored as a kind, such as `typed`, or `found:LRCLIB` with the name of a service. `+edited` is appended once
somebody has edited the lyrics in Canary. Any other text comes from an older database and is shown unchanged.
"""

from canary.sentences import N_, Message

LONGEST = 80  # characters: the width of the database column
EDITED = "+edited"
FOUND, RESTORED = "found:", "version:"
TYPED, EMBEDDED, SIDECAR, SONGBOOK = "typed", "embedded", "file", "songbook"
KINDS = {
    TYPED: N_("typed in Canary"),
    EMBEDDED: N_("from the sound file"),
    SIDECAR: N_("from a lyrics file"),
    SONGBOOK: N_("from the songbook"),
}


def found_at(service: str) -> str:
    """Return the origin of lyrics that were looked up at a lyrics service."""
    return (FOUND + service)[: LONGEST - len(EDITED)]


def edited(origin: str) -> str:
    """Return the origin of lyrics after somebody has edited them in Canary; `origin` is the previous one."""
    if origin in {"", TYPED}:
        return TYPED
    return origin if origin.endswith(EDITED) else origin[: LONGEST - len(EDITED)] + EDITED


def restored(version: int) -> str:
    """Return the origin of lyrics that were restored from an older version."""
    return f"{RESTORED}{version}"


def message(origin: str) -> Message:
    """Return the origin as pages show it; "" if unknown."""
    if origin.endswith(EDITED):
        return N_("%(origin)s, edited in Canary", origin=message(origin.removesuffix(EDITED)))
    if origin.startswith(FOUND):
        return N_("found on %(service)s", service=origin.removeprefix(FOUND))
    if origin.startswith(RESTORED):
        return N_("restored from version %(version)s", version=origin.removeprefix(RESTORED))
    return KINDS.get(origin, origin)
