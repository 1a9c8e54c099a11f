"""Language tags (BCP 47) and levels (CEFR), for all parts of the app."""

_OTHER_SCRIPTS = frozenset({"ar", "cmn", "el", "fa", "he", "hi", "hy", "ka", "ko", "ru", "th", "uk", "ur", "yue", "zh"})
LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")


def base(tag: str) -> str:
    """Return the language of a tag in lower case, without script and region: `pt` for `pt-BR`, `zh` for `zh_Hant`."""
    return tag.replace("_", "-").partition("-")[0].lower()


def of_reading(tag: str) -> str:
    """Return the tag of what is shown beside a word or a title in a language: `zh-Latn` for pinyin, `ja` for kana."""
    return f"{tag}-Latn" if base(tag) in _OTHER_SCRIPTS else tag
