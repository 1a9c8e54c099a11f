"""Where a song's lyrics come from, as it is stored and as it is shown. Plain.

Stored is a kind, such as `typed` or `found:LRCLIB` with the name of a service, and `+edited` once somebody changed the
lyrics here. Anything else is text from an older database, shown as it is.
"""

from canary.sentences import N_, Message

LONGEST = 80  # characters, as the column holds them
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
    """Return what is stored of lyrics that a service on the network gave."""
    return (FOUND + service)[: LONGEST - len(EDITED)]


def edited(origin: str) -> str:
    """Return what is stored once somebody has edited lyrics of this origin."""
    if origin in {"", TYPED}:
        return TYPED
    return origin if origin.endswith(EDITED) else origin[: LONGEST - len(EDITED)] + EDITED


def restored(version: int) -> str:
    """Return what is stored of an older version that was brought back."""
    return f"{RESTORED}{version}"


def message(origin: str) -> Message:
    """Return what people read; "" where nothing is known."""
    if origin.endswith(EDITED):
        return N_("%(origin)s, edited here", origin=message(origin.removesuffix(EDITED)))
    if origin.startswith(FOUND):
        return N_("found at %(service)s", service=origin.removeprefix(FOUND))
    if origin.startswith(RESTORED):
        return N_("version %(version)s, brought back", version=origin.removeprefix(RESTORED))
    return KINDS.get(origin, origin)
