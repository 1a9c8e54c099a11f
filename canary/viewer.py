"""Who is looking: what permission questions are asked about. Plain values, made once a request."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seat:
    """A viewer's place in a circle; `role` is `host` or `member`."""

    circle_id: int
    name: str
    time_zone: str
    role: str

    @property
    def is_host(self) -> bool:
        """Whether the viewer hosts this circle."""
        return self.role == "host"


@dataclass(frozen=True, slots=True)
class Viewer:
    """A learner, or a visitor when `id` is None. `seats` are their circles, the one they look at first; `blocked` the
    learners with whom they share nothing, whoever of both wished it.
    """

    id: int | None = None
    username: str = ""
    display_name: str = ""
    is_host: bool = False
    theme: str = "auto"
    seats: tuple[Seat, ...] = ()
    blocked: frozenset[int] = frozenset()

    @property
    def seat(self) -> Seat | None:
        """The circle that pages show to this viewer."""
        return self.seats[0] if self.seats else None

    @property
    def learner_id(self) -> int:
        """`id` of somebody who is known to be logged in; raises ValueError for a visitor."""
        if self.id is None:
            raise ValueError("a visitor has no id")
        return self.id

    def is_in(self, circle_id: int | None) -> bool:
        """Whether the viewer belongs to the circle."""
        return circle_id is not None and any(seat.circle_id == circle_id for seat in self.seats)

    def hosts(self, circle_id: int | None) -> bool:
        """Whether the viewer hosts the circle."""
        return any(seat.circle_id == circle_id and seat.is_host for seat in self.seats)


VISITOR = Viewer()
