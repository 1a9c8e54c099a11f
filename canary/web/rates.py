"""EDGE: the one file that imports limits. Counts requests against rates such as "10 per minute; 50 per hour"."""

from collections.abc import Sequence

from limits import RateLimitItem, parse_many
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

Rates = Sequence[RateLimitItem]


def parse(text: str) -> Rates:
    """Parse rates separated by semicolons. Raises ValueError for any other text."""
    return parse_many(text)


class RateLimits:
    """A counter of requests in fixed windows.

    `storage` is an address such as `memory://` or `redis://localhost:6379`.
    """

    def __init__(self, storage: str) -> None:
        self._windows = FixedWindowRateLimiter(storage_from_string(storage))

    def hit(self, rates: Rates, *key: str) -> float | None:
        """Count one request under `key` against each rate, up to the first rate that it exceeds.

        Returns None if no rate is exceeded, or else the Unix time (in seconds) when the exceeded window ends.
        """
        for rate in rates:
            if not self._windows.hit(rate, *key):
                return self._windows.get_window_stats(rate, *key).reset_time
        return None
