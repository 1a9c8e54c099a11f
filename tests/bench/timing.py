"""Measuring two things turn by turn, so that what else the machine does weighs on both alike."""

from collections.abc import Callable, Sequence
from statistics import median
from time import perf_counter

Work = Callable[[], object]


def seconds(work: Work, times: int = 1) -> float:
    """How long one call takes, as the mean over `times` calls in a row."""
    begun = perf_counter()
    for _ in range(times):
        work()
    return (perf_counter() - begun) / times


def turn_by_turn(works: Sequence[Work], rounds: int, spell: float = 0.1) -> list[list[float]]:
    """Seconds a call for each work and round, measured A B C, A B C ...; each turn lasts about `spell` seconds."""
    times = []
    for work in works:
        seconds(work, 3)  # what is only done once is done before
        times.append(max(1, round(spell / seconds(work, 3))))
    found: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for n, work in enumerate(works):
            found[n].append(seconds(work, times[n]))
    return found


def ratio(over: Sequence[float], under: Sequence[float]) -> float:
    """The median of the rounds' own ratios."""
    return median(a / b for a, b in zip(over, under, strict=True))


def percentile(values: Sequence[float], part: float) -> float:
    """The value that `part` (0 to 1) of all values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]
