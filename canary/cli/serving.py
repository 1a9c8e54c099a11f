"""EDGE: the one file that imports gunicorn. Runs the production server and the background worker."""

import contextlib
import gc
import os
import signal
import socket
import subprocess
import sys
import threading
from typing import Any

import click
from gunicorn.app.base import BaseApplication

from canary.config import Settings
from canary.db import db
from canary.web import assets
from canary.web.context import context_of


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn with our app and settings instead of its own command line."""

    def __init__(self, app: Any, options: dict[str, Any]) -> None:
        self._app, self._options = app, options
        super().__init__()

    def load_config(self) -> None:
        """Pass our options to gunicorn."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the app, which was created before the worker processes were forked."""
        return self._app


class Worker:
    """The background worker's process; restarted if it ends before the server does."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()

    def start(self) -> None:
        """Start the process and watch it."""
        threading.Thread(target=self._watch, name="background worker", daemon=True).start()

    def stop(self) -> None:
        """Ask the process to stop after its current job; kill it after ten seconds."""
        self._stopping.set()
        process = self._process
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()

    def _watch(self) -> None:
        while not self._stopping.is_set():
            self._process = subprocess.Popen([sys.executable, "-m", "canary", "worker"], env=os.environ)
            self._process.wait()
            self._stopping.wait(1)


def address(settings: Settings) -> str:
    """Return the URL of the server for a browser on this machine."""
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(settings.host, settings.host)  # noqa: S104
    return f"http://{host}:{settings.port}"


def _check_address(settings: Settings) -> None:
    """Raise a ClickException if the address is taken; gunicorn would retry for seconds."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise click.ClickException(
                f"Can't use {settings.host}:{settings.port} ({error.strerror}). "
                "Stop the program that uses it, or choose another port with PORT= or --port."
            ) from error


def serve(app: Any, settings: Settings, host_token: str | None) -> None:
    """Serve until SIGTERM or Ctrl-C. Open requests then have twenty seconds to finish."""
    _check_address(settings)
    worker = Worker()
    os.environ["CANARY_DATA"] = str(settings.data)

    def ready(_: Any) -> None:
        assets.keep_only(context_of(app).build, settings.data)
        if settings.background:
            worker.start()
        click.echo(f"Canary is at {address(settings)}")
        if host_token:
            click.echo(f"Open this once to become the host: {address(settings)}/host/{host_token}")

    with app.app_context():
        db.engine.dispose()  # forked processes must not share connections
    gc.collect()
    gc.freeze()  # current objects stay shared between the processes, and the garbage collector skips them
    gc.set_threshold(50_000, 20, 50)
    Server(
        app,
        {
            "bind": f"{settings.host}:{settings.port}",
            "workers": settings.workers,
            "threads": settings.threads,
            "worker_class": "gthread",
            "preload_app": True,
            "graceful_timeout": 20,
            "timeout": 60,
            "keepalive": 5,
            "accesslog": None,
            "loglevel": "warning",
            "when_ready": ready,
            "on_exit": lambda _: worker.stop(),
            "control_socket_disable": True,  # the server is controlled by signals only
        },
    ).run()
