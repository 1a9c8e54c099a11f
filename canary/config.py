"""All settings (paths, limits and secrets) in one frozen `Settings`, which is read once from the environment."""

import os
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from platformdirs import user_data_path

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent if (PACKAGE.parent / "pyproject.toml").is_file() else None
# The folder of templates, static files, migrations and songs: the checkout or, in an installed wheel, `_files`.
ROOT = CHECKOUT or PACKAGE / "_files"


LOOPBACK = ("localhost", "127.0.0.1", "::1")


class SettingsError(ValueError):
    """Raised for invalid settings. `problems` has a message for each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def _setting(env: str, default: Any, about: str, *, secret: bool = False) -> Any:
    return field(default=default, metadata={"env": env, "about": about, "secret": secret})


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their environment variables. Sizes are in bytes, times in seconds."""

    data: Path = _setting("CANARY_DATA", Path("instance"), "folder for the database, files and the secret key")
    database_url: str = _setting(
        "DATABASE_URL", "", "PostgreSQL address; empty means SQLite in the data folder", secret=True
    )
    host: str = _setting("HOST", "127.0.0.1", "address the server listens on")
    port: int = _setting("PORT", 8000, "port the server listens on")
    workers: int = _setting("CANARY_WORKERS", 2, "server processes")
    threads: int = _setting("CANARY_THREADS", 64, "threads in each process; a slow download holds one")
    background: bool = _setting(
        "CANARY_BACKGROUND",
        True,
        "do background work in `canary serve`; set no if you run `canary worker` separately",
    )
    secret_key: str = _setting(
        "CANARY_SECRET_KEY",
        "",
        "key that signs sessions; empty means a random one in the data folder",
        secret=True,
    )
    https: bool = _setting("CANARY_HTTPS", False, "whether the site uses https; cookies are then sent only over https")
    proxies: int = _setting("CANARY_PROXIES", 0, "number of your reverse proxies in front of the server")
    registration: str = _setting(
        "CANARY_REGISTRATION", "open", "who can sign up: open, or invited (only with a join link)"
    )
    time_zone: str = _setting("CANARY_TIME_ZONE", "UTC", "time zone of the first circle, such as Europe/Madrid")
    look_up: bool = _setting("CANARY_LOOK_UP", False, "look up missing lyrics on the internet when a song is imported")
    upload_bytes: int = _setting("CANARY_UPLOAD_BYTES", 64 * 2**20, "maximum size of an upload")
    recording_seconds: int = _setting("CANARY_RECORDING_SECONDS", 120, "maximum length of a take")
    circles_each: int = _setting(
        "CANARY_CIRCLES_EACH", 3, "how many circles a person can host; the server's host can host any number"
    )
    rate_limit_storage: str = _setting(
        "CANARY_RATE_LIMIT_STORAGE",
        "",
        "where request counts are kept (memory:// or redis://...); empty means in the data folder",
        secret=True,
    )
    rate_limits: bool = _setting("CANARY_RATE_LIMITS", True, "limit how often people can log in, join and post")
    smtp: str = _setting(
        "CANARY_SMTP",
        "",
        "server that sends e-mails, such as smtp://name:password@host:587; empty means none",
        secret=True,
    )
    mail_from: str = _setting("CANARY_MAIL_FROM", "", "sender of e-mails, such as Canary <canary@example.org>")
    url: str = _setting(
        "CANARY_URL", "", "this site's address, for links that leave it and e-mails, such as https://example.org"
    )
    hosts: str = _setting(
        "CANARY_HOSTS",
        "",
        "more names that browsers may use for this server, with commas; without CANARY_URL and this, any name works",
    )
    translations: str = _setting(
        "CANARY_TRANSLATIONS", "", "folder with more languages for the pages, <locale>/LC_MESSAGES/messages.mo in each"
    )
    debug: bool = _setting("CANARY_DEBUG", False, "show /styleguide and reload templates; never on a public server")

    @property
    def database(self) -> str:
        """Return the database's address for SQLAlchemy."""
        if self.database_url:
            scheme, _, rest = self.database_url.partition("://")
            return f"postgresql+psycopg://{rest}" if scheme in {"postgres", "postgresql"} else self.database_url
        return f"sqlite:///{self.data / 'canary.db'}"

    @property
    def allowed_hosts(self) -> frozenset[str]:
        """Return the host names that requests may be for; empty if any will do.

        This machine's own names are always among them: they are what programs on it use to see whether it's up.
        """
        named = {name.strip().lower() for name in self.hosts.replace(" ", ",").split(",")} | {host_of(self.url)}
        named.discard("")
        return frozenset(named | {self.host.lower(), *LOOPBACK}) if named else frozenset()

    @property
    def files(self) -> Path:
        """Return the folder of uploaded and generated files."""
        return self.data / "files"


