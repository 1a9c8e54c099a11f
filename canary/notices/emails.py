"""The texts of e-mails, and when they are due."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from canary.sentences import N_, NN_, Message

Say = Callable[[Message], str]  # translates a message for whoever gets the e-mail
WEEKLY = "weekly"
AT_ONCE, A_WEEK = timedelta(days=2), timedelta(days=8)
HOUR = 7  # the hour (UTC) on Mondays from which weekly e-mails are sent
LINK_LASTS, ASK_EVERY = timedelta(days=7), timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class News:
    """A piece of news: its sentence and the path on this site that it links to."""

    id: int
    sentence: Message
    url: str


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything that is new for one learner. `key` is in the link that ends their e-mails."""

    learner_id: int
    address: str
    name: str
    key: str
    weekly: bool
    news: Sequence[News]


@dataclass(frozen=True, slots=True)
class Confirmation:
    """An unconfirmed address that should get a link to confirm it; `since` is when the last such link was sent."""

    learner_id: int
    address: str
    username: str
    since: datetime | None


def is_due(kinds: Collection[str], last: datetime | None, now: datetime) -> bool:
    """Return whether e-mails may be sent to somebody now: always or, with WEEKLY in `kinds`, only once each Monday."""
    if WEEKLY not in kinds:
        return True
    monday = (now - timedelta(days=now.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    return now.weekday() == 0 and now.hour >= HOUR and (last is None or last < monday)


def since(kinds: Collection[str], now: datetime) -> datetime:
    """Return how far back news is sent by e-mail: news from before this time is left out."""
    return now - (A_WEEK if WEEKLY in kinds else AT_ONCE)


def confirmation_email(
    wanted: Confirmation, token: str, sender: str, site: str, say: Say, now: datetime
) -> EmailMessage:
    """Return the e-mail with the link that confirms an address.

    The username is the only text in it that the account's owner chose, because the address may be a stranger's.
    """
    message = _addressed(wanted.address, sender, now)
    message["Subject"] = say(N_("Is this your address?"))
    message["Message-ID"] = f"<canary-ask-{wanted.learner_id}-{int(now.timestamp())}@{_host(site)}>"
    paragraphs: tuple[Message, ...] = (
        N_("Hello,"),
        N_(
            "The Canary account %(name)s asked to get news at this address. If that’s you, open this link and"
            " press the button there:",
            name=wanted.username,
        ),
        f"{site}/mail/confirm/{token}",
        NN_("The link works for %(num)s day.", "The link works for %(num)s days.", LINK_LASTS.days),
        N_("If it isn’t you, do nothing, and you won’t hear from us again."),
    )
    message.set_content("\n\n".join(map(say, paragraphs)) + "\n")
    return message


def password_email(
    address: str, username: str, token: str, sender: str, site: str, say: Say, now: datetime
) -> EmailMessage:
    """Return the e-mail with the link to choose a new password."""
    paragraphs = (
        N_("Hello,"),
        N_(
            "somebody asked for a new password for the account %(name)s in Canary. If that was you, choose one here:",
            name=username,
        ),
        f"{site}/password/new/{token}",
        N_("The link works once and expires in an hour."),
        N_("If it wasn’t you, do nothing: your password stays as it is."),
    )
    return _plain(address, N_("Choose a new password"), paragraphs, sender, say, now)


def password_changed_email(
    address: str, username: str, news: Message, sender: str, site: str, say: Say, now: datetime
) -> EmailMessage:
    """Return the e-mail that tells a learner what happened to their password."""
    paragraphs = (
        N_("Hello %(name)s,", name=username),
        news,
        N_("If you didn’t expect this, choose a new password here, and tell your circle’s host:"),
        f"{site}/password/forgot",
    )
    return _plain(address, N_("Your Canary password"), paragraphs, sender, say, now)


def _plain(
    address: str, subject: Message, paragraphs: Sequence[Message], sender: str, say: Say, now: datetime
) -> EmailMessage:
    message = _addressed(address, sender, now)
    message["Subject"] = say(subject)
    message.set_content("\n\n".join(map(say, paragraphs)) + "\n")
    return message


def digest_email(digest: Digest, sender: str, site: str, say: Say, now: datetime) -> EmailMessage:
    """Return the e-mail of a digest. `site` is this site's address without a slash at its end.

    Its one-click unsubscribe headers follow RFC 8058.
    """
    message = _addressed(digest.address, sender, now)
    message["Subject"] = " ".join(say(_subject(digest)).split())[:150]
    # The same news always has the same id, so a mailbox that receives it twice shows it once.
    message["Message-ID"] = f"<canary-{digest.learner_id}-{digest.news[0].id}-{digest.news[-1].id}@{_host(site)}>"
    stop = f"{site}/mail/off/{digest.key}"
    message["List-Unsubscribe"] = f"<{stop}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    rows = [f"{say(news.sentence)}\n{site}{news.url}" for news in digest.news]
    foot = (
        say(N_("You asked for these e-mails. To stop them, open %(url)s", url=stop)),
        say(N_("To choose which e-mails you get, open %(url)s", url=f"{site}/news/settings")),
    )
    hello = say(N_("Hello %(name)s,", name=digest.name))
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


def _subject(digest: Digest) -> Message:
    count = len(digest.news)
    if digest.weekly:
        return NN_("Your week in Canary: %(num)s piece of news", "Your week in Canary: %(num)s pieces of news", count)
    if count == 1:
        return digest.news[0].sentence
    return NN_("%(num)s thing happened in Canary", "%(num)s things happened in Canary", count)


def _host(site: str) -> str:
    return site.partition("://")[2].partition("/")[0].partition(":")[0] or "localhost"
