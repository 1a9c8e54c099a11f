"""EDGE: the one file that imports py3langid: the language that lyrics are in."""

import re

import py3langid

# Only what Canary has a name for: a short song is told better among few languages than among ninety.
AMONG = (
    *("ar", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hu", "id", "it"),
    *("ja", "ko", "nl", "no", "pl", "pt", "ro", "ru", "sv", "tr", "uk", "ur", "vi", "zh"),
)
_ready: list[bool] = []


def detect(text: str) -> str:
    """The code of the language that `text` is most likely in; "" when there are fewer than three letters."""
    if len(re.findall(r"[^\W\d_]", text)) < 3:
        return ""
    if not _ready:  # reading the model takes a moment, so not before somebody asks
        py3langid.set_languages(list(AMONG))
        _ready.append(True)
    code, _ = py3langid.classify(text[:5000])
    return "nb" if code == "no" else str(code)
