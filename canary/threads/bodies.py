"""What somebody wrote, as it is kept."""

from canary.learners import names
from canary.threads import markdown, reading


def rendered(circle_id: int, body: str) -> tuple[str, dict[str, int]]:
    """A text as HTML, and the members of the circle whom it names (not within code): their ids by folded name."""
    found = reading.members_named(circle_id, markdown.named(body))
    called: set[str] = set()

    def known(name: str) -> bool:
        called.add(names.key(name))
        return names.key(name) in found

    return markdown.html(body, known), {key: found[key] for key in called & found.keys()}
