"""The licences that an importer chooses from. Plain."""

from collections.abc import Mapping

# value stored -> words on the page
LICENCES: Mapping[str, str] = {
    "": "Choose one …",
    "own": "My own song: I wrote it and may share it",
    "CC0 1.0": "CC0: no rights reserved",
    "CC BY 4.0": "CC BY: free with credits",
    "CC BY-SA 4.0": "CC BY-SA: free with credits, shared alike",
    "CC BY-NC 4.0": "CC BY-NC: free with credits, not for sale",
    "CC BY-NC-SA 4.0": "CC BY-NC-SA: as above, shared alike",
    "public domain": "Public domain: its protection has ended",
    "permission": "I have the rights holder's permission",
    "private": "Protected: for our circle's private study only",
}
# Audio clips may leave the server (in decks) under these; for the others a deck holds text only.
EXPORTABLE = frozenset(
    {
        "own",
        "CC0 1.0",
        "CC BY 4.0",
        "CC BY-SA 4.0",
        "CC BY-NC 4.0",
        "CC BY-NC-SA 4.0",
        "public domain",
        "permission",
    }
)


def allows_clips(licence: str) -> bool:
    """Whether short clips of a song under this licence may go into a deck."""
    return licence in EXPORTABLE


def label(licence: str) -> str:
    """The licence in words, for the song's page."""
    return {
        "own": "by one of us",
        "public domain": "public domain",
        "permission": "by permission",
        "private": "private study",
        "": "licence not stated",
    }.get(licence, licence)
