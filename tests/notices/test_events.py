"""What each event says, and in which kind people choose to get it by e-mail."""

import re
from typing import cast

import pytest
from sqlalchemy import String

from canary.notices.events import ACCOUNT, EVENTS, KINDS, sentence
from canary.notices.models import Notice

PARAMS = {"name": "Ana", "host": "Hanna", "song": "Luz", "circle": "Club", "first": 3, "last": 1205, "excerpt": "Words", "words": "Be kind.",
          "until": "2027-01-02"}  # fmt: skip


@pytest.mark.parametrize("event", EVENTS)
def test_every_event_has_a_sentence_and_a_kind(event: str) -> None:
    needed = re.findall(r"%\((\w+)\)s", EVENTS[event].sentence.msgid)
    assert str(sentence(event, {name: PARAMS[name] for name in needed}))[-1] in ".?”n"
    assert EVENTS[event].kind in {*KINDS, ACCOUNT}
    assert len(event) <= (cast(String, Notice.__table__.c.event.type).length or 0)


def test_numbers_and_dates_are_the_readers() -> None:
    heard = sentence("lines_heard", {"name": "Ana", "song": "Luz", "first": 3, "last": 1205})
    assert str(heard) == "Ana gave feedback on your take of Luz, lines 3 to 1,205."
    assert "2 January" in str(sentence("paused", {"until": "2027-01-02"}))


def test_what_was_stored_as_a_sentence_stays_one() -> None:
    assert sentence("text", {"text": "Of long ago, 100%."}) == "Of long ago, 100%."
