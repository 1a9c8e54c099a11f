"""The licences of songs: those to choose from, and those that files state."""

import re
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
# All licences of Creative Commons, whose older versions files state too. "ND" means that nothing may be cut out.
_CC = re.compile(r"CC BY(?:-NC)?(?:-SA|-ND)? (?:1\.0|2\.0|2\.1|2\.5|3\.0|4\.0)")
_ADDRESS = re.compile(
    r"creativecommons\.org/(?:licen[sc]es/(by(?:-nc)?(?:-sa|-nd)?|by-nd-nc)/(\d\.\d)|publicdomain/(zero|mark)/1\.0)",
    re.IGNORECASE,
)
_NAME = re.compile(r"\bCC[ -]?(BY(?:-NC)?(?:-SA|-ND)?)[ -]?(?:v\.? ?)?(\d\.\d)\b|\b(CC[ -]?0)\b", re.IGNORECASE)
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
    return licence in EXPORTABLE or (is_known(licence) and licence not in LICENCES and "-ND" not in licence)


def label(licence: str) -> Message:
    """Return the licence as the song's page shows it."""
    return LABELS.get(licence, licence)


def is_known(licence: str) -> bool:
    """Return whether a song may have this licence: one to choose from, or one of Creative Commons in any version."""
    return licence in LICENCES or _CC.fullmatch(licence) is not None


def stated(text: str) -> str:
    """Return the licence that a text such as a copyright tag states by its address or name; "" for none or others."""
    if text.strip().casefold() == "public domain":
        return "public domain"
    if address := _ADDRESS.search(text):
        kind = {"zero": "CC0 1.0", "mark": "public domain"}.get((address[3] or "").lower(), "")
        found = kind or f"CC {address[1].upper().replace('BY-ND-NC', 'BY-NC-ND')} {address[2]}"
    elif name := _NAME.search(text):
        found = "CC0 1.0" if name[3] else f"CC {name[1].upper()} {name[2]}"
    else:
        return ""
    return found if is_known(found) else ""


def choices(current: str = "") -> Mapping[str, Message]:
    """Return the licences to choose from, and a song's current one."""
    return LICENCES if current in LICENCES else {**LICENCES, current: current}
