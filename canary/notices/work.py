"""Background work on news: sends them by e-mail, once each."""

import logging
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from functools import partial

from canary.notices import service as notices
from canary.notices.email_links import sign
from canary.notices.emails import LINK_LASTS, confirmation_email, digest_email
from canary.notices.mail import Later, Postbox, Refused
from canary.web.sentences import translate

log = logging.getLogger(__name__)


def send_due(smtp: str, sender: str, site: str, secret: str, clock: Callable[[], datetime]) -> int:
    """Send the digests that are due, and links to unconfirmed addresses. Returns how many e-mails the server took.

    What the server doesn't take now is tried again in the next call; nothing is sent twice.
    """
    digests, confirmations = notices.due_digests(clock()), notices.due_confirmations(clock())
    if not (digests or confirmations):
        return 0
    sent = 0
    try:
        with Postbox(smtp) as box:
            for wanted in confirmations:
                if notices.claim_confirmation(wanted, clock()):
                    token = sign(secret, wanted.learner_id, wanted.address, clock() + LINK_LASTS)
                    message = confirmation_email(wanted, token, sender, site, translate, clock())
                    sent += _send(box, message, wanted.learner_id, partial(notices.release_confirmation, wanted))
            for digest in digests:
                if notices.claim_digest(digest, clock()):
                    message = digest_email(digest, sender, site, translate, clock())
                    sent += _send(box, message, digest.learner_id, partial(notices.release_digest, digest))
    except Later as later:
        log.warning("e-mails wait: %s", later)
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