def host_of(url: str) -> str:
    """Return a URL's host name in lower case and ASCII, without its port; "" if it has none or can't be read."""
    try:
        host = urlsplit(url).hostname or ""
        return host if host.isascii() else host.encode("idna").decode()
    except ValueError:
        return ""


def entries() -> tuple[Field[Any], ...]:
    """Return all settings as dataclass fields, with `env`, `about` and `secret` in their `metadata`."""
    return fields(Settings)


def default_data() -> Path:
    """Return `instance/` of a checkout, or the platform's user data folder."""
    return CHECKOUT / "instance" if CHECKOUT else user_data_path("canary", appauthor=False)


def load(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from `environ`. Raises SettingsError with every invalid variable."""
    values: dict[str, Any] = {"data": default_data()}
    wrong: list[str] = []
    for entry in entries():
        text = environ.get(entry.metadata["env"], "").strip()
        if text:
            try:
                values[entry.name] = _parse(text, entry.default)
            except ValueError as error:
                wrong.append(f"{entry.metadata['env']}={'…' if entry.metadata['secret'] else text}: {error}")
    settings = Settings(**values)
    wrong += _rules(settings)
    if wrong:
        raise SettingsError(wrong)
    return settings


def _parse(text: str, default: Any) -> Any:
    if isinstance(default, bool):
        if text.lower() not in {"1", "0", "yes", "no", "true", "false", "on", "off"}:
            raise ValueError("write yes or no.")
        return text.lower() in {"1", "yes", "true", "on"}
    if isinstance(default, int):
        if not text.isdecimal():
            raise ValueError("write a whole number.")
        return int(text)
    if isinstance(default, Path):
        return Path(text).expanduser().resolve()
    return text


def _rules(settings: Settings) -> list[str]:
    wrong = []
    if settings.time_zone not in available_timezones():
        wrong.append(f"CANARY_TIME_ZONE={settings.time_zone}: write a zone's name such as Europe/Madrid.")
    if settings.registration not in {"open", "invited"}:
        wrong.append(f"CANARY_REGISTRATION={settings.registration}: write open or invited.")
    if not 0 < settings.port < 65536 and settings.port != 0:
        wrong.append(f"PORT={settings.port}: write a number from 1 to 65535.")
    for name, value in (("CANARY_WORKERS", settings.workers), ("CANARY_THREADS", settings.threads)):
        if value < 1:
            wrong.append(f"{name}={value}: write 1 or more.")
    wrong += _database_rules(settings.database_url)
    wrong += _address_rules(settings)
    if settings.smtp:
        wrong += _mail_rules(settings)
    return wrong


def _address_rules(settings: Settings) -> list[str]:
    wrong = []
    url = settings.url
    if url and (not url.startswith(("http://", "https://")) or url.endswith("/") or not host_of(url)):
        wrong.append("CANARY_URL: write this site's address without a slash at its end, such as https://example.org.")
    if any(mark in settings.hosts for mark in "/*@"):
        wrong.append("CANARY_HOSTS: write names without http:// and stars, such as example.org,canary.local.")
    return wrong


def _database_rules(url: str) -> list[str]:
    wrong = []
    if url and not url.startswith(("postgres", "sqlite:")):
        wrong.append("DATABASE_URL: write a postgresql:// address, or leave it empty for SQLite.")
    try:
        _ = urlsplit(url).port
    except ValueError:
        wrong.append("DATABASE_URL: the port isn't a number; write postgresql://name:password@host:5432/canary.")
    return wrong


def _mail_rules(settings: Settings) -> list[str]:
    wrong = []
    try:
        parts = urlsplit(settings.smtp)
        usable = parts.scheme in {"smtp", "smtps"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable:
        wrong.append("CANARY_SMTP: write smtp://name:password@host:587 or smtps://name:password@host:465.")
    if "@" not in settings.mail_from:
        wrong.append("CANARY_MAIL_FROM: e-mails need a sender; write an address such as Canary <canary@example.org>.")
    if not settings.url:
        wrong.append("CANARY_URL: links in e-mails need this site's address; write it such as https://example.org.")
    return wrong


def secret_key(settings: Settings) -> str:
    """Return the key that signs sessions: from the settings, or else a random one in `<data>/secret_key` (mode 0600).

    Raises SettingsError if that file is empty.
    """
    if settings.secret_key:
        return settings.secret_key
    path = settings.data / "secret_key"
    settings.data.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(48))
    path.chmod(0o600)
    key = path.read_text().strip()
    if not key:
        raise SettingsError([f"{path} is empty: delete it to get a new key (everybody logs in again), or restore it."])
    return key


def _write_once(path: Path, text: str) -> None:
    """Write a file atomically unless it exists. If several processes write it, the first one wins."""
    number, name = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(number, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(number)
        with suppress(FileExistsError):
            os.link(name, path)
    finally:
        Path(name).unlink()
