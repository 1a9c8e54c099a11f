"""Cookies besides the session's: their names and how they are sent."""

from datetime import timedelta

from flask import Response, after_this_request, request

from canary.web.context import settings


def name_of(name: str) -> str:
    """Return the name that a cookie has; over https one that browsers take from this host alone."""
    return f"__Host-{name}" if settings().https else name


def sent(name: str) -> str:
    """Return the cookie that came with the request; "" for none."""
    return request.cookies.get(name_of(name), "")


def send(name: str, value: str, lasts: timedelta) -> None:
    """Send a cookie with this request's answer; one that doesn't last is deleted."""
    secure, called = settings().https, name_of(name)

    @after_this_request
    def _send(response: Response) -> Response:
        response.set_cookie(called, value, max_age=lasts, secure=secure, httponly=True, samesite="Lax")
        return response
