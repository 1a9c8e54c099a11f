"""Limits on how often a view may be requested: per learner, or per IP address for visitors."""

import math
from collections.abc import Callable
from functools import wraps
from ipaddress import IPv6Address, ip_address, ip_network
from typing import ParamSpec, TypeVar

from flask import g, request
from werkzeug.exceptions import TooManyRequests

from canary.web.clock import now
from canary.web.context import context
from canary.web.guard import viewer
from canary.web.rates import parse

P = ParamSpec("P")
R = TypeVar("R")

# Nobody reaches these rates by hand.
LOGIN = "10 per minute; 50 per hour"
REGISTER = "10 per hour"
POST = "30 per minute; 300 per hour"
HEAVY = "60 per minute; 600 per hour"
SONGS = "300 per minute; 3000 per hour"  # importing a collection sends one request per song


def limit(rates: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorate a view so that it raises TooManyRequests (429) beyond `rates`. Each view is counted separately."""
    parsed = parse(rates)

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def limited(*args: P.args, **kwargs: P.kwargs) -> R:
            limits = context().rate_limits
            if limits is not None:
                who = f"learner {viewer().id}" if viewer().id else f"address {network(request.remote_addr)}"
                g.may_retry_at = limits.hit(parsed, who, request.endpoint or "")
                if g.may_retry_at is not None:
                    raise TooManyRequests
            return view(*args, **kwargs)

        return limited

    return decorate


def network(address: str | None) -> str:
    """Return what counts as one visitor: an IPv4 address, or the /64 of an IPv6 address, which is one household's."""
    try:
        found = ip_address((address or "").partition("%")[0])
    except ValueError:
        return address or ""
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is None:
            return str(ip_network((int(found) >> 64 << 64, 64)))
        found = found.ipv4_mapped
    return str(found)


def wait_s() -> int:
    """Return the seconds until the rejected request may be repeated, at least 1."""
    may_retry_at: float = g.may_retry_at
    return max(1, math.ceil(may_retry_at - now().timestamp()))
