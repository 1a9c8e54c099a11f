"""`canary doctor`: every setting, nothing secret, and what is wrong with how to mend it."""

import multiprocessing
import os
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from click.testing import CliRunner, Result

from canary import config, migrate
from canary.app import create_app
from canary.cli import commands


def doctor(monkeypatch: pytest.MonkeyPatch, data: Path, **environment: str) -> Result:
    for entry in config.entries():
        monkeypatch.delenv(entry.metadata["env"], raising=False)
    for name, value in {"CANARY_DATA": str(data), **environment}.items():
        monkeypatch.setenv(name, value)
    return CliRunner().invoke(commands.main, ["doctor"], obj=create_app)


def test_all_is_well(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    result = doctor(monkeypatch, tmp_path, PORT="8123")
    assert result.exit_code == 0, result.output
    for entry in config.entries():
        assert entry.metadata["env"] in result.output
        assert entry.metadata["about"] in result.output
    assert "* PORT = 8123" in result.output
    assert "No problems found." in result.output


def test_secrets_are_masked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secrets = {
        "CANARY_SECRET_KEY": "very-very-secret-key", "DATABASE_URL": f"sqlite:///{tmp_path}/hidden-name.db",
        "CANARY_RATE_LIMIT_STORAGE": "memory://hidden-word",
    }  # fmt: skip
    result = doctor(monkeypatch, tmp_path, **secrets)
    for value in secrets.values():
        assert value not in result.output
    assert "CANARY_SECRET_KEY = set" in result.output


WRONG = [
    ({"PORT": "eighty"}, "PORT=eighty: write a whole number."),
    ({"PORT": "99999"}, "PORT=99999: write a number from 1 to 65535."),
    ({"CANARY_HTTPS": "maybe"}, "CANARY_HTTPS=maybe: write yes or no."),
    ({"CANARY_WORKERS": "0"}, "CANARY_WORKERS=0: write 1 or more."),
    ({"CANARY_THREADS": "0"}, "CANARY_THREADS=0: write 1 or more."),
    ({"CANARY_TIME_ZONE": "Mars/Base"}, "CANARY_TIME_ZONE=Mars/Base: write a zone's name such as Europe/Madrid."),
    ({"CANARY_REGISTRATION": "closed"}, "CANARY_REGISTRATION=closed: write open or invited."),
    ({"DATABASE_URL": "mysql://user:hidden@x/y"}, "DATABASE_URL: write a postgresql:// address"),
    ({"CANARY_UPLOAD_BYTES": "-1"}, "CANARY_UPLOAD_BYTES=-1: write a whole number."),
    ({"CANARY_DATA": "/proc/nothing/here"}, "CANARY_DATA: can't write to /proc/nothing/here"),
    ({"DATABASE_URL": "postgresql://user:hidden@127.0.0.1:9/x"}, "DATABASE_URL: the database doesn't answer"),
    ({"DATABASE_URL": "postgresql://user:hidden@127.0.0.1:port/x"}, "DATABASE_URL:"),
    ({"DATABASE_URL": "postgresql://"}, "DATABASE_URL:"),
    ({"HOST": "0.0.0.0"}, "browsers won't allow the microphone"),
]


@pytest.mark.parametrize(("environment", "sentence"), WRONG)
def test_what_is_wrong_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, environment: dict[str, str], sentence: str
) -> None:
    monkeypatch.setenv("PGCONNECT_TIMEOUT", "3")
    monkeypatch.setenv("PGHOST", str(tmp_path))
    result = doctor(monkeypatch, tmp_path, **environment)
    assert result.exit_code == 1
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert sentence in result.output
    assert "hidden" not in result.output
    assert "Traceback" not in result.output


def test_all_that_is_wrong_is_named_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    result = doctor(monkeypatch, tmp_path, PORT="x", CANARY_HTTPS="x", CANARY_WORKERS="0")
    assert result.output.count("  ! ") == 3


def test_other_commands_say_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    doctor(monkeypatch, tmp_path, PORT="x")
    result = CliRunner().invoke(commands.main, ["songs", "list"], obj=create_app)
    assert result.exit_code == 1
    assert "PORT=x: write a whole number." in result.output
    assert "Traceback" not in result.output


def test_the_secret_key_is_kept_for_its_owner_only(tmp_path: Path) -> None:
    settings = config.Settings(data=tmp_path / "new")
    key = config.secret_key(settings)
    assert len(key) > 40
    assert config.secret_key(settings) == key
    assert os.stat(tmp_path / "new" / "secret_key").st_mode & 0o777 == 0o600  # noqa: PTH116
    assert config.secret_key(config.Settings(data=tmp_path, secret_key="mine")) == "mine"
    assert config.secret_key(config.Settings(data=tmp_path / "other")) != key


@pytest.mark.parametrize("text", ["", "\n"])
def test_an_empty_key_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str) -> None:
    (tmp_path / "secret_key").write_text(text)
    with pytest.raises(config.SettingsError, match="secret_key is empty: delete it"):
        config.secret_key(config.Settings(data=tmp_path))
    monkeypatch.setenv("CANARY_DATA", str(tmp_path))
    result = CliRunner().invoke(commands.main, ["host-link"], obj=create_app)
    assert (result.exit_code, "secret_key is empty" in result.output) == (1, True)
    assert "Traceback" not in result.output


STARTERS, ROUNDS = 8, 40


def read_key(folder: str, barrier: Any, found: Any) -> None:
    """Read the key of a fresh folder in each round, together with the other processes."""
    for number in range(ROUNDS):
        settings = config.Settings(data=Path(folder) / str(number))
        barrier.wait()
        try:
            found.put((number, config.secret_key(settings)))
        except config.SettingsError as error:
            found.put((number, str(error)))


def test_processes_that_start_together_have_one_key(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    barrier, found = context.Barrier(STARTERS), context.Queue()
    starters = [context.Process(target=read_key, args=(str(tmp_path), barrier, found)) for _ in range(STARTERS)]
    for starter in starters:
        starter.start()
    keys: dict[int, set[str]] = {}
    for _ in range(STARTERS * ROUNDS):
        number, key = found.get(timeout=60)
        keys.setdefault(number, set()).add(key)
    for starter in starters:
        starter.join()
    assert all(len(each) == 1 and len(next(iter(each))) == 64 for each in keys.values()), keys
    assert len({next(iter(each)) for each in keys.values()}) == ROUNDS
    assert [path.name for path in tmp_path.glob("*/*")] == ["secret_key"] * ROUNDS, "nothing is left behind"


def test_what_the_server_makes_is_for_its_owner_only(tmp_path: Path) -> None:
    settings = config.Settings(data=tmp_path)
    command.upgrade(migrate.configuration(f"sqlite:///{tmp_path / 'old.db'}"), "0003")
    assert migrate.upgrade(settings)
    assert (tmp_path / "canary.db").stat().st_mode & 0o777 == 0o600
    migrate.backup(tmp_path / "old.db", tmp_path / "backups" / "copy.db")
    assert (tmp_path / "backups" / "copy.db").stat().st_mode & 0o777 == 0o600


def test_the_doctor_makes_no_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    doctor(monkeypatch, tmp_path)
    assert not (tmp_path / "canary.db").exists()
