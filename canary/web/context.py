"""What the running app carries for every room: its settings, files, background work and build."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import current_app

from canary.config import Settings
from canary.storage.local import LocalStore


@dataclass(frozen=True, slots=True)
class Context:
    """One app's own things; `build` changes with the code, the templates and the static files."""

    settings: Settings
    store: LocalStore
    put_job: Callable[[str], None]
    build: str


def context() -> Context:
    """The running app's context."""
    return cast(Context, current_app.extensions["canary"])


def settings() -> Settings:
    """The running app's settings."""
    return context().settings


def store() -> LocalStore:
    """The running app's files."""
    return context().store
