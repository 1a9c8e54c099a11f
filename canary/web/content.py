"""Addresses of content of any kind."""

from typing import Any

from flask import url_for

from canary.content.kinds import Kind


def page_of(kind: Kind, id: int) -> str:
    """Return the address of a thing's page, or of the home page if its kind has no pages."""
    if kind.page is None:
        return url_for("home.index")
    endpoint, argument = kind.page
    values: dict[str, Any] = {argument: id} if argument else {}
    return url_for(endpoint, **values)
