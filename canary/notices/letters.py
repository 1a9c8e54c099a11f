"""What is sent by e-mail, when, and in which words. Plain."""

import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

KINDS = {
    "answer": "Somebody answered me",
    "mention": "Somebody mentioned me",
    "feedback": "Somebody gave feedback on my recording",
    "correction": "Somebody corrected me, or took my correction",
    "week": "A week begins or ends",
    "host": "A word from a host",
}
WEEKLY = "weekly"
AT_ONCE, A_WEEK = timedelta(days=2), timedelta(days=8)
HOUR = 7  # on Mondays, UTC
LINK_LASTS, ASK_EVERY = timedelta(days=7), timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class News:
    """A piece of news: what it says and the path on this site where one goes from there."""

    id: int
    sentence: str
    url: str


@dataclass(frozen=True, slots=True)
class Letter:
    """All that is new for one person; `key` is in the link that ends their e-mails."""

    learner_id: int
    address: str
    name: str
    key: str
    weekly: bool
    news: Sequence[News]


@dataclass(frozen=True, slots=True)
class Asking:
    """An address that somebody gave as theirs, to be asked whether it is; `since` is when it was asked last."""

    learner_id: int
    address: str
    username: str
    since: datetime | None


def seal(secret: str, learner_id: int, address: str, until: datetime) -> str:
    """What the link that confirms an address carries: whose, until when, and a signature (HMAC-SHA-256) of both and of
    the address, which is not in it.
    """
    said = f"{learner_id}-{int(until.timestamp())}"
    signature = hmac.digest(secret.encode(), f"canary e-mail {said} {address}".encode(), "sha256")
    return f"{said}-{signature.hex()}"


def sealed_for(token: str) -> int | None:
    """Whose address a link would confirm, before anybody has looked whether it is genuine; None for what is no link."""
    number = token.partition("-")[0]
    return int(number) if number.isdecimal() and number.isascii() and len(number) < 10 else None


def is_genuine(secret: str, token: str, learner_id: int, address: str, now: datetime) -> bool:
    """Whether we made this link, for this address, and it still counts."""
    until = token.partition("-")[2].partition("-")[0]
    if not (until.isdecimal() and until.isascii() and len(until) < 12) or int(until) < now.timestamp():
        return False
    expected = seal(secret, learner_id, address, datetime.fromtimestamp(int(until), UTC))
    return hmac.compare_digest(expected.encode(), token.encode())


def is_due(kinds: Collection[str], last: datetime | None, now: datetime) -> bool:
    """Whether somebody gets e-mails now: at any time, or on Mondays and once where they chose WEEKLY."""
    if WEEKLY not in kinds:
        return True
    monday = (now - timedelta(days=now.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    return now.weekday() == 0 and now.hour >= HOUR and (last is None or last < monday)


def since(kinds: Collection[str], now: datetime) -> datetime:
    """How old news may be that is still sent."""
    return now - (A_WEEK if WEEKLY in kinds else AT_ONCE)


def ask(asking: Asking, token: str, sender: str, site: str, now: datetime) -> EmailMessage:
    """The e-mail that asks whether an address is somebody's. It names nobody but by their account's name, since whoever
    gets it may never have heard of us.
    """
    message = _addressed(asking.address, sender, now)
    message["Subject"] = "Is this your address?"
    message["Message-ID"] = f"<canary-ask-{asking.learner_id}-{int(now.timestamp())}@{_host(site)}>"
    message.set_content(
        f"Hello,\n\nthe account {asking.username} in Canary wants its news to come here. If that is you, open this link"
        f" and press the button there:\n\n{site}/mail/confirm/{token}\n\nIt works for {LINK_LASTS.days} days. If it is"
        " not you, do nothing, and nothing more comes.\n"
    )
    return message


def compose(letter: Letter, sender: str, site: str, now: datetime) -> EmailMessage:
    """The e-mail for a letter: `site` is this site's address without a slash at its end.

    The headers by which one click ends them are those of RFC 8058.
    """
    message = _addressed(letter.address, sender, now)
    message["Subject"] = _subject(letter)
    # The same news make the same name, so that a mailbox that gets them twice shows them once.
    message["Message-ID"] = f"<canary-{letter.learner_id}-{letter.news[0].id}-{letter.news[-1].id}@{_host(site)}>"
    stop = f"{site}/mail/off/{letter.key}"
    message["List-Unsubscribe"] = f"<{stop}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    rows = [f"{news.sentence}\n{site}{news.url}" for news in letter.news]
    foot = f"You asked for these e-mails. No more of them, with one click: {stop}\nWhich ones: {site}/news/settings"
    message.set_content("\n\n".join([f"Hello {letter.name},", *rows, f"--\n{foot}"]) + "\n")
    return message


def _addressed(address: str, sender: str, now: datetime) -> EmailMessage:
    message = EmailMessage()
    local, _, domain = address.rpartition("@")
    message["From"] = sender
    message["To"] = Address(username=local, domain=domain)
    message["Date"] = format_datetime(now)
    message["Auto-Submitted"] = "auto-generated"
    return message


def _subject(letter: Letter) -> str:
    count = len(letter.news)
    text = letter.news[0].sentence if count == 1 else f"{count} things happened in Canary"
    weekly = f"Your week in Canary: {count} {'piece' if count == 1 else 'pieces'} of news"
    return " ".join((weekly if letter.weekly else text).split())[:150]


def _host(site: str) -> str:
    return site.partition("://")[2].partition("/")[0].partition(":")[0] or "localhost"
