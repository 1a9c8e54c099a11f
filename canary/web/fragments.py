"""HTML that many responses share: cached pieces, with slots for the parts that differ."""

import re
import secrets
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Self

from cachetools import LRUCache
from markupsafe import Markup

CACHE_BYTES = 32 * 2**20
# Marks the slots in rendered HTML. It is random so that no text of a user can contain it.
_MARK = secrets.token_hex(16)
_SLOT = re.compile(rf"\[{_MARK} ([^\]]*)\]")


def slot(*name: object) -> Markup:
    """Return a marker for templates to put into shared HTML; `Piece.fill` replaces it.

    The parts of the name are joined by spaces.
    """
    return Markup("[{} {}]").format(_MARK, " ".join(str(part) for part in name))


@dataclass(frozen=True, slots=True)
class Piece:
    """Rendered HTML in UTF-8, cut at its slots. `slots` are their names; `texts` are the parts around them."""

    texts: tuple[bytes, ...]
    slots: tuple[str, ...]

    @classmethod
    def of(cls, html: str) -> Self:
        """Cut rendered HTML at the markers that `slot` left in it."""
        parts = _SLOT.split(html)
        return cls(tuple(text.encode() for text in parts[::2]), tuple(parts[1::2]))

    @property
    def size(self) -> int:
        """The approximate size of the piece in memory, in bytes."""
        return sum(map(len, self.texts)) + 100 * len(self.slots)

    def fill(self, values: Mapping[str, bytes]) -> bytes:
        """Return the HTML with every slot replaced by its value. Raises KeyError for a slot without one."""
        if not self.slots:
            return self.texts[0]
        parts = [self.texts[0]]
        for name, text in zip(self.slots, self.texts[1:], strict=True):
            parts += (values[name], text)
        return b"".join(parts)


class Fragments:
    """A cache of pieces by key (names, ids and versions). Above CACHE_BYTES, the least recently used are removed."""

    def __init__(self) -> None:
        self._pieces: LRUCache[Hashable, Piece] = LRUCache(CACHE_BYTES, getsizeof=lambda piece: piece.size)
        self._lock = Lock()

    def get(self, key: Hashable, render: Callable[[], str]) -> Piece:
        """Return the piece for `key`. Render it first if it isn't in the cache.

        Rendering happens outside the lock, so two threads may render the same piece, but none waits for another.
        """
        with self._lock:
            piece = self._pieces.get(key)
        if piece is None:
            piece = Piece.of(render())
            if piece.size < CACHE_BYTES // 8:
                with self._lock:
                    self._pieces[key] = piece
        return piece

    def clear(self) -> None:
        """Remove all pieces."""
        with self._lock:
            self._pieces.clear()
