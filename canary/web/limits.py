"""How often things may be tried: a learner by their id, a visitor by address."""

import math
from typing import Any

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from canary.web.clock import now
from canary.web.guard import viewer


def _who() -> str:
    return f"learner {viewer().id}" if viewer().id else get_remote_address()


limiter = Limiter(key_func=_who, headers_enabled=False)

# One place for the numbers: what a person does by hand never meets them.
LOGIN = "10 per minute; 50 per hour"
REGISTER = "10 per hour"
POST = "30 per minute; 300 per hour"
HEAVY = "60 per minute; 600 per hour"
SONGS = "300 per minute; 3000 per hour"  # a whole collection is brought song by song


def wait_s() -> int:
    """In how many seconds whoever was just refused may try again, at least 1."""
    limit = limiter.current_limit
    return max(1, math.ceil(limit.reset_at - now().timestamp())) if limit else 60


def init(app: Flask) -> None:
    """Limit the routes that say so. They ask by themselves, and nothing is told in headers, so that other requests
    need no look at limits before and after.
    """
    hooks: list[Any] = [app.before_request_funcs, app.after_request_funcs, app.teardown_request_funcs]
    ours = [list(kind.setdefault(None, [])) for kind in hooks]
    limiter.init_app(app)
    for kind, before in zip(hooks, ours, strict=True):
        kind[None][:] = before
