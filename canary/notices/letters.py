"""What is sent by e-mail, when, and in which words. Plain."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
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


def is_due(kinds: Collection[str], last: datetime | None, now: datetime) -> bool:
    """Whether somebody gets e-mails now: at any time, or on Mondays and once where they chose WEEKLY."""
    if WEEKLY not in kinds:
        return True
    monday = (now - timedelta(days=now.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    return now.weekday() == 0 and now.hour >= HOUR and (last is None or last < monday)


def since(kinds: Collection[str], now: datetime) -> datetime:
    """How old news may be that is still sent."""
    return now - (A_WEEK if WEEKLY in kinds else AT_ONCE)


def compose(letter: Letter, sender: str, site: str, now: datetime) -> EmailMessage:
    """The e-mail for a letter: `site` is this site's address without a slash at its end.

    The headers by which one click ends them are those of RFC 8058.
    """
    message = EmailMessage()
    local, _, domain = letter.address.rpartition("@")
    message["From"] = sender
    message["To"] = Address(username=local, domain=domain)
    message["Subject"] = _subject(letter)
    message["Date"] = format_datetime(now)
    # The same news make the same name, so that a mailbox that gets them twice shows them once.
    message["Message-ID"] = f"<canary-{letter.learner_id}-{letter.news[0].id}-{letter.news[-1].id}@{_host(site)}>"
    stop = f"{site}/mail/off/{letter.key}"
    message["List-Unsubscribe"] = f"<{stop}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"
    rows = [f"{news.sentence}\n{site}{news.url}" for news in letter.news]
    foot = f"You asked for these e-mails. No more of them, with one click: {stop}\nWhich ones: {site}/news/settings"
    message.set_content("\n\n".join([f"Hello {letter.name},", *rows, f"--\n{foot}"]) + "\n")
    return message


def _subject(letter: Letter) -> str:
    count = len(letter.news)
    text = letter.news[0].sentence if count == 1 else f"{count} things happened in Canary"
    weekly = f"Your week in Canary: {count} {'piece' if count == 1 else 'pieces'} of news"
    return " ".join((weekly if letter.weekly else text).split())[:150]


def _host(site: str) -> str:
    return site.partition("://")[2].partition("/")[0].partition(":")[0] or "localhost"
