"""What the background worker does with news: it sends them by e-mail, once each."""

import logging
from collections.abc import Callable
from datetime import datetime

from canary.notices import service as notices
from canary.notices.letters import compose
from canary.notices.mail import Later, Postbox, Refused

log = logging.getLogger(__name__)


def send_due(smtp: str, sender: str, site: str, clock: Callable[[], datetime]) -> int:
    """Send what is due and return how many were taken. What the server does not take now is tried again when this is
    called next; nothing is sent twice.
    """
    letters = notices.due(clock())
    if not letters:
        return 0
    sent = 0
    try:
        with Postbox(smtp) as box:
            for letter in letters:
                if not notices.claim(letter, clock()):
                    continue
                try:
                    box.send(compose(letter, sender, site, clock()))
                    sent += 1
                except Refused as refused:
                    log.warning("an e-mail to learner %s was refused: %s", letter.learner_id, refused)
                except Later:
                    notices.release(letter)
                    raise
    except Later as later:
        log.warning("e-mails wait: %s", later)
    return sent
