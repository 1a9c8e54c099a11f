"""Rules for names and passwords. Plain."""

import re
import unicodedata

USERNAME = re.compile(r"[^\W_][\w.\-]{1,31}", re.UNICODE)
PASSWORD_LENGTH = (8, 200)


def key(username: str) -> str:
    """The name folded: full-width and capital letters do not make a second one."""
    return unicodedata.normalize("NFKC", username).strip().casefold()


def shown(username: str) -> str:
    """The name as it is kept and shown: letters composed, so that it is as long as it looks."""
    return unicodedata.normalize("NFC", username.strip())


def username_problem(username: str) -> str | None:
    """What is wrong with a username, in one sentence."""
    # Folded, some letters become three: such a name would not fit its column.
    long = len(shown(username)) > 32 or len(key(username)) > 64
    if long or not USERNAME.fullmatch(unicodedata.normalize("NFKC", username)):
        return "Choose a name of 2 to 32 letters or digits, in any script; dots, hyphens and underscores may follow."
    return None


def password_problem(password: str, username: str) -> str | None:
    """What is wrong with a password, in one sentence."""
    low, high = PASSWORD_LENGTH
    if not low <= len(password) <= high:
        return f"Choose a password of {low} to {high} characters; a short sentence is a good one."
    if (key(username) and key(username) == key(password)) or len(set(password)) < 4:
        return "That password is too easy to guess; a short sentence is a good one."
    return None


def display_name(text: str) -> str:
    """A shown name without control characters or runs of space, 64 characters at most."""
    clean = "".join(
        " " if c.isspace() else c
        for c in text
        if c.isspace() or c == "\u200d" or not unicodedata.category(c).startswith("C")
    )
    return " ".join(clean.split())[:64]
