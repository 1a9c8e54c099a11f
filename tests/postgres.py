"""A PostgreSQL of the tests' own, started from the machine's programs in a folder that goes away again."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MISSING = "PostgreSQL's programs are not installed: run `sh tests/postgres.sh`, or `make test`, which does."


def programs() -> Path:
    """The folder of `initdb` and `pg_ctl`, the newest there is; raises RuntimeError with what to do."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = debian[-1] if debian else shutil.which("initdb")
    if not found:
        raise RuntimeError(MISSING)
    return Path(found).resolve().parent


@contextmanager
def postgres() -> Iterator[str]:
    """The address of an empty database in UTF-8, on a free port of this machine."""
    # PostgreSQL refuses to run as root, and its own user cannot enter pytest's folders.
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    folder, port, at = Path(tempfile.mkdtemp(prefix="canary-pg-")), free_port(), programs()
    if user:
        os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)
    data = str(folder / "data")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=60"
    try:
        run(user, at / "initdb", "-D", data, "-A", "trust", "-U", "canary", "-E", "UTF8", "--no-locale", "-N")
        run(user, at / "pg_ctl", "-D", data, "-l", str(folder / "log"), "-w", "-o", options, "start")
        try:
            yield f"postgresql://canary@127.0.0.1:{port}/postgres"
        finally:
            run(user, at / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(user: list[str], *command: str | Path) -> None:
    """Run a program to its end; raises CalledProcessError."""
    words = [*user, *map(str, command)]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
