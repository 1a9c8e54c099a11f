"""The report of `canary doctor`."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from canary import config, migrate
from canary.config import ROOT, Settings
from canary.notices import mail
from canary.vocab import analyse
from canary.web import rates


def report(environ: Mapping[str, str]) -> tuple[list[str], bool]:
    """Return the lines to print (settings with secrets masked, problems with their fixes), and whether all is fine."""
    try:
        settings = config.load(environ)
    except config.SettingsError as error:
        return ["Invalid settings:", *(f"  ! {problem}" for problem in error.problems)], False
    lines = ["Settings (* from the environment, the others are defaults):"]
    for entry in config.entries():
        value = getattr(settings, entry.name)
        env = entry.metadata["env"]
        shown = "set" if entry.metadata["secret"] and value and env in environ else value
        mark = "*" if environ.get(env) else " "
        lines.append(f" {mark} {env} = {shown if shown != '' else '(empty)'}    {entry.metadata['about']}")
    problems = _problems(settings)
    lines += ["", "No problems found." if not problems else "Problems:", *(f"  ! {problem}" for problem in problems)]
    return lines, not problems


def _problems(settings: Settings) -> list[str]:
    try:
        found = _space_problems(settings.data)
    except OSError as error:
        return [f"CANARY_DATA: can't write to {settings.data} ({error.strerror}). Choose another folder."]
    return found + _database_problems(settings) + _installation_problems() + _network_problems(settings)


def _space_problems(data: Path) -> list[str]:
    """Check that the data folder is writable and has free space. Raises OSError if it isn't writable."""
    data.mkdir(parents=True, exist_ok=True)
    probe = data / ".doctor"
    probe.write_text("")
    probe.unlink()
    free = shutil.disk_usage(data).free
    if free < 500 * 2**20:
        return [f"Only {free // 2**20} MB are free for {data}. Free some space before you add songs."]
    return []


def _database_problems(settings: Settings) -> list[str]:
    file = migrate.database_file(settings)
    if file is not None and not file.exists():
        return []  # connecting would create the file
    try:
        engine = create_engine(settings.database)
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        engine.dispose()
    except SQLAlchemyError as error:
        reason = str(error).splitlines()[0]
        return [f"DATABASE_URL: the database doesn't answer ({reason}). Start it or correct the address."]
    return []


def _installation_problems() -> list[str]:
    found = []
    if not (ROOT / "static" / "vendor" / "htmx.min.js").is_file():
        found.append("The browser's libraries are missing: run `make install` in the checkout.")
    if not list(Path(ROOT / "songs").glob("*/song.toml")):
        found.append("The songbook is missing: install Canary again.")
    if note := analyse.analyser("ja").note:
        found.append(f"Japanese: {note}")
    return found


def _network_problems(settings: Settings) -> list[str]:
    found = []
    if settings.smtp and (reason := mail.trouble(settings.smtp)):
        found.append(f"CANARY_SMTP: can't use the e-mail server ({reason}). Correct the address or leave it empty.")
    if settings.rate_limits and (reason := rates.trouble(settings.rate_limit_storage)):
        found.append(
            f"CANARY_RATE_LIMIT_STORAGE: can't count requests there ({reason}). Correct the address, start what it "
            "names, or install canary-songs[redis]; leave it empty to count in the data folder."
        )
    if settings.host not in {"127.0.0.1", "localhost", "::1"} and not settings.https:
        found.append(
            "The server listens on the network without https, so browsers won't allow the microphone. Use a reverse "
            "proxy with a certificate, and set CANARY_PROXIES=1 and CANARY_HTTPS=yes."
        )
    return found
