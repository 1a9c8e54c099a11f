"""What is left of the name of somebody who deleted their account."""

from canary.sentences import N_, Message

# Rows that stay have this in the place of the name: a sign of no language, for which pages write LEFT.
LEFT_NAME = "…"
LEFT = N_("somebody who left")


def shown(name: str) -> Message:
    """Return a stored name as pages show it."""
    return LEFT if name == LEFT_NAME else name
