"""What somebody wrote into a form that could not be taken, so that it can be given back."""

from flask import request
from werkzeug.exceptions import HTTPException


def typed() -> list[str]:
    """The texts of this request's form: what has a space in it and is no password; [] where it cannot be read."""
    if request.method != "POST":
        return []
    try:
        fields = list(request.form.items(multi=True))
    except HTTPException:  # too large to be read
        return []
    return [text.strip() for name, text in fields if "password" not in name and len(text.split()) > 1]
