"""The hidden field that tells which values a form was loaded with; see `canary.overtaking`."""

from flask import request

from canary.overtaking import Overtaken, Shown, mark
from canary.sentences import Messages

FIELD = "loaded"


def loaded() -> str:
    """Return the mark of the form that was sent; "" if it has none."""
    return request.form.get(FIELD, "")[:64]


def mark_of(shown: Shown, errors: Messages, overtaken: Overtaken | None = None) -> str:
    """Return the mark for a page's form: that of the stored values, or the sent one if the form has `errors`.

    A form that was `overtaken` gets the mark of what its page now shows beside it.
    """
    if overtaken is not None:
        return mark(overtaken.saved)
    return (loaded() if errors else "") or mark(shown)
