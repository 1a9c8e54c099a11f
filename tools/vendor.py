"""Get the browser's libraries from npm into static/vendor/ (`python -m tools.vendor`); the wheel does the same."""

import shutil
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

from tools.npm import npm

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
# file in node_modules -> name in static/vendor
FILES = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "htmx.org/LICENSE": "htmx.LICENSE",
    "wavesurfer.js/dist/wavesurfer.esm.js": "wavesurfer.js",
    "wavesurfer.js/dist/plugins/regions.esm.js": "wavesurfer-regions.js",
    "wavesurfer.js/LICENSE": "wavesurfer.LICENSE",
}


def fetch() -> None:
    """Install what static/package-lock.json names and copy the files that pages load."""
    if npm(["ci", "--prefix", str(STATIC), "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]):
        raise SystemExit("The browser's libraries could not be fetched from npm. Check the network, then try again.")
    target = STATIC / "vendor"
    target.mkdir(exist_ok=True)
    for source, name in FILES.items():
        shutil.copyfile(STATIC / "node_modules" / source, target / name)


class VendorHook(BuildHookInterface[Any]):
    """Put the libraries into the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch them unless they are there; an editable install reads them from the checkout."""
        if version == "editable":
            return
        if not all((STATIC / "vendor" / name).is_file() for name in FILES.values()):
            fetch()
        build_data["force_include"][str(STATIC / "vendor")] = "canary/_files/static/vendor"


if __name__ == "__main__":
    fetch()
