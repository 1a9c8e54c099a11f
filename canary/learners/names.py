"""Rules for names and passwords."""

import unicodedata
from collections.abc import Sequence

from canary.learners import lookalikes, strength
from canary.sentences import N_, Message

# Letters with the marks that belong to them (vowel signs, points, tones), digits, and joiners between letters.
_MARKS = {"Mn", "Mc"}
_JOINERS = "\u200c\u200d"
PASSWORD_LENGTH = (8, 200)


def key(username: str) -> str:
    """Return a username case-folded and normalised (NFKC), so that names that look the same are the same.

    The Turkish letters İ and ı count as I and i: a keyboard of another language can't type them.
    """
    folded = unicodedata.normalize("NFKC", username).strip().casefold()
    return unicodedata.normalize("NFKC", folded.replace("i\u0307", "i").replace("ı", "i"))


def former_key(username: str) -> str:
    """Return the key that older accounts with İ or ı in their usernames have."""
    return unicodedata.normalize("NFKC", username).strip().casefold()


def shown(username: str) -> str:
    """Return a username as it's stored and shown: in composed form (NFC), in which é counts as one character."""
    return unicodedata.normalize("NFC", username.strip())


def username_problem(username: str) -> Message | None:
    """Return what is wrong with a username; None if it's fine."""
    # Some letters fold to three, so a folded name may be too long for its column.
    long = len(shown(username)) > 32 or len(key(username)) > 64
    if long or not _is_username(unicodedata.normalize("NFKC", username)):
        return N_(
            "Use 2 to 32 letters or digits in any script. After the first one, you can also use dots, hyphens and "
            "underscores."
        )
    return None


def is_part_of_name(character: str) -> bool:
    """Return whether a character can be part of a username, after its first."""
    if character in lookalikes.INVISIBLE:
        return False
    return character.isalnum() or character in "._-" or unicodedata.category(character) in _MARKS


def _is_username(text: str) -> bool:
    plain = text.translate(dict.fromkeys(map(ord, _JOINERS)))
    is_name = plain[:1].isalnum() and all(map(is_part_of_name, plain)) and 2 <= len(text) <= 32
    # A joiner stands between two letters; anywhere else it would make a name that looks like another one.
    return is_name and not any(text.startswith(joiner) or text.endswith(joiner) for joiner in _JOINERS)


def password_problem(password: str, username: str, *others: str) -> Message | None:
    """Return what is wrong with a password; None if it's fine. `others` are more names of its person."""
    low, high = PASSWORD_LENGTH
    if not low <= len(password) <= high:
        return N_("Use %(low)s to %(high)s characters. A short sentence works well.", low=low, high=high)
    if len(set(password)) < 4:
        return strength.REPEATED
    own = [username, key(username), key(username)[::-1], *others]
    return strength.problem(unicodedata.normalize("NFKC", password), own)


def display_name_problem(typed: str, shown: Sequence[str], *, is_host: bool) -> Message | None:
    """Return what is wrong with a display name; None if it's fine. `shown` are the names of others in its circles."""
    if not typed:
        return None
    if not lookalikes.can_be_seen(typed):
        return N_("Nobody could see that name. Type letters, or leave the field empty to go by your username.")
    if lookalikes.is_reserved(typed) and not is_host:
        return N_("That name could be taken for somebody who runs this site. Choose another.")
    looks = lookalikes.looks(display_name(typed))
    if any(looks & lookalikes.looks(name) for name in shown):
        return N_("Somebody in your circle has a name that looks the same. Add something to yours, such as an initial.")
    return None


def display_name(text: str) -> str:
    """Return a display name without control characters or repeated spaces, 64 characters at most."""
    clean = "".join(
        " " if c.isspace() else c
        for c in text
        if c not in lookalikes.INVISIBLE
        if c.isspace() or c == "\u200d" or not unicodedata.category(c).startswith("C")
    )
    return " ".join(clean.split())[:64]
