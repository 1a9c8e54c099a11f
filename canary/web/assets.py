"""Static files: copied into the data folder once per build, compressed, and served under the build's id.

Paths contain this id, as in `/static/<build>/js/...`. Relative imports between modules therefore stay within one build,
and browsers may cache every file for ever.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from canary import __version__
from canary.config import ROOT

FOLDERS = ("css", "js", "img", "vendor")


def build_id() -> str:
    """Return a hash of the version, the code, the static files and the templates."""
    digest = hashlib.blake2b(__version__.encode(), digest_size=6)
    for folder in (*(ROOT / "static" / name for name in FOLDERS), ROOT / "templates", ROOT / "canary"):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(str(path.relative_to(ROOT)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def publish(build: str, data: Path) -> Path:
    """Copy the static files to `<data>/static/<build>/`, unless that exists, and return that folder.

    Compressed copies (.br, .gz) are written beside them.
    """
    target = data / "static" / build
    if target.is_dir():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    half_done = Path(tempfile.mkdtemp(prefix=f"{build}.", dir=target.parent))
    half_done.chmod(0o755)
    for name in FOLDERS:
        if (ROOT / "static" / name).is_dir():
            shutil.copytree(ROOT / "static" / name, half_done / name)
    compressor = Compressor(quiet=True)
    for path in sorted(half_done.rglob("*")):
        if path.is_file() and compressor.should_compress(path.name):
            compressor.compress(str(path))
    try:
        half_done.rename(target)
    except OSError:  # another process has published this build already
        shutil.rmtree(half_done, ignore_errors=True)
    return target


def keep_only(build: str, data: Path) -> None:
    """Remove the files of all other builds.

    Call this only in a server that has bound its address. Elsewhere it could remove the files of a running server.
    """
    for old in (data / "static").iterdir():
        if old.name != build and "." not in old.name:  # a dot in the name: another process is still filling this folder
            shutil.rmtree(old, ignore_errors=True)


def init(app: Flask, build: str, folder: Path) -> Callable[[str], str]:
    """Serve `folder` below `/static/<build>/`.

    Returns the function that templates call as `asset('css/base.css')` to get the address of a file.
    """
    prefix = f"/static/{build}/"

    def asset(path: str) -> str:
        return prefix + path

    app.jinja_env.globals["asset"] = asset
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app, root=folder, prefix=prefix, max_age=31536000, immutable_file_test=lambda *_: True
    )
    return asset
