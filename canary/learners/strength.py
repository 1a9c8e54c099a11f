"""EDGE: the one file that imports zxcvbn. Says how easily a password is guessed, and what makes it so."""

from collections.abc import Sequence
from typing import Any

from zxcvbn import zxcvbn

from canary.sentences import N_, Message

READ = 64  # characters that zxcvbn reads, since its time grows with their square; a longer password is fine
ENOUGH = 8.0  # zxcvbn's third step of four: 10 ** 8 guesses
# What people add to or take for a password on a site like this, and "password" in languages that zxcvbn doesn't know.
OURS = (
    "canary", "song", "singing", "passwort", "kennwort", "contraseña", "senha", "parola", "motdepasse", "пароль",
    "şifre", "hasło", "heslo", "lösenord", "wachtwoord", "κωδικός", "סיסמה", "密码", "密碼", "パスワード", "비밀번호",
)  # fmt: skip
COMMON = N_("That’s too easy to guess: many people’s passwords are like it. A short sentence works well.")
NAMED = N_(
    "That’s too easy to guess: it’s made of your name or of words of this site. A short sentence about something else "
    "works well."
)
REPEATED = N_("That’s too easy to guess: it repeats itself or goes along the keyboard. A short sentence works well.")
DATED = N_("That’s too easy to guess: dates and years are tried early. A short sentence works well.")
SHORT = N_("That’s too easy to guess. Add two or three more words, and it’s a short sentence that works well.")
_SENTENCES = {"repeat": REPEATED, "sequence": REPEATED, "spatial": REPEATED, "date": DATED, "regex": DATED}


def problem(password: str, own: Sequence[str]) -> Message | None:
    """Return why a password is guessed too easily and what to do; None if it isn't. `own` are its person's names."""
    if len(password) > READ:
        return None
    found: dict[str, Any] = zxcvbn(password, user_inputs=[*filter(None, own), *OURS], max_length=READ)
    # zxcvbn counts ten possibilities for each letter that no list has; other scripts than ours have many more.
    foreign = len({letter for letter in password if not letter.isascii()})
    listed = any(part.get("dictionary_name") == "user_inputs" for part in found["sequence"])
    if float(found["guesses_log10"]) + (0 if listed else foreign) >= ENOUGH:
        return None
    return _sentence(found["sequence"])


def _sentence(parts: Sequence[dict[str, Any]]) -> Message:
    """Return the sentence about the longest part that zxcvbn knows."""
    known = [part for part in parts if part["pattern"] != "bruteforce"]
    if not known:
        return SHORT
    longest = max(known, key=lambda part: len(part["token"]))
    if longest["pattern"] == "dictionary":
        return NAMED if longest["dictionary_name"] == "user_inputs" else COMMON
    return _SENTENCES.get(longest["pattern"], SHORT)
