"""The texts in a rejected form, which the error page shows again."""

from flask import request
from werkzeug.exceptions import HTTPException


def typed() -> list[str]:
    """Return the texts in a posted form: fields of more than one word, without passwords.

    Returns [] if the form can't be read.
    """
    if request.method != "POST":
        return []
    try:
        fields = list(request.form.items(multi=True))
    except (HTTPException, OSError):  # the form is too large to be read, or the disk too full to keep its files
        return []
    return [text.strip() for name, text in fields if "password" not in name and len(text.split()) > 1]
