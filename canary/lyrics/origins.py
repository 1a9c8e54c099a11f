"""The origin of a song's lyrics, as stored and as shown. Plain.

It's stored as a kind, such as `typed` or `found:LRCLIB` with the name of a service, followed by `+edited` once somebody
has edited the lyrics here. Anything else is text from an older database and is shown as it is.
"""

from canary.sentences import N_, Message

LONGEST = 80  # characters: the width of the database column
EDITED = "+edited"
FOUND, RESTORED = "found:", "version:"
TYPED, EMBEDDED, SIDECAR, SONGBOOK = "typed", "embedded", "file", "songbook"
KINDS = {
    TYPED: N_("typed here"),
    EMBEDDED: N_("from the sound file"),
    SIDECAR: N_("from a lyrics file"),
    SONGBOOK: N_("from the songbook"),
}


def found_at(service: str) -> str:
    """Return the origin of lyrics that a service on the network has sent."""
    return (FOUND + service)[: LONGEST - len(EDITED)]


def edited(origin: str) -> str:
    """Return the origin of lyrics that were edited here."""
    if origin in {"", TYPED}:
        return TYPED
    return origin if origin.endswith(EDITED) else origin[: LONGEST - len(EDITED)] + EDITED


def restored(version: int) -> str:
    """Return the origin of a restored version."""
    return f"{RESTORED}{version}"


def message(origin: str) -> Message:
    """Return the origin as pages show it; "" if unknown."""
    if origin.endswith(EDITED):
        return N_("%(origin)s, edited here", origin=message(origin.removesuffix(EDITED)))
    if origin.startswith(FOUND):
        return N_("found at %(service)s", service=origin.removeprefix(FOUND))
    if origin.startswith(RESTORED):
        return N_("version %(version)s, restored", version=origin.removeprefix(RESTORED))
    return KINDS.get(origin, origin)
