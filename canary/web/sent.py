"""JSON in requests."""

from typing import Any

from flask import request
from werkzeug.exceptions import BadRequest

from canary import json_text


def sent_json() -> Any:
    """Return what the request's JSON says, whatever type the browser says it has; None if it isn't JSON.

    Raises BadRequest (400) for JSON that can't be kept, such as 100,000 lists in each other.
    """
    try:
        return json_text.read(request.get_data())
    except json_text.Unkeepable as error:
        raise BadRequest from error
    except ValueError:
        return None
