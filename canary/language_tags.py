"""Language tags (BCP 47) and levels (CEFR), for all parts of the app."""

LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")


def base(tag: str) -> str:
    """Return the language of a tag in lower case, without script and region: `pt` for `pt-BR`, `zh` for `zh_Hant`."""
    return tag.replace("_", "-").partition("-")[0].lower()
