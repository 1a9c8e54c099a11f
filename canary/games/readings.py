"""How answers in other scripts may be typed instead: as they sound, for people without that keyboard."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from canary.language_tags import base
from canary.lyrics.readings import machine

# The languages whose readings people can type; making those of others takes too long for a page.
_TYPED = frozenset({"ja", "zh", "yue", "ko", "ru", "el"})


def with_readings(
    items: Sequence[Mapping[str, Any]], lines: Mapping[int, str], language: str
) -> Sequence[Mapping[str, Any]]:
    """Return gaps and dictations with `readings`: for a gap of its answer, for a dictation of its whole line.

    `lines` are the song's lines by number, from 0.
    """
    if base(language) not in _TYPED:
        return items
    answers = {part["answer"] for item in items for part in item.get("parts", ()) if not isinstance(part, str)}
    dictated = {lines[item["n"]] for item in items if "words" in item}
    found = _readings(sorted(answers | dictated), language)
    return [_filled(item, lines, found) for item in items]


def _filled(item: Mapping[str, Any], lines: Mapping[int, str], found: Mapping[str, list[str]]) -> Mapping[str, Any]:
    if "parts" in item:
        parts = [x if isinstance(x, str) else {**x, "readings": found[x["answer"]]} for x in item["parts"]]
        return {**item, "parts": parts}
    if "words" in item:
        return {**item, "readings": found[lines[item["n"]]]}
    return item


def _readings(texts: Collection[str], language: str) -> dict[str, list[str]]:
    layer = machine.reading(list(texts), language)
    found = (
        {text: [reading] if reading else [] for text, reading in zip(texts, layer.lines, strict=True)} if layer else {}
    )
    if base(language) == "ja":
        for text in texts:
            kana = "".join(above or piece for piece, above in machine.furigana(text) or ())
            found.setdefault(text, []).extend([kana] if kana else [])
    return {text: found.get(text, []) for text in texts}
