"""EDGE: the only file that imports py3langid. It detects the language of lyrics."""

import re

import py3langid

# The languages that the app has a name for. py3langid knows about 90, but short songs are detected more reliably if
# there are fewer to choose from.
CANDIDATES = (
    *("ar", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hu", "id", "it"),
    *("ja", "ko", "nl", "no", "pl", "pt", "ro", "ru", "sv", "tr", "uk", "ur", "vi", "zh"),
)
_ready: list[bool] = []


def detect(text: str) -> str:
    """Return the code of a text's most likely language, or "" if the text has fewer than three letters."""
    if len(re.findall(r"[^\W\d_]", text)) < 3:
        return ""
    if not _ready:  # loading the model takes a moment, so it happens on first use
        py3langid.set_languages(list(CANDIDATES))
        _ready.append(True)
    code, _ = py3langid.classify(text[:5000])
    return "nb" if code == "no" else str(code)
