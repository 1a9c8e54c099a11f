"""EDGE: the only file that imports py3langid. It detects the language of lyrics."""

import re
from functools import cache
from importlib import import_module
from typing import Any

# The languages that the app has a name for. py3langid knows about 90, but short songs are detected more reliably if
# there are fewer to choose from.
CANDIDATES = (
    *("ar", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hu", "id", "it"),
    *("ja", "ko", "nl", "no", "pl", "pt", "ro", "ru", "sv", "tr", "uk", "ur", "vi", "zh"),
)


def detect(text: str) -> str:
    """Return the code of a text's most likely language, or "" if the text has fewer than three letters."""
    if len(re.findall(r"[^\W\d_]", text)) < 3:
        return ""
    code, _ = _detector().classify(text[:5000])
    return "nb" if code == "no" else str(code)


@cache
def _detector() -> Any:
    """Return py3langid with its model. It's loaded on first use: with numpy it takes 10 MB and a moment."""
    py3langid = import_module("py3langid")
    py3langid.set_languages(list(CANDIDATES))
    return py3langid
