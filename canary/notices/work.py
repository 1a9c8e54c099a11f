"""Background work on news: send each piece by e-mail once."""

import logging
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from functools import partial

from canary.content.paths import path_to
from canary.jobs import service as jobs
from canary.learners import links
from canary.learners import service as learners
from canary.notices import service as notices
from canary.notices.emails import (
    LINK_LASTS,
    confirmation_email,
    digest_email,
    password_changed_email,
    password_email,
)
from canary.notices.events import sentence
from canary.notices.mail import Later, Postbox, Refused
from canary.web.sentences import translate

log = logging.getLogger(__name__)


def handlers(smtp: str, sender: str, site: str, secret: str, clock: Callable[[], datetime]) -> dict[str, jobs.Handler]:
    """Return this room's job handlers, bound to an app's settings and clock. Without `smtp`, no e-mail is sent."""

    def send_password_links(_: jobs.Step, learner_ids: list[int]) -> str:
        for learner_id in learner_ids:
            if learner := learners.claim_password_email(learner_id, clock()):
                token = learners.password_token(learner, secret, clock() + learners.PASSWORD_LINK_LASTS)
                message = password_email(learner.email or "", learner.username, token, sender, site, translate, clock())
                _send_now(smtp, message, learner_id, partial(learners.release_password_email, learner_id))
        return ""

    def tell_about_password(_: jobs.Step, learner_id: int, event: str, params: dict[str, str]) -> str:
        learner, moment = learners.find(learner_id), clock()
        name = f"{event} {int(moment.timestamp())}"
        notices.tell(learner_id, event, name, params, path_to("learners.account"), moment)
        if smtp and learner.email and learner.email_confirmed_at:
            news = sentence(event, params)
            message = password_changed_email(learner.email, learner.name, news, sender, site, translate, moment)
            _send_now(smtp, message, learner_id, lambda: None)
        return ""

    return {"send password links": send_password_links, "tell about password": tell_about_password}


def _send_now(smtp: str, message: EmailMessage, learner_id: int, release: Callable[[], None]) -> None:
    try:
        with Postbox(smtp) as box:
            _send(box, message, learner_id, release)
    except Later as later:
        release()
        log.warning("an e-mail to learner %s was not sent: %s", learner_id, later)


def send_due(smtp: str, sender: str, site: str, secret: str, clock: Callable[[], datetime]) -> int:
    """Send the digests that are due, and links to unconfirmed addresses. Returns how many e-mails the server accepted.

    E-mails that the server doesn't accept now are tried again in the next call. None is sent twice.
    """
    digests, confirmations = notices.due_digests(clock()), notices.due_confirmations(clock())
    if not (digests or confirmations):
        return 0
    sent = 0
    try:
        with Postbox(smtp) as box:
            for wanted in confirmations:
                if notices.claim_confirmation(wanted, clock()):
                    token = links.sign(secret, links.CONFIRM, wanted.learner_id, wanted.address, clock() + LINK_LASTS)
                    message = confirmation_email(wanted, token, sender, site, translate, clock())
                    sent += _send(box, message, wanted.learner_id, partial(notices.release_confirmation, wanted))
            for digest in digests:
                if notices.claim_digest(digest, clock()):
                    message = digest_email(digest, sender, site, translate, clock())
                    sent += _send(box, message, digest.learner_id, partial(notices.release_digest, digest))
    except Later as later:
        log.warning("e-mails will be sent later: %s", later)
    return sent


def _send(box: Postbox, message: EmailMessage, learner_id: int, release: Callable[[], None]) -> bool:
    try:
        box.send(message)
    except Refused as refused:
        log.warning("an e-mail to learner %s was refused: %s", learner_id, refused)
        return False
    except Later:
        release()
        raise
    return True
