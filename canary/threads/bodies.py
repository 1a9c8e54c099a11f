"""The text of a post, rendered for storage."""

from canary.learners import names
from canary.threads import markdown, reading


def rendered(circle_id: int, body: str) -> tuple[str, dict[str, int]]:
    """Return a text as HTML, and the ids of the members whom it mentions outside code, by folded username."""
    found = reading.members_named(circle_id, markdown.named(body))
    mentioned: set[str] = set()

    def known(name: str) -> bool:
        mentioned.add(names.key(name))
        return names.key(name) in found

    return markdown.html(body, known), {key: found[key] for key in mentioned & found.keys()}
