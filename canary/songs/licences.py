"""The licences to choose from when adding songs."""

from collections.abc import Mapping

from canary.sentences import N_, Message

# The label of each stored value.
LICENCES: Mapping[str, Message] = {
    "": N_("Choose one …"),
    "own": N_("My own song: I wrote it and may share it"),
    "CC0 1.0": N_("CC0: no rights reserved"),
    "CC BY 4.0": N_("CC BY: free to use with credit"),
    "CC BY-SA 4.0": N_("CC BY-SA: free to use with credit, share alike"),
    "CC BY-NC 4.0": N_("CC BY-NC: free to use with credit, non-commercial"),
    "CC BY-NC-SA 4.0": N_("CC BY-NC-SA: free to use with credit, non-commercial, share alike"),
    "public domain": N_("Public domain: its copyright has expired"),
    "permission": N_("I have the rights holder’s permission"),
    "private": N_("Protected: for private study in our circle only"),
}
LABELS: Mapping[str, Message] = {
    "own": N_("by a member"),
    "public domain": N_("public domain"),
    "permission": N_("by permission"),
    "private": N_("private study"),
    "": N_("licence not stated"),
}
# Under these licences decks may contain audio clips; under the others they contain text only.
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
    """Return whether decks may contain short clips of a song under this licence."""
    return licence in EXPORTABLE


def label(licence: str) -> Message:
    """Return the licence as the song's page shows it."""
    return LABELS.get(licence, licence)
