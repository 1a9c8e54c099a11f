"""What permission checks need to know about the person who made a request: plain values, made once per request."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ViewerMembership:
    """A viewer's membership of a circle; `role` is `host` or `member`."""

    circle_id: int
    name: str
    time_zone: str
    role: str

    @property
    def is_host(self) -> bool:
        """Return whether the viewer hosts this circle."""
        return self.role == "host"


@dataclass(frozen=True, slots=True)
class Viewer:
    """A learner, or a visitor if `id` is None.

    Attributes:
        memberships: one per circle; the circle that pages show comes first.
        blocked: ids of the learners who blocked the viewer or whom the viewer blocked.
        speaks: the languages that they say they speak, as they wrote them.
        reads: codes of the languages that their browser asks for, the preferred one first.
        prefers: code of the language in which they chose to read meanings on this browser; "" if they haven't chosen.
    """

    id: int | None = None
    username: str = ""
    display_name: str = ""
    is_host: bool = False
    theme: str = "auto"
    memberships: tuple[ViewerMembership, ...] = ()
    blocked: frozenset[int] = frozenset()
    speaks: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    prefers: str = ""

    @property
    def membership(self) -> ViewerMembership | None:
        """Return the membership of the circle that pages show to this viewer."""
        return self.memberships[0] if self.memberships else None

    @property
    def learner_id(self) -> int:
        """Return the id of a logged-in viewer. Raises ValueError for a visitor."""
        if self.id is None:
            raise ValueError("a visitor has no id")
        return self.id

    def is_in(self, circle_id: int | None) -> bool:
        """Return whether the viewer is a member (or host) of the circle."""
        return circle_id is not None and any(own.circle_id == circle_id for own in self.memberships)

    def hosts(self, circle_id: int | None) -> bool:
        """Return whether the viewer hosts the circle."""
        return any(own.circle_id == circle_id and own.is_host for own in self.memberships)


VISITOR = Viewer()
