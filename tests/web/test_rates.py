"""Rate limits count each key by itself, in the app they belong to."""

from pathlib import Path

from canary.web.clock import now
from canary.web.rates import RateLimits, parse
from tests.apps import another_app


def test_each_key_is_counted_by_itself() -> None:
    limits, rates = RateLimits("memory://"), parse("2 per minute; 3 per hour")
    assert [limits.hit(rates, "ana", "login") for _ in range(2)] == [None, None]
    ends = limits.hit(rates, "ana", "login")
    assert ends is not None
    assert 0 < ends - now().timestamp() <= 61
    assert limits.hit(rates, "bea", "login") is None
    assert limits.hit(rates, "ana", "post") is None


def test_a_refused_request_does_not_count_against_the_longer_rate() -> None:
    limits, both, day = RateLimits("memory://"), parse("1 per hour; 3 per day"), parse("3 per day")
    assert [limits.hit(both, "ana") is None for _ in range(5)] == [True, False, False, False, False]
    assert [limits.hit(day, "ana") is None for _ in range(3)] == [True, True, False]


def test_apps_do_not_share_their_limits(tmp_path: Path) -> None:
    def statuses(name: str, **settings: bool) -> set[int]:
        with another_app(tmp_path / name, **settings) as app:
            app.config["WTF_CSRF_ENABLED"] = False
            client = app.test_client()
            return {client.post("/register").status_code for _ in range(12)}

    assert statuses("limited", rate_limits=True) == {422, 429}
    assert statuses("also limited", rate_limits=True) == {422, 429}
    assert statuses("free", rate_limits=False) == {422}
