"""A mail server of our own on this machine: it speaks SMTP, keeps what it is given, and refuses on request.

With `tls` it encrypts by a certificate that nobody believes who does not believe `AUTHORITY`.
"""

import base64
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
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


class Clerk(socketserver.StreamRequestHandler):
    """Speaks SMTP with one sender; a method is named after the command that it answers and returns whether to go on."""

    office: Office
    tls: str
    context: ssl.SSLContext
    encrypted = False

    def handle(self) -> None:
        self.office.connections += 1
        if self.tls == "from the start" and not self.encrypt():
            return
        self.say("220 here")
        while line := self.rfile.readline():
            if not self.answer(line):
                return

    def answer(self, line: bytes) -> bool:
        command = line[:4].decode().upper().strip()
        if refusal := self.office.refuse.get(command):
            return self.say(refusal)
        known: dict[str, Callable[[bytes], bool]] = {
            "EHLO": self.ehlo, "STAR": self.starttls, "AUTH": self.auth, "DATA": self.data, "QUIT": self.quit
        }  # fmt: skip
        return known.get(command, self.other)(line)

    def say(self, text: str) -> bool:
        self.wfile.write(f"{text}\r\n".encode())
        return True

    def encrypt(self) -> bool:
        """Start TLS; False when the other side does not trust the certificate."""
        for file in (self.rfile, self.wfile):
            file.close()
        try:
            self.request = self.context.wrap_socket(self.request, server_side=True)
        except OSError:
            return False
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", buffering=0)
        self.encrypted = True
        return True

    def finish(self) -> None:
        super().finish()
        self.request.close()  # an encrypted socket is another than the one that the server closes

    def ehlo(self, _: bytes) -> bool:
        if not self.tls:
            return self.say("250 here")
        self.say("250-here")
        return self.say("250 AUTH PLAIN" if self.encrypted else "250 STARTTLS")

    def starttls(self, _: bytes) -> bool:
        self.say("220 go on")
        return self.encrypt()

    def auth(self, line: bytes) -> bool:
        _, name, password = base64.b64decode(line.split()[2]).decode().split("\0")
        self.office.logins.append((name, password, self.encrypted))
        return self.say("235 welcome" if password == "secret: 1/2" else "535 no")

    def data(self, _: bytes) -> bool:
        self.say("354 go on")
        text = b"".join(iter(self.rfile.readline, b".\r\n"))
        self.office.letters.append(message_from_bytes(text, policy=policy.default))
        return self.office.hang_up != "DATA" and self.say(self.office.refuse.get("TEXT", "250 taken"))

    def other(self, _: bytes) -> bool:
        return self.say("250 good")

    def quit(self, _: bytes) -> bool:
        self.say("221 bye")
        return False


class Server(socketserver.ThreadingTCPServer):
    daemon_threads, allow_reuse_address = True, True


@contextmanager
def post_office(tls: str = "") -> Iterator[Office]:
    """The server, for as long as the block runs; `tls`: "" for none, "start" for STARTTLS, "from the start"."""
    opened = Office()

    class OurClerk(Clerk):
        office, context = opened, ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)

    OurClerk.tls = tls
    AUTHORITY.issue_cert("127.0.0.1").configure_cert(OurClerk.context)
    with Server(("127.0.0.1", 0), OurClerk) as server:
        opened.url = f"{'smtps' if tls == 'from the start' else 'smtp'}://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield opened
        finally:
            server.shutdown()
            thread.join()
