"""A mail server of our own on this machine: it speaks SMTP, keeps what it is given, and refuses on request."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Office:
    """Where it listens, what it was given; `refuse` maps a command ("RCPT") to the answer it gets instead, `hang_up` is
    after which command it breaks the connection.
    """

    url: str = ""
    letters: list[EmailMessage] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)
    hang_up: str = ""
    connections: int = 0


@contextmanager
def post_office() -> Iterator[Office]:
    """The server, for as long as the block runs."""
    office = Office()

    class Clerk(socketserver.StreamRequestHandler):
        def say(self, text: str) -> None:
            self.wfile.write(f"{text}\r\n".encode())

        def handle(self) -> None:
            office.connections += 1
            self.say("220 here")
            while line := self.rfile.readline():
                command = line[:4].decode().upper().strip()
                if answer := office.refuse.get(command):
                    self.say(answer)
                elif command == "EHLO":
                    self.say("250 here")
                elif command == "DATA":
                    self.say("354 go on")
                    text = b"".join(iter(self.rfile.readline, b".\r\n"))
                    office.letters.append(message_from_bytes(text, policy=policy.default))  # type: ignore[arg-type]
                    if office.hang_up == "DATA":
                        return
                    self.say(office.refuse.get("TEXT", "250 taken"))
                elif command == "QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 good")

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads, allow_reuse_address = True, True

    with Server(("127.0.0.1", 0), Clerk) as server:
        office.url = f"smtp://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield office
        finally:
            server.shutdown()
            thread.join()
