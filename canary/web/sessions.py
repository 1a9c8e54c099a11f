"""The session cookie, whose signer is made once instead of twice a request."""

from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface


class Sessions(SecureCookieSessionInterface):
    """Flask's own signed cookies; the keys do not change while the app runs."""

    def __init__(self) -> None:
        self._signer: Any = None

    def get_signing_serializer(self, app: Flask) -> Any:
        """The signer, made on first use."""
        if self._signer is None:
            self._signer = super().get_signing_serializer(app)
        return self._signer
