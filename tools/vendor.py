"""Copies the browser's libraries from npm to static/vendor/ (`python -m tools.vendor`), also when a wheel is built."""

import shutil
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

from tools.npm import npm

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
# The files to copy: their paths in node_modules, and their names in static/vendor.
FILES = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "htmx.org/LICENSE": "htmx.LICENSE",
    "wavesurfer.js/dist/wavesurfer.esm.js": "wavesurfer.js",
    "wavesurfer.js/dist/plugins/regions.esm.js": "wavesurfer-regions.js",
    "wavesurfer.js/LICENSE": "wavesurfer.LICENSE",
}


def fetch() -> None:
    """Install the packages of static/package-lock.json, and copy the files that pages load. Raises SystemExit."""
    if npm(["ci", "--prefix", str(STATIC), "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]):
        raise SystemExit("The browser's libraries could not be fetched from npm. Check the network, then try again.")
    target = STATIC / "vendor"
    target.mkdir(exist_ok=True)
    for source, name in FILES.items():
        shutil.copyfile(STATIC / "node_modules" / source, target / name)


class VendorHook(BuildHookInterface[Any]):
    """Hatchling's build hook that adds the browser's libraries to the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch the libraries if any is missing, and add them to the wheel.

        Nothing is done for an editable install, which reads them from the checkout.
        """
        if version == "editable":
            return
        if not all((STATIC / "vendor" / name).is_file() for name in FILES.values()):
            fetch()
        build_data["force_include"][str(STATIC / "vendor")] = "canary/_files/static/vendor"


if __name__ == "__main__":
    fetch()
