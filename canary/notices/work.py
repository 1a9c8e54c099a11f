"""Background work: send news by e-mail, each once."""

import logging
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from functools import partial

from canary.notices import service as notices
from canary.notices.letters import LINK_LASTS, ask, compose, seal
from canary.notices.mail import Later, Postbox, Refused
from canary.web.sentences import translate

log = logging.getLogger(__name__)


def send_due(smtp: str, sender: str, site: str, secret: str, clock: Callable[[], datetime]) -> int:
    """Send the letters that are due and the links that confirm new addresses; returns how many e-mails were accepted.

    What the server does not accept now is tried again on the next call; nothing is sent twice.
    """
    letters, askings = notices.due(clock()), notices.to_ask(clock())
    if not (letters or askings):
        return 0
    sent = 0
    try:
        with Postbox(smtp) as box:
            for asking in askings:
                if notices.claim_asking(asking, clock()):
                    token = seal(secret, asking.learner_id, asking.address, clock() + LINK_LASTS)
                    message = ask(asking, token, sender, site, translate, clock())
                    sent += _send(box, message, asking.learner_id, partial(notices.release_asking, asking))
            for letter in letters:
                if notices.claim(letter, clock()):
                    message = compose(letter, sender, site, translate, clock())
                    sent += _send(box, message, letter.learner_id, partial(notices.release, letter))
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
