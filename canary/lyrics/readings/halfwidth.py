"""Widens half-width katakana for analysers: ｶﾞﾗｽ is ガラス. The text itself stays as it's written."""

import re
import unicodedata

_HALF = re.compile("[\uff66-\uff9d][\uff9e\uff9f]?|[\uff10-\uff19]")


def widened(text: str) -> tuple[str, list[int]]:
    """Return a text with katakana and digits in their usual width, and where each of its characters begins in `text`.

    The list has one more number than the text has characters: the length of `text`.
    """
    made: list[str] = []
    offsets: list[int] = []
    at = 0
    for match in _HALF.finditer(text):
        made.append(text[at : match.start()])
        offsets += range(at, match.start())
        wide = unicodedata.normalize("NFKC", match[0])
        made.append(wide)
        offsets += [match.start()] * len(wide)
        at = match.end()
    made.append(text[at:])
    return "".join(made), [*offsets, *range(at, len(text) + 1)]
