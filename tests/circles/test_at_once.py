"""Twenty times the same tap at once has one effect, on SQLite and on PostgreSQL."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete, select

from canary.circles.models import Block, Membership
from canary.config import Settings
from canary.db import db, writing
from canary.learners import accounts
from canary.notices.models import Notice
from canary.safety.models import HostAction, Report
from canary.weeks.models import Proposal, StepDone, Vote, Week
from tests.apps import another_app, logged_in
from tests.factories import Factory, in_weeks
from tests.test_at_once import at_once, counted


def test_one_effect(settings: Settings) -> None:
    values = {"database_url": settings.database_url} if settings.database_url else {}
    with another_app(settings.data, **values) as app:
        app.config["WTF_CSRF_ENABLED"] = False
        with app.app_context():
            make = Factory(app)
            circle, song, other = make.circle(), make.song("Luz"), make.song("Pan")
            opened = make.circle(is_open=True).id
            make.week(circle, other)
            ana, _ = make.learner("ana", circle), make.learner("bea", circle)
            make.learner("hanna", circle, "host")
            post = make.post(ana, song, circle, "Hola").id
            db.session.remove()

        def send(who: str, address: str, **form: str) -> set[int]:
            def once(_: int) -> int:
                return logged_in(app, f"u-{who}").post(address, data=form).status_code

            return set(at_once(20, once))

        steps = f"/weeks/{in_weeks(0)}/steps"
        assert send("bea", f"/circles/{opened}/join") == {302}
        with app.app_context():
            assert counted(Membership) == 4
        with app.app_context(), writing():  # back to the first circle
            db.session.execute(delete(Membership).where(Membership.circle_id == opened))
        assert send("bea", steps, step="sing", done="1") == {302}
        assert send("bea", "/weeks/proposals", song="luz") == {302}
        with app.app_context():
            assert (counted(StepDone), counted(Proposal), counted(Vote)) == (1, 1, 1)
            idea = db.session.query(Proposal).one().id
        assert send("ana", f"/weeks/proposals/{idea}/vote", vote="1") == {302}
        assert send("bea", f"/weeks/proposals/{idea}/vote", vote="0") == {302}
        assert send("bea", steps, step="sing", done="0") == {302}
        assert send("bea", "/report", subject="post", id=str(post), reason="spam") == {200}
        with app.app_context():
            assert (counted(StepDone), counted(Vote), counted(Report), counted(Notice)) == (1, 1, 1, 1)
            assert db.session.query(StepDone).one().how == "undone"
            report = db.session.query(Report).one().id
        assert send("hanna", f"/weeks/proposals/{idea}/plan") <= {302, 404, 409}
        assert send("bea", "/block", subject="post", id=str(post)) <= {302, 404}
        with app.app_context():
            assert (counted(Week), counted(Proposal), counted(Block)) == (2, 0, 1)
        assert send("bea", "/circle/leave") <= {302, 404}
        assert send("hanna", f"/circle/reports/{report}", do="hide") == {302}
        with app.app_context():
            assert counted(Membership) == 2
            assert counted(HostAction) == 1


@pytest.mark.parametrize("way", ["leave", "become members", "delete their accounts"])
def test_of_two_hosts_who_go_at_once_one_stays(settings: Settings, way: str) -> None:
    values = {"database_url": settings.database_url} if settings.database_url else {}
    with another_app(settings.data, **values) as app:
        app.config["WTF_CSRF_ENABLED"] = False
        with app.app_context():
            make = Factory(app)
            make.circle()
            circle, password = make.circle(), accounts.hashed("a short sentence")
            ids = [make.learner(name, circle, "host", password=password).id for name in ("ana", "bea")]
            make.learner("mia", circle)
            db.session.remove()
        forms: dict[str, Callable[[int], tuple[str, dict[str, str]]]] = {
            "leave": lambda n: ("/circle/leave", {}),
            "become members": lambda n: (f"/circle/members/{ids[n]}", {"do": "member"}),
            "delete their accounts": lambda n: ("/account/delete", {"password": "a short sentence"}),
        }

        def go(n: int) -> int:
            browser = logged_in(app, ("u-ana", "u-bea")[n])
            address, form = forms[way](n)
            return browser.post(address, data=form).status_code

        assert sorted(at_once(2, go)) in ([302, 409], [302, 422])
        with app.app_context():
            assert list(db.session.scalars(select(Membership.role).order_by(Membership.role))) in (
                ["host", "member"],
                ["host", "member", "member"],
            )
