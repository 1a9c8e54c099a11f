"""EDGE: the one file that imports smtplib. Sends e-mails through the server in CANARY_SMTP."""

import smtplib
import ssl
from email.message import EmailMessage
from types import TracebackType
from urllib.parse import unquote, urlsplit

SECONDS = 20


class Later(OSError):
    """The server didn't accept an e-mail but may accept it later. It certainly wasn't sent."""


class Refused(OSError):
    """The server will never accept an e-mail. It certainly wasn't sent."""


class Postbox:
    """An open connection to a mail server, `smtp://name:password@host:587` or `smtps://…:465`. Opening it raises Later.

    An `smtp` connection uses STARTTLS if the server offers it. A password is never sent without encryption.
    """

    def __init__(self, url: str) -> None:
        parts, tls = urlsplit(url), ssl.create_default_context()
        host = parts.hostname or ""
        try:
            if parts.scheme == "smtps":
                smtp: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 465, timeout=SECONDS, context=tls)
            else:
                smtp = smtplib.SMTP(host, parts.port or 587, timeout=SECONDS)
        except (smtplib.SMTPException, OSError) as error:
            raise Later(str(error)) from error
        self._smtp = smtp
        try:
            self._greet(tls, parts.scheme == "smtps", unquote(parts.username or ""), unquote(parts.password or ""))
        except (smtplib.SMTPException, OSError) as error:
            smtp.close()
            raise Later(str(error)) from error

    def _greet(self, tls: ssl.SSLContext, encrypted: bool, name: str, password: str) -> None:
        self._smtp.ehlo_or_helo_if_needed()
        if not encrypted and self._smtp.has_extn("starttls"):
            self._smtp.starttls(context=tls)
            encrypted = True
        if name and not encrypted:
            raise Later("the server offers no encryption, so the password was not sent")
        if name:
            self._smtp.login(name, password)

    def __enter__(self) -> "Postbox":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._smtp.close()

    def send(self, message: EmailMessage) -> None:
        """Send an e-mail. Raises Later or Refused if it certainly wasn't sent.

        If the connection breaks after the text was transmitted, the e-mail may or may not have been sent. It then
        counts as sent, so that nobody gets it twice.
        """
        sender, to = message["From"].addresses[0].addr_spec, message["To"].addresses[0].addr_spec
        try:
            for code, reply in (self._smtp.mail(sender), self._smtp.rcpt(to)):
                _check(code, reply)
        except (smtplib.SMTPException, OSError) as error:
            if isinstance(error, Later | Refused):
                self._smtp.rset()
                raise
            raise Later(str(error)) from error
        try:
            code, reply = self._smtp.data(message.as_bytes())
        except smtplib.SMTPDataError as error:
            raise (Refused if error.smtp_code >= 500 else Later)(str(error)) from error
        except (smtplib.SMTPException, OSError):
            return
        _check(code, reply)


def trouble(url: str) -> str:
    """Return why the mail server can't be used, or "" if it can."""
    try:
        with Postbox(url):
            return ""
    except Later as error:
        return str(error)


def _check(code: int, reply: bytes) -> None:
    if code >= 400:
        raise (Refused if code >= 500 else Later)(f"{code} {reply.decode(errors='replace')}")
