"""A gate before a server: shut, there is no network for whoever comes through it, in every browser alike."""

import contextlib
import socket
import threading
from urllib.parse import urlsplit

from tests.live import free_port


class Gate:
    """A port that leads to a server. `shut` ends what is open and refuses what comes."""

    def __init__(self, url: str) -> None:
        self._there = ("127.0.0.1", urlsplit(url).port or 0)
        self._port = free_port()
        self._door: socket.socket | None = None
        self._open: set[socket.socket] = set()
        self.url = f"http://127.0.0.1:{self._port}"

    def __enter__(self) -> "Gate":
        self.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.shut()

    def open(self) -> None:
        """Let everybody through."""
        if self._door is None:
            self._door = socket.create_server(("127.0.0.1", self._port), backlog=50)
            threading.Thread(target=self._greet, args=(self._door,), daemon=True).start()

    def shut(self) -> None:
        """Let nobody through."""
        door, self._door = self._door, None
        for one in [door, *self._open]:
            if one is not None:
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
        if door is not None:
            door.close()

    def _greet(self, door: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                here, _ = door.accept()
                threading.Thread(target=self._lead, args=(here,), daemon=True).start()

    def _lead(self, here: socket.socket) -> None:
        with here, socket.create_connection(self._there) as there:
            self._open |= {here, there}
            back = threading.Thread(target=_carry, args=(there, here), daemon=True)
            back.start()
            _carry(here, there)
            back.join()
            self._open -= {here, there}


def _carry(one: socket.socket, other: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := one.recv(65536):
            other.sendall(data)
    with contextlib.suppress(OSError):
        other.shutdown(socket.SHUT_WR)
