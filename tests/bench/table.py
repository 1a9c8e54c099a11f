"""The rows of the bench and how they are printed."""

from collections.abc import Sequence
from dataclasses import dataclass

HEAD = ("what", "ours", "baseline", "ratio", "goal", "met")


@dataclass(frozen=True, slots=True)
class Row:
    """One measured thing. `ratio` and `goal` are text ("5.3 x", ">= 5.0 x"); `met` is None where there is no goal."""

    what: str
    ours: str
    baseline: str = ""
    ratio: str = ""
    goal: str = ""
    met: bool | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as it is printed."""
        return (
            self.what,
            self.ours,
            self.baseline,
            self.ratio,
            self.goal,
            "" if self.met is None else "yes" if self.met else "NO",
        )


def at_least(what: str, ours: str, baseline: str, ratio: float, goal: float) -> Row:
    """A row whose ratio should be `goal` or more."""
    return Row(what, ours, baseline, f"{ratio:.2f} x", f">= {goal} x", ratio >= goal)


def at_most(what: str, ours: str, baseline: str, ratio: float, goal: float) -> Row:
    """A row whose ratio should be `goal` or less."""
    return Row(what, ours, baseline, f"{ratio:.2f} x", f"<= {goal} x", ratio <= goal)


def text(rows: Sequence[Row]) -> str:
    """All rows in columns."""
    lines = [HEAD, *(row.cells for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(HEAD))]
    lines.insert(1, tuple("-" * width for width in widths))
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )
