"""A step ticks itself once, however many pages look at once, on SQLite and on PostgreSQL."""

from canary.config import Settings
from canary.db import db
from canary.web.clock import now
from canary.weeks.models import StepDone
from tests.apps import another_app, logged_in
from tests.factories import Factory
from tests.test_at_once import at_once, counted


def test_twenty_looks_are_one_tick(settings: Settings) -> None:
    values = {"database_url": settings.database_url} if settings.database_url else {}
    with another_app(settings.data, **values) as app:
        with app.app_context():
            make = Factory(app)
            circle, song = make.circle(), make.song("Luz")
            make.week(circle, song)
            make.take(make.learner("ana", circle), song, circle, created_at=now())
            db.session.remove()

        def look(_: int) -> int:
            browser = logged_in(app, "u-ana")
            page = browser.get("/")
            return page.status_code if "Done automatically" in page.text else 0

        assert set(at_once(20, look)) == {200}
        with app.app_context():
            assert counted(StepDone) == 1
