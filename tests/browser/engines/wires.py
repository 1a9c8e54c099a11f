"""How Firefox and WebKit are driven: WebDriver's commands, said to each in the way that it understands.

Debian has no geckodriver, which translates WebDriver for Firefox. Firefox itself speaks Marionette, which has the same
commands under names of its own (https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html).
WebKitWebDriver answers over HTTP (https://www.w3.org/TR/webdriver2/#endpoints). Both need these few lines and no library.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Protocol

from tests.live import free_port

# Each command's method and path in WebDriver, and its name in Marionette.
COMMANDS = {
    "click": ("POST", "/element/{id}/click", "WebDriver:ElementClick"),
    "find": ("POST", "/element", "WebDriver:FindElement"),
    "forget": ("DELETE", "/cookie", "WebDriver:DeleteAllCookies"),
    "open": ("POST", "/url", "WebDriver:Navigate"),
    "picture": ("GET", "/screenshot", "WebDriver:TakeScreenshot"),
    "press": ("POST", "/actions", "WebDriver:PerformActions"),
    "run": ("POST", "/execute/async", "WebDriver:ExecuteAsyncScript"),
    "size": ("POST", "/window/rect", "WebDriver:SetWindowRect"),
    "type": ("POST", "/element/{id}/value", "WebDriver:ElementSendKeys"),
}
# A microphone that hums, and no question about it. Sound still starts in a real click only, as it does for people.
FIREFOX = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.aboutConfig.showWarning": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.disable_open_during_load": False,
    "extensions.update.enabled": False,
    "marionette.port": 0,
    "media.navigator.permission.disabled": True,
    "media.navigator.streams.fake": True,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "ui.allPointerCapabilities": 6,  # a mouse, which is fine and hovers: a machine without a screen has none
    "ui.primaryPointerCapabilities": 6,
}
WEBKIT = ("--automation", "--enable-media-stream=true", "--enable-mock-capture-devices=true")
SECONDS = 60


class WireError(Exception):
    """What a browser says when it can't do something: WebDriver's name of the error, and a sentence."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(f"{name}: {sentence}")
        self.name = name


class Wire(Protocol):
    """A browser at the other end."""

    def say(self, command: str, **values: object) -> Any:
        """Have a command of COMMANDS done, and return its result. Raises WireError."""


class Marionette:
    """Firefox's own wire: `length:[0, id, name, values]` there, `length:[1, id, error, result]` back."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), SECONDS)
        self._stream = self._socket.makefile("rb")
        self._count = 0
        self._read()  # it introduces itself

    def close(self) -> None:
        self._stream.close()
        self._socket.close()

    def say(self, command: str, **values: object) -> Any:
        return self.ask(COMMANDS[command][2], values)

    def ask(self, name: str, values: Mapping[str, object]) -> Any:
        self._count += 1
        data = json.dumps([0, self._count, name, values]).encode()
        self._socket.sendall(b"%d:%s" % (len(data), data))
        _, _, error, result = self._read()
        if error:
            raise WireError(error["error"], error["message"])
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            byte = self._stream.read(1)
            if not byte:
                raise WireError("gone", "Firefox has ended")
            length += byte
        return json.loads(self._stream.read(int(length[:-1])))


class WebDriver:
    """WebDriver over HTTP, as WebKitWebDriver speaks it."""

    def __init__(self, port: int, capabilities: Mapping[str, object]) -> None:
        self._http = HTTPConnection("127.0.0.1", port, SECONDS)
        self._session = ""
        self._session = f"/session/{self._ask('POST', '/session', {'capabilities': capabilities})['sessionId']}"

    def close(self) -> None:
        self._ask("DELETE", "", {})
        self._http.close()

    def say(self, command: str, **values: object) -> Any:
        method, path, _ = COMMANDS[command]
        return self._ask(method, path.format_map(values), values)

    def _ask(self, method: str, path: str, values: Mapping[str, object]) -> Any:
        body = json.dumps(values) if method == "POST" else None
        self._http.request(method, self._session + path, body)
        value = json.loads(self._http.getresponse().read())["value"]
        if isinstance(value, dict) and "error" in value:
            raise WireError(value["error"], value.get("message", ""))
        return value


@contextmanager
def firefox(folder: Path) -> Iterator[Wire]:
    """Firefox without a window; `folder` is for its profile."""
    path = program("firefox-esr", "firefox")
    profile = folder / "firefox"
    profile.mkdir()
    (profile / "user.js").write_text(
        "".join(f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in FIREFOX.items())
    )
    port = profile / "MarionetteActivePort"
    with _running([path, "--headless", "--marionette", "--no-remote", "--profile", str(profile)], folder) as process:
        _until(lambda: port.exists() and port.read_text(), process)
        with closing(Marionette(int(port.read_text()))) as wire:
            wire.ask("WebDriver:NewSession", {"capabilities": {}})
            yield wire


@contextmanager
def webkit(folder: Path) -> Iterator[Wire]:
    """WebKitGTK's small browser, on a screen that nobody sees."""
    driver, screen = program("WebKitWebDriver"), program("Xvfb")
    browser = next(Path("/usr").glob("lib*/**/webkit2gtk-4.*/MiniBrowser"), None)
    if browser is None:
        raise FileNotFoundError("WebKitGTK's MiniBrowser")
    port = free_port()
    with ExitStack() as stack:
        number = folder / "display"
        with number.open("w") as out:
            command = [screen, "-displayfd", str(out.fileno()), "-screen", "0", "1300x1000x24", "-nolisten", "tcp"]
            xvfb = stack.enter_context(_running(command, folder, pass_fds=(out.fileno(),)))
        _until(lambda: number.read_text().endswith("\n"), xvfb)
        values = {"DISPLAY": f":{number.read_text().strip()}", "GDK_BACKEND": "x11", "XDG_RUNTIME_DIR": str(folder)}
        process = stack.enter_context(_running([driver, f"--port={port}"], folder, env=os.environ | values))
        _until(lambda: _listens(port), process)
        options = {"binary": str(browser), "args": list(WEBKIT)}
        with closing(WebDriver(port, {"alwaysMatch": {"webkitgtk:browserOptions": options}})) as wire:
            yield wire


def program(*names: str) -> str:
    """Return the path of the first of these programs that is installed. Raises FileNotFoundError with their names."""
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        raise FileNotFoundError(" or ".join(names))
    return path


@contextmanager
def _running(command: list[str], folder: Path, **more: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A program, ended with all that it started."""
    with (folder / f"{Path(command[0]).name}.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, **more)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(SECONDS)


def _until(true: Callable[[], object], process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SECONDS
    while not true():
        assert process.poll() is None, f"{process.args!r} has ended"
        assert time.monotonic() < deadline, f"{process.args!r} does not answer"
        time.sleep(0.02)


def _listens(port: int) -> bool:
    with socket.socket() as found:
        return found.connect_ex(("127.0.0.1", port)) == 0
