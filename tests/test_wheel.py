"""The wheel carries everything: installed alone, far from the checkout, it serves this week's song.

Its libraries are not installed again but lent by the environment that runs the tests (a .pth file), so that nothing is
downloaded; what the wheel asks for is compared with what is there.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
import venv
import zipfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from urllib.request import urlopen

import pytest

from canary.config import CHECKOUT
from tests.postgres import free_port


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the files that the repository tracks."""
    assert CHECKOUT is not None
    source = tmp_path_factory.mktemp("source")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=CHECKOUT,
        check=True,
        capture_output=True,
    )
    for name in listed.stdout.decode().split("\0"):
        if name and not name.startswith("tests/") and (CHECKOUT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(CHECKOUT / name, source / name)
    shutil.copytree(CHECKOUT / "static" / "vendor", source / "static" / "vendor")  # as `make install` leaves it
    out = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--skip-dependency-check",
        "--outdir",
        str(out),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return next(out.glob("*.whl"))


def test_what_is_inside(wheel: Path) -> None:
    assert CHECKOUT is not None
    with zipfile.ZipFile(wheel) as file:
        names = set(file.namelist())
        metadata = file.read(next(name for name in names if name.endswith("METADATA"))).decode()
    for folder, pattern in (("templates", "*.html"), ("static/css", "*.css"), ("static/js", "*.js"), ("migrations", "*.py"),
                            ("songs", "*.toml"), ("songs", "lyrics.lrc"), ("songs", "backing.mp3")):  # fmt: skip
        paths = [path for path in (CHECKOUT / folder).rglob(pattern) if "__pycache__" not in path.parts]
        assert paths
        for path in paths:
            assert f"canary/_files/{path.relative_to(CHECKOUT).as_posix()}" in names
    assert "canary/_files/static/vendor/htmx.min.js" in names
    assert {
        path.relative_to(CHECKOUT).as_posix() for path in (CHECKOUT / "canary/vocab/glossary").rglob("*.tsv")
    } <= names
    assert not [name for name in names if "__pycache__" in name or "node_modules" in name or name.startswith("tests")]
    assert any(name.endswith("LICENSE") for name in names)
    for line in re.findall(r"^Requires-Dist: ([\w.-]+)(?!.*extra)", metadata, re.MULTILINE):
        try:
            assert version(line)
        except PackageNotFoundError:
            pytest.fail(f"{line} is not installed")


def test_it_serves_from_anywhere(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "environment"
    venv.create(home, with_pip=False, symlinks=True)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(home)}))
    install = [sys.executable, "-m", "pip", "--python", str(home / "bin" / "python"), "install", "--quiet", "--no-deps",
               "--no-index", "--disable-pip-version-check", str(wheel)]  # fmt: skip
    subprocess.run(install, check=True, capture_output=True)
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    port = free_port()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    environment = {"PATH": os.environ["PATH"], "CANARY_DATA": str(tmp_path / "data"), "HOME": str(tmp_path)}
    said = (tmp_path / "said").open("w")
    command = [str(home / "bin" / "canary"), "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=elsewhere, env=environment, stdout=said, stderr=subprocess.STDOUT)
    try:
        page = wait_for(process, f"http://127.0.0.1:{port}/", tmp_path / "said")
        assert "Sing it" in page
        (song, *_), (style, *_) = (
            re.findall(wanted, page) for wanted in (r'href="(/songs/[a-z0-9-]+)"', r'"(/static/[^"]+base\.css)"')
        )
        for address in (song, style, f"{song}/audio"):
            with urlopen(f"http://127.0.0.1:{port}{address}", timeout=20) as answer:
                assert answer.status == 200
        assert re.search(r"become the host: http://127\.0\.0\.1:\d+/host/\S+", (tmp_path / "said").read_text())
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        said.close()
    assert process.returncode == 0
    loaded = [line for line in (tmp_path / "said").read_text().splitlines() if "Traceback" in line]
    assert loaded == []
    assert not list(elsewhere.iterdir())


def wait_for(process: subprocess.Popen[bytes], address: str, said: Path) -> str:
    """The page at `address`, as soon as the server answers."""
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline and process.poll() is None:
        if "Canary is at" in said.read_text():
            with urlopen(address, timeout=20) as answer:
                assert answer.status == 200
                return str(answer.read().decode())
        time.sleep(0.1)
    raise AssertionError(said.read_text())
