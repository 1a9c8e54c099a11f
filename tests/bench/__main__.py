"""`python -m tests.bench [name ...]`: all rows, or those of the named parts."""

import sys
from collections.abc import Callable, Iterator

from tests.bench import (
    circle,
    clips,
    coverage,
    deck,
    frames,
    importing,
    languages,
    page,
    reviews,
    stalled,
    start,
    sync,
    threads,
    words,
    writers,
)
from tests.bench.table import Row, text

PARTS: dict[str, Callable[[], Iterator[Row]]] = {
    "page": page.rows,
    "sync": sync.rows,
    "words": words.rows,
    "frames": frames.rows,
    "deck": deck.rows,
    "clips": clips.rows,
    "reviews": reviews.rows,
    "coverage": coverage.rows,
    "languages": languages.rows,
    "circle": circle.rows,
    "threads": threads.rows,
    "import": importing.rows,
    "start": start.rows,
    "stalled": stalled.rows,
    "writers": writers.rows,
}


def main(names: list[str]) -> int:
    """Measure and print; 2 for a name that is not there."""
    if unknown := [name for name in names if name not in PARTS]:
        print(f"No part is called {unknown[0]}; there are {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    rows: list[Row] = []
    for name in names or PARTS:
        print(f"measuring: {name} …", file=sys.stderr, flush=True)
        rows += PARTS[name]()
    print(text(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
