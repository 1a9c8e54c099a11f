"""A mail server of our own on this machine: it speaks SMTP, keeps what it is given, and refuses on request.

With `tls` it encrypts by a certificate that nobody believes who does not believe `AUTHORITY`.
"""

import base64
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

import trustme

AUTHORITY = trustme.CA()


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
    logins: list[tuple[str, str, bool]] = field(default_factory=list)  # name, password, whether it was encrypted


@contextmanager
def post_office(tls: str = "") -> Iterator[Office]:
    """The server, for as long as the block runs; `tls`: "" for none, "start" for STARTTLS, "from the start"."""
    office = Office()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    AUTHORITY.issue_cert("127.0.0.1").configure_cert(context)

    class Clerk(socketserver.StreamRequestHandler):
        def say(self, text: str) -> None:
            self.wfile.write(f"{text}\r\n".encode())

        def encrypt(self) -> None:
            for file in (self.rfile, self.wfile):
                file.close()
            self.request = context.wrap_socket(self.request, server_side=True)
            self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", buffering=0)

        def finish(self) -> None:
            super().finish()
            self.request.close()  # encrypted, it is another than the one that the server closes

        def handle(self) -> None:
            office.connections += 1
            encrypted = tls == "from the start"
            if encrypted:
                try:
                    self.encrypt()
                except (ssl.SSLError, OSError):
                    return  # the other side does not believe us
            self.say("220 here")
            while line := self.rfile.readline():
                command = line[:4].decode().upper().strip()
                if answer := office.refuse.get(command):
                    self.say(answer)
                elif command == "EHLO":
                    self.say("250-here" if tls else "250 here")
                    if tls:
                        self.say("250 AUTH PLAIN" if encrypted else "250 STARTTLS")
                elif command == "STAR":
                    self.say("220 go on")
                    try:
                        self.encrypt()
                    except (ssl.SSLError, OSError):
                        return
                    encrypted = True
                elif command == "AUTH":
                    _, name, password = base64.b64decode(line.split()[2]).decode().split("\0")
                    office.logins.append((name, password, encrypted))
                    self.say("235 welcome" if password == "secret: 1/2" else "535 no")
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
        office.url = f"{'smtps' if tls == 'from the start' else 'smtp'}://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield office
        finally:
            server.shutdown()
            thread.join()
