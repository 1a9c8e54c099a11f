"""What is sent by e-mail, when, and with what text. Plain: `say` translates a message for whoever gets the e-mail."""

import hmac
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from canary.sentences import N_, NN_, Message

Say = Callable[[Message], str]
WEEKLY = "weekly"
AT_ONCE, A_WEEK = timedelta(days=2), timedelta(days=8)
HOUR = 7  # on Mondays, UTC
LINK_LASTS, ASK_EVERY = timedelta(days=7), timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class News:
    """A notice: what it says and the path on this site that it links to."""

    id: int
    sentence: Message
    url: str


@dataclass(frozen=True, slots=True)
class Letter:
    """All unread news of one person; `key` is part of the link that ends their e-mails."""

    learner_id: int
    address: str
    name: str
    key: str
    weekly: bool
    news: Sequence[News]


@dataclass(frozen=True, slots=True)
class Asking:
    """An address to be confirmed by whoever entered it; `since` is when it was asked last."""

    learner_id: int
    address: str
    username: str
    since: datetime | None


def seal(secret: str, learner_id: int, address: str, until: datetime) -> str:
    """Return the token of the link that confirms an address: the learner's id, when it expires, and a signature
    (HMAC-SHA-256) over both and the address, which itself is not part of the token.
    """
    said = f"{learner_id}-{int(until.timestamp())}"
    signature = hmac.digest(secret.encode(), f"canary e-mail {said} {address}".encode(), "sha256")
    return f"{said}-{signature.hex()}"


def sealed_for(token: str) -> int | None:
    """Return the learner's id in a token, not verified yet; None for a malformed token."""
    number = token.partition("-")[0]
    return int(number) if number.isdecimal() and number.isascii() and len(number) < 10 else None


def is_genuine(secret: str, token: str, learner_id: int, address: str, now: datetime) -> bool:
    """Return whether the token is ours, for this address, and not expired."""
    until = token.partition("-")[2].partition("-")[0]
    if not (until.isdecimal() and until.isascii() and len(until) < 12) or int(until) < now.timestamp():
        return False
    expected = seal(secret, learner_id, address, datetime.fromtimestamp(int(until), UTC))
    return hmac.compare_digest(expected.encode(), token.encode())


def is_due(kinds: Collection[str], last: datetime | None, now: datetime) -> bool:
    """Return whether it is time for somebody's e-mail: always, or once on Mondays where they chose WEEKLY."""
    if WEEKLY not in kinds:
        return True
    monday = (now - timedelta(days=now.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    return now.weekday() == 0 and now.hour >= HOUR and (last is None or last < monday)


def since(kinds: Collection[str], now: datetime) -> datetime:
    """Return the time before which news is too old to be sent."""
    return now - (A_WEEK if WEEKLY in kinds else AT_ONCE)


def ask(asking: Asking, token: str, sender: str, site: str, say: Say, now: datetime) -> EmailMessage:
    """Return the e-mail that asks somebody to confirm an address.

    It shows nothing but the account's name, because whoever gets it may never have heard of us.
    """
    message = _addressed(asking.address, sender, now)
    message["Subject"] = say(N_("Is this your address?"))
    message["Message-ID"] = f"<canary-ask-{asking.learner_id}-{int(now.timestamp())}@{_host(site)}>"
    paragraphs: tuple[Message, ...] = (
        N_("Hello,"),
        N_(
            "the account %(name)s in Canary wants to get its news at this address. If that’s you, open this link and"
            " press the button there:",
            name=asking.username,
        ),
        f"{site}/mail/confirm/{token}",
        NN_("It works for %(num)s day.", "It works for %(num)s days.", LINK_LASTS.days),
        N_("If it isn’t you, do nothing, and you won’t hear from us again."),
    )
    message.set_content("\n\n".join(map(say, paragraphs)) + "\n")
    return message


def compose(letter: Letter, sender: str, site: str, say: Say, now: datetime) -> EmailMessage:
    """Return the e-mail for a letter; `site` is this site's address without a slash at the end.

    The headers for unsubscribing with one click are those of RFC 8058.
    """
    message = _addressed(letter.address, sender, now)
    message["Subject"] = " ".join(say(_subject(letter)).split())[:150]
    # The same news gets the same id, so that a mailbox that receives it twice shows it once.
    message["Message-ID"] = f"<canary-{letter.learner_id}-{letter.news[0].id}-{letter.news[-1].id}@{_host(site)}>"
    stop = f"{site}/mail/off/{letter.key}"
    message["List-Unsubscribe"] = f"<{stop}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    rows = [f"{say(news.sentence)}\n{site}{news.url}" for news in letter.news]
    choose = f"{site}/news/settings"
    foot = (
        say(N_("You asked for these e-mails. To stop them, open %(url)s", url=stop)),
        say(N_("To choose which ones come, open %(url)s", url=choose)),
    )
    hello = say(N_("Hello %(name)s,", name=letter.name))
    message.set_content("\n\n".join([hello, *rows, "\n".join(["--", *foot])]) + "\n")
    return message


def _addressed(address: str, sender: str, now: datetime) -> EmailMessage:
    message = EmailMessage()
    local, _, domain = address.rpartition("@")
    message["From"] = sender
    message["To"] = Address(username=local, domain=domain)
    message["Date"] = format_datetime(now)
    message["Auto-Submitted"] = "auto-generated"
    return message


def _subject(letter: Letter) -> Message:
    count = len(letter.news)
    if letter.weekly:
        return NN_("Your week in Canary: %(num)s piece of news", "Your week in Canary: %(num)s pieces of news", count)
    if count == 1:
        return letter.news[0].sentence
    return NN_("%(num)s thing happened in Canary", "%(num)s things happened in Canary", count)


def _host(site: str) -> str:
    return site.partition("://")[2].partition("/")[0].partition(":")[0] or "localhost"
