"""The running server tells of the week and sends it by e-mail: a real process, its own background worker."""

import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from canary.db import db
from canary.notices.models import Notice
from canary.web.clock import now
from tests.apps import another_app
from tests.conftest import DataOf
from tests.factories import Factory
from tests.live import server
from tests.notices.post_office import post_office


def soon(found: Callable[[], bool], seconds: float = 120) -> bool:
    """Whether it comes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found():
            return True
        time.sleep(0.2)
    return False


def test_a_week_is_told_soon_after_the_server_starts(data_of: DataOf) -> None:
    data = data_of("told")
    with another_app(data) as app, app.app_context():
        make = Factory(app)
        circle = make.circle()
        make.week(circle, make.song("Luz"))
        wants: dict[str, Any] = {
            "email": "ana@example.org",
            "email_confirmed_at": now(),
            "mails": ["week"],
            "mail_key": "ana-key",
        }
        make.learner("ana", circle, **wants)
        make.learner("beto", circle)
        db.session.remove()
        with (
            post_office() as office,
            server(data, CANARY_SMTP=office.url, CANARY_MAIL_FROM="canary@example.org", CANARY_URL="http://localhost"),
        ):

            def told() -> int:
                db.session.remove()
                return len(db.session.scalars(select(Notice.id).where(Notice.kind == "week")).all())

            assert soon(lambda: told() == 2)
            assert soon(lambda: len(office.letters) == 1)
    assert "Luz" in office.letters[0]["Subject"]
